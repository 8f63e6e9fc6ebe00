import { closed, type JobWork, jobType, type Work } from '#kernel';

import { closeAct } from './acts/closing.ts';
import { recountAct, tickAct } from './acts/supervision.ts';
import { by, locked, setScene, write } from './engine.ts';
import type { CaseContext, CaseTables } from './tables.ts';

/** Looks at the clocks that want to be looked at; every minute. */
export const watchJob = jobType('operations.watch', { en: 'Watch deadlines', zh: '监测办理时限' }, closed({}));

const BATCH = 500;

/** Each case is a transaction of its own, so that one that fails keeps no other from being looked at. */
export async function watchClocks(work: JobWork<CaseTables>): Promise<void> {
  const due = await work.transaction((context) => casesToLookAt(context));
  for (const [at, id] of due.entries()) {
    if (work.signal.aborted) return;
    await work.transaction((context) => lookAt(context, id));
    work.progress({ done: at + 1, total: due.length, unit: { en: 'cases', zh: '件' } });
  }
}

/** Cases with a clock whose next look has come, longest waiting first. */
export async function casesToLookAt({ db, now }: CaseContext): Promise<string[]> {
  const rows = await db
    .selectFrom('operations_clock')
    .select(({ fn }) => ['case_id', fn.min('next_at').as('since')])
    .where('next_at', '<=', now)
    .groupBy('case_id')
    .orderBy('since')
    .limit(BATCH)
    .execute();
  return rows.map(({ case_id }) => case_id);
}

/** Writes down what the clocks of a case have reached: a step of the ladder, a breach, the end of a pause, or of the reporter's time. */
export async function lookAt(context: CaseContext, id: string): Promise<void> {
  const loaded = await locked(context, { id });
  const scene = setScene(context, loaded);
  const { state } = loaded.record.fields;
  const silent = Object.values(loaded.record.clocks).some(
    (clock) =>
      clock.kind === 'silence' &&
      clock.stoppedAt === null &&
      hasEnded(scene.facts.calendar(clock.calendar).add(new Date(clock.since), clock.allowedSeconds)),
  );
  const act = state === 'answered' && silent ? closeAct : tickAct;
  if (!(act.from as readonly string[]).includes(state)) return;
  const fields = act.decide(scene, {});
  if (act === tickAct && Object.keys(fields.clocks ?? {}).length === 0) return;
  await write(context, scene, loaded, { ...by(context), act: act.name, fields }, act.public ?? false);

  function hasEnded(due: Date): boolean {
    return due < context.now;
  }
}

/** After a new list of holidays: recounts the deadlines that reached past the old one, and writes that down. @returns how many cases */
export async function recountProvisional(work: Work<CaseTables>): Promise<number> {
  const cases = await work.transaction(async ({ db }) =>
    db
      .selectFrom('operations_clock')
      .select(['case_id', 'calendar', 'calendar_version'])
      .where('provisional', '=', true)
      .where('state', '<>', 'stopped')
      .distinct()
      .execute(),
  );
  let recounted = 0;
  for (const id of new Set(cases.map(({ case_id }) => case_id))) {
    recounted += await work.transaction(async (context) => {
      const loaded = await locked(context, { id });
      const scene = setScene(context, loaded);
      const fields = recountAct.decide(scene, {});
      if (Object.keys(fields.clocks ?? {}).length === 0) return 0;
      await write(context, scene, loaded, { ...by(context), act: recountAct.name, fields }, false);
      return 1;
    });
  }
  return recounted;
}
