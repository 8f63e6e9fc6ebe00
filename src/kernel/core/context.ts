import { createHash, randomUUIDv7 } from 'node:crypto';

import type { Kysely } from 'kysely';
import type { Static, TSchema } from 'typebox';

import { appendEntry, entryRow, type LedgerEntry } from '../ledger/append.ts';
import { canonicalJson } from '../ledger/canonical.ts';
import type { Actor } from './actor.ts';
import type { Bilingual } from './errors.ts';
import type { ReadProfile } from './profile.ts';
import type { KernelTables } from './tables.ts';

/** A district's name in lower-case Latin letters, such as `yuecheng`; its data lives in the schema `district_yuecheng`. */
export type District = string;

/** Why somebody reads personal data: a code that rules can name, and words for the person whose data it is. */
export interface Purpose {
  readonly code: `${string}:${string}`;
  readonly text: Bilingual;
}

/** One look at somebody's personal data; the person sees every such line about themselves. */
export interface PersonalRead {
  /** The person whose data was read. */
  readonly subjectId: string;
  /** The record that was read, as `table/id`. */
  readonly record?: string;
  /** Fields that left the database, by column name. */
  readonly fields: readonly string[];
  readonly purpose: Purpose;
}

/** A decision made by a published rule, kept with all it takes to explain and contest it. */
export interface Decision {
  /** What was decided, as `module.noun`, such as `voice.deadline`. */
  readonly kind: `${string}.${string}`;
  /** The record decided on, as `table/id`. */
  readonly subject: string;
  readonly rule: { readonly identifier: string; readonly version: string };
  /** Every input with its source. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outcome: Readonly<Record<string, unknown>>;
  /** Whom to ask, how and until when to appeal. */
  readonly appeal: Bilingual;
}

/** A kind of event: its name (`module.past_tense`) and the shape of its payload. Payloads hold ids, never personal data. */
export interface EventType<Payload extends TSchema = TSchema> {
  readonly name: `${string}.${string}`;
  readonly payload: Payload;
}

/** A typed question or command that one module offers to others, under its public face. */
export interface Port<Input, Output> {
  readonly name: `${string}.${string}`;
  run(context: Context<never>, input: Input): Promise<Output>;
}

/** A kind of long work. Its manifest entry says how it runs; this is what somebody needs to start it. */
export interface JobType<Input extends TSchema = TSchema> {
  readonly name: `${string}.${string}`;
  readonly title: Bilingual;
  readonly input: Input;
}

/**
 * All that one request, job step or event delivery may touch. It is passed, never global.
 * `Tables` holds only the module's own tables: a query on another module's table does not compile.
 */
export interface Context<Tables> {
  /** The one transaction of this request, in the schema of its district. */
  readonly db: Kysely<Tables>;
  readonly district: District;
  readonly actor: Actor;
  /** The moment this request or job step began, so one request sees one time. */
  readonly now: Date;
  /** Reads a file of the jurisdiction's profile. */
  readonly profile: ReadProfile;
  /** Absolute path of the district's folder on disk; a module keeps its files in a folder of its own name below it. */
  readonly storage: string;
  /** Asks another module, with the same actor in the same transaction. The caller has already checked the permission. */
  call<Input, Output>(port: Port<Input, Output>, input: Input): Promise<Output>;
  /** Queues an event in the outbox. It vanishes with the transaction, or is delivered at least once. */
  publish<Payload extends TSchema>(event: EventType<Payload>, payload: Static<Payload>, aggregate?: string): Promise<void>;
  /** Writes the access line and the ledger line that must go with every read of personal data. */
  recordRead(read: PersonalRead): Promise<void>;
  /** Keeps a decision with its reasons and writes its ledger line. @returns the decision's id */
  decide(decision: Decision): Promise<string>;
  /** Writes one line into the district's ledger, in this transaction. @returns the entry's id */
  record(entry: LedgerEntry): Promise<string>;
  /** Queues long work in this transaction. @returns the job's id */
  enqueue<Input extends TSchema>(job: JobType<Input>, input: Static<Input>): Promise<string>;
}

/** Work that outlives one transaction: jobs, uploads, streams. It opens short transactions as it needs them. */
export interface Work<Tables> {
  readonly district: District;
  readonly actor: Actor;
  readonly profile: ReadProfile;
  /** Absolute path of the district's folder on disk. */
  readonly storage: string;
  /** Aborted when the reader goes away, the job is cancelled or the process stops. */
  readonly signal: AbortSignal;
  now(): Date;
  transaction<Result>(run: (context: Context<Tables>) => Promise<Result>): Promise<Result>;
}

/** Puts a job into the queue within a transaction. @returns the job's id */
export type Enqueue = (tx: Kysely<KernelTables>, district: District, actor: Actor, job: JobType, input: unknown) => Promise<string>;

/** What the kernel knows when a request or job step begins. */
export interface Scope {
  readonly tx: Kysely<KernelTables>;
  readonly district: District;
  readonly actor: Actor;
  readonly now: Date;
  readonly profile: ReadProfile;
  readonly storage: string;
  readonly enqueue: Enqueue;
  /** Lets a write travel with the commit; without it every write is waited for. */
  readonly defer?: (write: Promise<unknown>) => void;
}

/** Builds a context; the only place that sees both the kernel's tables and a module's. */
export function createContext<Tables>(scope: Scope): Context<Tables> {
  const { tx, district, actor, now, profile, storage } = scope;
  return {
    db: tx as unknown as Kysely<Tables>,
    district,
    actor,
    now,
    profile,
    storage,
    call: (port, input) => port.run(createContext<never>(scope), input),
    publish: (event, payload, aggregate) => publish(scope, event, payload, aggregate),
    recordRead: (read) => recordRead(scope, read),
    decide: (decision) => decide(scope, decision),
    record: (entry) => appendEntry(tx, now, entry),
    enqueue: (job, input) => scope.enqueue(tx, district, actor, job as JobType, input),
  };
}

/** The kernel's own view of a context's transaction, for kernel services only; modules never see these tables. */
export function kernelDb<Tables>(context: Context<Tables>): Kysely<KernelTables> {
  return context.db as unknown as Kysely<KernelTables>;
}

/** An event without an aggregate stands for itself: no other waits for it. */
async function publish({ tx, now }: Scope, { name }: EventType, payload: unknown, aggregate?: string): Promise<void> {
  const id = randomUUIDv7();
  const event = { id, name, aggregate: aggregate ?? id, payload: JSON.stringify(payload), occurred_at: now };
  await tx.insertInto('kernel_outbox').values(event).execute();
}

/**
 * The access line and the ledger line in one statement. The ledger keeps a digest only: the line can be proven, yet a person's data can
 * still be erased.
 */
async function recordRead({ tx, actor, now, defer }: Scope, { subjectId, record, fields, purpose }: PersonalRead): Promise<void> {
  const id = randomUUIDv7();
  const line = {
    id,
    actor_id: actor.id,
    actor_department: actor.department,
    subject_id: subjectId,
    record: record ?? null,
    fields: fields.join(','),
    purpose: purpose.code,
    purpose_text: JSON.stringify(purpose.text),
    read_at: now,
  };
  const entry = entryRow(now, { kind: 'kernel.personal_read', body: { id, digest: digestOf({ ...line, purpose_text: purpose.text }) } });
  const written = tx
    .with('entry', (db) => db.insertInto('kernel_ledger_entry').values(entry))
    .insertInto('kernel_access_log')
    .values({ ...line, ledger_entry_id: entry.id })
    .execute();
  if (defer) defer(written);
  else await written;
}

async function decide({ tx, actor, now }: Scope, decision: Decision): Promise<string> {
  const id = randomUUIDv7();
  const row = {
    id,
    kind: decision.kind,
    subject: decision.subject,
    rule: decision.rule.identifier,
    rule_version: decision.rule.version,
    inputs: JSON.stringify(decision.inputs),
    outcome: JSON.stringify(decision.outcome),
    appeal: JSON.stringify(decision.appeal),
    actor_id: actor.id,
    decided_at: now,
  };
  const { inputs, outcome, appeal } = decision;
  const body = { id, kind: row.kind, rule: row.rule, version: row.rule_version, digest: digestOf({ ...row, inputs, outcome, appeal }) };
  const ledger_entry_id = await appendEntry(tx, now, { kind: 'kernel.decision', body });
  await tx
    .insertInto('kernel_decision')
    .values({ ...row, ledger_entry_id })
    .execute();
  return id;
}

/** Over canonical JSON of the row as the database gives it back, so that an auditor can work it out again. */
function digestOf(row: object): string {
  return createHash('sha256').update(canonicalJson(row)).digest('hex');
}
