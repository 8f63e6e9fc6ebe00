import { operationsErrors } from '../errors.ts';
import { AT_WORK } from './act.ts';
import { absorbing, mergedAct } from './acts/merging.ts';
import { by, locked, setScene, write } from './engine.ts';
import type { LogLine } from './fold.ts';
import { dutyDesk } from './rights.ts';
import { type CaseRef, type Loaded, loadCase } from './store.ts';
import type { CaseContext } from './tables.ts';

/**
 * Joins a case to another that is about the same thing. Both logs get a line; the survivor takes over the running clocks.
 * @param explanation the matcher's score with its components, kept to be shown
 * @returns id of the merge
 * @throws operations.sameCase, operations.mergedAlready
 */
export async function mergeCases(context: CaseContext, survivor: CaseRef, merged: CaseRef, explanation: unknown): Promise<string> {
  const [into, from] = await lockedPair(context, survivor, merged);
  if (into.record.id === from.record.id) throw operationsErrors.sameCase();
  for (const { record } of [into, from]) {
    if (!(AT_WORK as readonly string[]).includes(record.fields.state)) throw operationsErrors.mergedAlready({ code: record.fields.code });
  }
  const scene = setScene(context, into);
  dutyDesk(scene);
  const fields = absorbing(scene, from.record, explanation);
  await write(context, scene, into, { ...by(context), act: 'absorb', fields }, true);
  const other = setScene(context, from);
  const stopping = mergedAct.decide(other, { into: into.record.id } as never);
  await write(context, other, from, { ...by(context), act: 'merge', fields: stopping }, true);
  return Object.keys(fields.merges)[0] as string;
}

/**
 * Undoes a merge, whenever: both logs get a line that takes the merge's back, so that the clocks of each are those of its own log.
 * @throws operations.noMerge, operations.undoneAlready
 */
export async function unmergeCases(context: CaseContext, mergeId: string): Promise<readonly [string, string]> {
  const row = await context.db.selectFrom('operations_merge').selectAll().where('id', '=', mergeId).executeTakeFirst();
  if (!row) throw operationsErrors.noMerge();
  const [into, from] = await lockedPair(context, { id: row.survivor_id }, { id: row.merged_id });
  dutyDesk(setScene(context, into));
  const absorbed = into.lines.findLast(({ fields }) => fields.merges !== undefined && mergeId in fields.merges);
  const stopped = from.lines.findLast(({ act }) => act === 'merge');
  if (!absorbed || !stopped || from.record.fields.state !== 'merged') throw operationsErrors.undoneAlready();
  await takeBack(context, into, absorbed);
  await takeBack(context, from, stopped);
  return [into.record.fields.code, from.record.fields.code];
}

async function takeBack(context: CaseContext, loaded: Loaded, { rev, fields }: LogLine): Promise<void> {
  const undoing = { cancels: rev, note: { code: fields.note?.['code'] ?? null } };
  await write(context, setScene(context, loaded), loaded, { ...by(context), act: 'unmerge', fields: undoing }, true);
}

/** Locks two cases in order of their ids, so that two who merge crosswise wait instead of standing in each other's way. */
async function lockedPair(context: CaseContext, first: CaseRef, second: CaseRef): Promise<[Loaded, Loaded]> {
  const seen = [await loadCase(context, first, false), await loadCase(context, second, false)] as const;
  if (!seen[0] || !seen[1]) throw operationsErrors.noCase();
  const ids = [seen[0].record.id, seen[1].record.id] as const;
  const inOrder = new Map<string, Loaded>();
  for (const id of [...new Set(ids)].toSorted()) inOrder.set(id, await locked(context, { id }));
  return [inOrder.get(ids[0]) as Loaded, inOrder.get(ids[1]) as Loaded];
}
