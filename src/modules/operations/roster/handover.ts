import { createHash, randomUUIDv7 } from 'node:crypto';

import { type Context, canonicalJson, mayTouch, requirePermission } from '#kernel';

import { refusing } from '../dispatch/constraints.ts';
import { rosterErrors } from './errors.ts';
import { tellRoster } from './members.ts';
import { recordDutyRead } from './rights.ts';
import type { RosterContext } from './tables.ts';

/** One piece of open work, as it is signed. Times are RFC 3339 in UTC. */
export interface OpenItem {
  readonly code: string;
  readonly revision: number;
  readonly state: string;
  readonly title: string;
  readonly level: string;
  readonly lead: string;
  readonly dueAt: string | null;
  /** The department's open parts. */
  readonly tasks: { readonly id: string; readonly title: string; readonly state: string; readonly dueAt: string | null }[];
}

/** Open cases that a department leads or has a part in, in the order of their codes, with the hash that both sides sign. */
export async function openWork(context: RosterContext, department: string): Promise<{ items: OpenItem[]; sha256: string }> {
  requireDesk(context, department);
  const tasks = await context.db
    .selectFrom('operations_task')
    .select(['id', 'case_id', 'title', 'state', 'due_at'])
    .where('department', '=', department)
    .where('state', 'in', ['offered', 'accepted'])
    .orderBy('id')
    .execute();
  const cases = await context.db
    .selectFrom('operations_case')
    .select(['id', 'code', 'revision', 'state', 'title', 'level', 'lead', 'due_at'])
    .where('state', 'not in', ['closed', 'merged'])
    .where((is) => is.or([is('lead', '=', department), is('id', 'in', [NOBODY, ...tasks.map(({ case_id }) => case_id)])]))
    .orderBy('code')
    .execute();
  const items = cases.map(({ id, due_at, ...about }): OpenItem => {
    const own = tasks.filter(({ case_id }) => case_id === id);
    return {
      ...about,
      dueAt: due_at?.toISOString() ?? null,
      tasks: own.map((task) => ({ id: task.id, title: task.title, state: task.state, dueAt: task.due_at?.toISOString() ?? null })),
    };
  });
  return { items, sha256: digestOf(items) };
}

/**
 * Gives the open work over: the list as it is now, with the giver's signature in the ledger.
 * @param sha256 of the list that was shown
 * @throws operations.otherList when the work has moved on since, operations.handoverOpen
 */
export async function give(
  context: RosterContext,
  { department, note, sha256 }: { readonly department: string; readonly note: string; readonly sha256: string },
) {
  refuseNonPersons(context);
  const work = await openWork(context, department);
  if (work.sha256 !== sha256) throw rosterErrors.otherList();
  const id = randomUUIDv7();
  const given_entry = await signature(context, 'given', id, sha256);
  const written = context.db
    .insertInto('operations_handover')
    .values({
      id,
      department,
      from_person: context.actor.id,
      note,
      items: JSON.stringify(work.items),
      items_sha256: sha256,
      given_at: context.now,
      given_entry,
      to_person: null,
      taken_at: null,
      taken_entry: null,
      withdrawn_at: null,
    })
    .execute();
  await refusing({ operations_handover_one_open: rosterErrors.handoverOpen }, written);
  await tellRoster(context, department, id);
  return id;
}

/**
 * Takes the work over: somebody else signs the same hash.
 * @throws operations.noHandover, operations.handoverOver, operations.sameSigner, operations.otherList
 */
export async function take(context: RosterContext, id: string, sha256: string): Promise<void> {
  refuseNonPersons(context);
  const handover = await held(context, id);
  if (handover.from_person === context.actor.id) throw rosterErrors.sameSigner();
  if (handover.items_sha256 !== sha256) throw rosterErrors.otherList();
  const taken_entry = await signature(context, 'taken', id, sha256);
  const taken = { to_person: context.actor.id, taken_at: context.now, taken_entry };
  await context.db.updateTable('operations_handover').set(taken).where('id', '=', id).execute();
  await tellRoster(context, handover.department, id);
}

/** Takes an own handover back that nobody has taken. @throws operations.noHandover, operations.handoverOver, operations.notYourShift */
export async function withdraw(context: RosterContext, id: string): Promise<void> {
  const handover = await held(context, id);
  if (handover.from_person !== context.actor.id) throw rosterErrors.notYourShift();
  await context.db.updateTable('operations_handover').set({ withdrawn_at: context.now }).where('id', '=', id).execute();
  await tellRoster(context, handover.department, id);
}

/** Handovers of a department, newest first, with what has moved since each list was signed. */
export async function listHandovers(context: RosterContext, department: string) {
  const now = await openWork(context, department);
  const rows = await context.db
    .selectFrom('operations_handover as handover')
    .leftJoin('operations_member as giver', 'giver.person_id', 'handover.from_person')
    .leftJoin('operations_member as taker', 'taker.person_id', 'handover.to_person')
    .selectAll('handover')
    .select(['giver.name as from_name', 'taker.name as to_name'])
    .where('department', '=', department)
    .orderBy('given_at', 'desc')
    .limit(30)
    .execute();
  await recordDutyRead(
    context,
    rows.flatMap(({ from_person, to_person }) => (to_person === null ? [from_person] : [from_person, to_person])),
    ['name', 'from_person', 'to_person'],
  );
  return rows.map((row) => ({
    id: row.id,
    department: row.department,
    note: row.note,
    items: [...(row.items as OpenItem[])],
    sha256: row.items_sha256,
    from: { id: row.from_person, name: row.from_name },
    givenAt: row.given_at,
    givenEntry: row.given_entry,
    to: row.to_person === null ? null : { id: row.to_person, name: row.to_name },
    takenAt: row.taken_at,
    takenEntry: row.taken_entry,
    state: row.taken_at ? ('taken' as const) : row.withdrawn_at ? ('withdrawn' as const) : ('given' as const),
    moved: movedSince(row.items as OpenItem[], now.items),
  }));
}

/** Codes of cases that are new, that are over, or whose log has grown. */
function movedSince(signed: readonly OpenItem[], now: readonly OpenItem[]) {
  const [before, after] = [new Map(signed.map((item) => [item.code, item])), new Map(now.map((item) => [item.code, item]))];
  return {
    added: [...after.keys()].filter((code) => !before.has(code)),
    over: [...before.keys()].filter((code) => !after.has(code)),
    changed: [...after.values()]
      .filter(({ code, revision }) => before.has(code) && before.get(code)?.revision !== revision)
      .map(({ code }) => code),
  };
}

/** SHA-256 over canonical JSON (RFC 8785) of the list. */
function digestOf(items: readonly OpenItem[]): string {
  return createHash('sha256').update(canonicalJson(items)).digest('hex');
}

/** A line of the ledger that proves who signed which list when; the name is in the digest only. @returns the line's id */
function signature(context: RosterContext, act: 'given' | 'taken', handover: string, sha256: string): Promise<string> {
  const digest = createHash('sha256')
    .update(canonicalJson({ handover, sha256, by: context.actor.id, at: context.now.toISOString() }))
    .digest('hex');
  return context.record({ kind: `operations.handover_${act}`, body: { handover, list: sha256, digest } });
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Open work is handed over by the department's people and by the duty desk. */
function requireDesk(context: RosterContext, department: string): void {
  const desk = mayTouch(context as unknown as Context<never>, 'operations:dispatch', { department });
  if (!desk && context.actor.department !== department) requirePermission(context.actor, 'operations:dispatch');
}

function refuseNonPersons({ actor }: RosterContext): void {
  if (actor.kind !== 'person' || actor.onBehalfOf) throw rosterErrors.nobodyOnBehalf();
}

async function held(context: RosterContext, id: string) {
  const handover = await context.db.selectFrom('operations_handover').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!handover) throw rosterErrors.noHandover();
  requireDesk(context, handover.department);
  if (handover.taken_at || handover.withdrawn_at) throw rosterErrors.handoverOver();
  return handover;
}
