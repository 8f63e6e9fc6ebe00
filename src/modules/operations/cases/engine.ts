import { createHash } from 'node:crypto';
import { Value } from 'typebox/value';
import { announce, type Context, canonicalJson, type DomainError } from '#kernel';

import { operationsErrors } from '../errors.ts';
import type { Act } from './act.ts';
import { attachFiles } from './attachments.ts';
import { type Change, fieldsOf } from './change.ts';
import { publishOf } from './events.ts';
import { type Facts, factsOf } from './facts.ts';
import { type CaseRecord, cancelledBy, fold, type LogLine } from './fold.ts';
import { type Scene, sceneOf } from './scene.ts';
import { append, type CaseRef, type Loaded, loadCase, type NewLine } from './store.ts';
import type { CaseContext } from './tables.ts';
import { teamsOf } from './teams.ts';

/** What came of an act. */
export interface Performed {
  readonly record: CaseRecord;
  /** The line that was written. */
  readonly line: LogLine;
  /** True where others had changed something else meanwhile; both changes stand. */
  readonly merged: boolean;
  /** Their lines. */
  readonly others: readonly LogLine[];
}

/** How an act is meant: the revision it is based on (absent: whatever stands), and the key under which it was sent. */
export interface Meant {
  readonly base?: number;
  readonly idemKey?: string | null;
}

/**
 * Does something to a case, in the transaction of the request: the log line, the projection, events, ledger and live news together.
 * A change based on an older revision stands beside the newer ones when they touch nothing in common.
 * @throws operations.noCase, operations.notNow, operations.conflict, operations.aheadOfUs, and whatever the act itself refuses
 */
export async function perform(context: CaseContext, ref: CaseRef, act: Act, input: object, meant: Meant = {}): Promise<Performed> {
  const loaded = await locked(context, ref);
  const scene = { ...setScene(context, loaded), teams: await teamsOf(context) };
  const fields = await decided(context, scene, act, input).catch((refusal: unknown) => {
    throw metWhileRefused(scene, loaded, act, input, meant.base) ?? refusal;
  });
  const others = linesSince(loaded, meant.base);
  meet(loaded, fields, act.name, meant.base);
  const { code, law } = act.reason?.(input as never) ?? {};
  const line = { ...by(context), act: act.name, fields, reasonCode: code ?? null, lawRef: law ?? null, idemKey: meant.idemKey ?? null };
  const written = await write(context, scene, loaded, line, act.public ?? false);
  return { ...written, merged: others.length > 0, others };
}

/**
 * Takes a line back: the log then reads as if it had not been written. Only whoever wrote it, for a while, and while nothing that came
 * after builds on it.
 * @throws operations.notUndoable
 */
export async function undo(
  context: CaseContext,
  ref: CaseRef,
  rev: number,
  acts: ReadonlyMap<string, Act>,
  meant: Meant = {},
): Promise<Performed> {
  const loaded = await locked(context, ref);
  const scene = setScene(context, loaded);
  const line = loaded.lines[rev - 1];
  const later = loaded.lines.slice(rev);
  if (!line || !mayUndo(scene, line, acts) || cancelledBy(loaded.lines).has(rev)) throw operationsErrors.notUndoable();
  const touched = new Set(fieldsOf(line.fields));
  if (later.some(({ fields }) => fieldsOf(fields).some((field) => touched.has(field)))) throw operationsErrors.notUndoable();
  const undoing = { ...by(context), act: 'undo', fields: { cancels: rev, note: { act: line.act } }, idemKey: meant.idemKey ?? null };
  const written = await write(context, scene, loaded, undoing, false);
  return { ...written, merged: false, others: [] };
}

/** Whether the actor may still take a line back, as far as the line itself tells. */
export function mayUndo({ actor, now, facts }: Scene, { actorId, at, act }: LogLine, acts: ReadonlyMap<string, Act>): boolean {
  const fresh = now.getTime() - at.getTime() <= facts.policies.undoMinutes * 60_000;
  return fresh && actorId === actor.id && acts.get(act)?.undoable === true;
}

/** Holds a case until the transaction ends. @throws operations.noCase */
export async function locked(context: CaseContext, ref: CaseRef): Promise<Loaded> {
  const loaded = await loadCase(context, ref, true);
  if (!loaded) throw 'task' in ref ? operationsErrors.noTask() : 'clock' in ref ? operationsErrors.noClock() : operationsErrors.noCase();
  return loaded;
}

/** The scene of an act on a case that was read. */
export function setScene(context: CaseContext, { record }: Loaded): Scene {
  return sceneOf(record, factsOf(context), context.actor, context.now);
}

/** Writes one line with all that goes with it. */
export async function write(
  context: CaseContext,
  scene: Scene,
  before: Loaded,
  line: NewLine,
  inLedger: boolean,
): Promise<Omit<Performed, 'merged' | 'others'>> {
  const after = await writeLines(context, scene.facts, before.record.id, before, [line], inLedger);
  return { record: after.record, line: after.lines.at(-1) as LogLine };
}

/** Writes lines of one case, a new one where `before` is null, with their events, ledger lines and one word to the boards. */
export async function writeLines(
  context: CaseContext,
  facts: Facts,
  id: string,
  before: Loaded | null,
  added: readonly NewLine[],
  inLedger = false,
): Promise<Loaded> {
  const { after, written } = append(context, facts, id, before, added);
  const { revision, fields } = after.record;
  const head = before?.lines.length ?? 0;
  const recordAt = (rev: number) => (rev === 0 ? null : fold(id, after.lines.slice(0, rev)));
  await Promise.all([
    written.catch(refusedBySql),
    ...added.flatMap((line, at) => publishOf(context, recordAt(head + at), recordAt(head + at + 1) as CaseRecord, line.fields)),
    ...(inLedger ? added.map((line) => intoLedger(context, after.record, line)) : []),
    announce(context, topicsOf(before?.record ?? null, after.record), { ids: [fields.code], state: fields.state, revision }),
  ]);
  return after;
}

const REFUSALS: Readonly<Record<string, () => DomainError>> = {
  operations_appeal_decider: operationsErrors.deciderTookPart,
  operations_case_parent_exists: operationsErrors.noCase,
  operations_case_parent_loop: operationsErrors.parentLoop,
};

/** What only the database knows for certain, in words. */
function refusedBySql(error: { constraint?: string }): never {
  const refusal = REFUSALS[error.constraint ?? ''];
  if (refusal) throw refusal();
  throw error;
}

/** The public line holds a digest of the act: it can be proven, and it says nothing about anybody. */
async function intoLedger(context: CaseContext, { id, revision }: CaseRecord, { act, fields }: NewLine): Promise<void> {
  const digest = createHash('sha256').update(canonicalJson(fields)).digest('hex');
  await context.record({ kind: `operations.${act}`, body: { case: id, rev: revision, digest } });
}

/** Who follows: the board, the case, every department with a part in it, its town. */
function topicsOf(before: CaseRecord | null, after: CaseRecord): string[] {
  const departments = [before?.fields.lead, after.fields.lead, ...Object.values(after.tasks).map(({ department }) => department)];
  const towns = [before?.fields.town, after.fields.town];
  return [
    'operations.board',
    `operations.case:${after.fields.code}`,
    ...[...new Set(departments)].flatMap((department) => (department ? [`operations.department:${department}`] : [])),
    ...[...new Set(towns)].flatMap((town) => (town ? [`operations.area:${town}`] : [])),
  ];
}

/** Who writes a line. */
export function by({ actor }: Pick<Context<never>, 'actor'>): Pick<NewLine, 'actorId' | 'actorDepartment'> {
  return { actorId: actor.id, actorDepartment: actor.department };
}

function linesSince({ lines }: Loaded, base: number | undefined): readonly LogLine[] {
  return base === undefined ? [] : lines.slice(base);
}

/** What an act changes on a case as it stands; whatever forbids it is thrown. */
async function decided(context: CaseContext, scene: Scene, act: Act, input: object): Promise<Change> {
  permit(scene, act, input);
  const files = await attachFiles(context, scene.case.id, (input as { files?: readonly string[] }).files ?? []);
  return act.decide({ ...scene, files }, input as never);
}

function permit(scene: Scene, act: Act, input: object): void {
  if (!act.from.includes(scene.case.fields.state)) throw operationsErrors.notNow({ act: act.name, state: scene.case.fields.state });
  act.allow(scene, input as never);
}

/** What was possible when it was meant and no longer is, because somebody changed the same fields: two changes met. @returns null when it is a plain refusal */
function metWhileRefused(scene: Scene, loaded: Loaded, act: Act, input: object, base: number | undefined): DomainError | null {
  const { record, lines } = loaded;
  if (base === undefined || base >= record.revision) return null;
  const then = { ...scene, case: fold(record.id, lines.slice(0, base)) };
  try {
    permit(then, act, input);
    return meeting(loaded, act.decide(then, input as never), act.name, base);
  } catch {
    return null;
  }
}

/** Two changes meet: they may both stand unless they touch the same field. */
function meet(loaded: Loaded, change: Change, act: string, base: number | undefined): void {
  const { revision } = loaded.record;
  if (base === undefined || base === revision) return;
  if (base > revision) throw operationsErrors.aheadOfUs({ base, head: revision });
  const met = meeting(loaded, change, act, base);
  if (met) throw met;
}

/** Both versions of the fields that a change and the lines since its base have in common. @returns null when there are none */
function meeting({ record, lines }: Loaded, change: Change, act: string, base: number): DomainError | null {
  const theirs = new Set(lines.slice(base).flatMap((line) => touchedBy(line, lines)));
  const both = fieldsOf(change).filter((field) => theirs.has(field));
  if (both.length === 0) return null;
  const before = fold(record.id, lines.slice(0, base));
  const versions = { yours: pick(both, (field) => valueIn(change, field)), theirs: pick(both, (field) => valueNow(record, field)) };
  return operationsErrors.conflict({
    act,
    base,
    head: record.revision,
    state: record.fields.state,
    fields: both,
    ...versions,
    before: pick(both, (field) => valueNow(before, field)),
  });
}

/** A line that takes another back touches what that one had touched. */
function touchedBy({ fields }: LogLine, lines: readonly LogLine[]): string[] {
  const cancelled = fields.cancels === undefined ? undefined : lines[fields.cancels - 1];
  return [...fieldsOf(fields), ...(cancelled ? fieldsOf(cancelled.fields) : [])];
}

function pick(fields: readonly string[], value: (field: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, value(field) ?? null]));
}

function valueIn(change: Change, field: string): unknown {
  const [kind, id, name] = field.split('.');
  if (!id) return change.set?.[field as keyof Change['set']];
  return Value.Pointer.Get(change, `/${kind}/${id}/${name}`);
}

function valueNow(record: CaseRecord, field: string): unknown {
  return field.includes('.')
    ? Value.Pointer.Get(record, `/${field.replaceAll('.', '/')}`)
    : record.fields[field as keyof CaseRecord['fields']];
}
