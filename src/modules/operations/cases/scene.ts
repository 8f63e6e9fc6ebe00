import { randomUUIDv7 } from 'node:crypto';

import type { Actor } from '#kernel';

import { operationsErrors } from '../errors.ts';
import type { Policy } from '../policies/facts.ts';
import { policyFor } from '../policies/policies.ts';
import type { Moment } from './change.ts';
import type { Facts } from './facts.ts';
import type { CaseRecord } from './fold.ts';

/** All that an act may look at when it decides what changes; nothing in it is read from a clock or a database. */
export interface Scene {
  readonly case: CaseRecord;
  readonly now: Date;
  readonly actor: Pick<Actor, 'id' | 'kind' | 'department' | 'permissions'>;
  /** Teams outside that the actor belongs to. */
  readonly teams: ReadonlySet<string>;
  readonly facts: Facts;
  /** The deadline policy of the case as it stands. */
  readonly policy: Policy;
  /** Files that come with the act. */
  readonly files: readonly FileMark[];
  newId(): string;
  moment(at: Date): Moment;
}

/** A file as the log keeps it: what it is called, and the hash that proves it is still the same. */
export interface FileMark {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
}

/** Sets the scene for an act. @throws operations.unknownCategory, operations.noPolicy */
export function sceneOf(record: CaseRecord, facts: Facts, actor: Scene['actor'], now: Date): Scene {
  const policy = policyOf(facts, record.fields.category, record.fields.level);
  return { case: record, now, actor, teams: new Set(), facts, policy, files: [], newId: randomUUIDv7, moment: (at) => at.toISOString() };
}

/** The policy of a category and a level. @throws operations.unknownCategory, operations.unknownLevel, operations.noPolicy */
export function policyOf(facts: Facts, category: string, level: string): Policy {
  const path = facts.pathOf(category);
  if (!path) throw operationsErrors.unknownCategory({ category });
  return policyFor(facts.policies, path, level);
}
