import { type Static, type TObject, Type } from 'typebox';

import { type Bilingual, Uuid } from '#kernel';

import type { Change } from './change.ts';
import type { FileMark, Scene } from './scene.ts';
import type { CaseState } from './tables.ts';

/** One thing that can be done to a case: who may, when, and what it changes. `decide` is pure and throws what forbids it. */
export interface Act<Input extends TObject = TObject> {
  readonly name: string;
  readonly title: Bilingual;
  readonly input: Input;
  /** Permission that its route asks for; `mayAct` then asks about the very case. */
  readonly permission: `operations:${string}` | 'signed-in';
  /** States in which it is possible. */
  readonly from: readonly CaseState[];
  /** Stops whoever may not do it to this case. */
  allow(scene: Scene, input: Static<Input>): void;
  decide(scene: Scene, input: Static<Input>): Change;
  /** Coded reason and legal basis, kept in columns of the log. */
  reason?(input: Static<Input>): { readonly code?: string | null; readonly law?: string | null };
  /** True where the line also goes into the public ledger, without words or names. */
  readonly public?: boolean;
  /** True where a slip can be taken back by whoever did it, for as long as nothing else has happened. */
  readonly undoable?: boolean;
}

/** Declares an act; what `decide` receives follows from the schema. */
export function defineAct<Input extends TObject>(act: Act<Input>): Act {
  return act as unknown as Act;
}

/** States in which a case is being worked on. */
export const OPEN = ['received', 'routed', 'working', 'answered', 'disputed', 'appealed'] as const satisfies readonly CaseState[];
/** States in which departments may still do their parts. */
export const AT_WORK = ['received', 'routed', 'working', 'disputed'] as const satisfies readonly CaseState[];

/** Ids of files that were sent before; the act ties them to the case. */
export const Files = Type.Optional(Type.Array(Uuid, { maxItems: 20, uniqueItems: true }));

/** What a device that was offline says beside: the task it is about, and when it was by its own clock. The server's time is the one that counts. */
export const FromOutside = { task: Type.Optional(Uuid), clientAt: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })) };

/** A note of the log, without what was not said. */
export function outside(said: Readonly<Record<string, string | undefined>>, files: readonly FileMark[]): Change['note'] & object {
  return { ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)), ...(files.length > 0 && { files }) };
}
