import { type AnyModule, port } from '#kernel';

import { acts } from './acts/index.ts';
import { type Meant, perform } from './engine.ts';
import { type NewCase, openCase } from './open.ts';
import { type CaseRef, loadCase } from './store.ts';
import type { CaseTables } from './tables.ts';

/** A case as other modules may know it: where it stands, nothing about people. */
export interface CaseBrief {
  readonly id: string;
  readonly code: string;
  readonly revision: number;
  readonly state: string;
  readonly lead: string;
  readonly dueAt: Date | null;
  readonly result: string | null;
  readonly outcome: string | null;
  readonly tasks: readonly { readonly id: string; readonly department: string; readonly state: string }[];
}

/** Opens a case for another module. */
export const openCasePort = port<CaseTables, NewCase, CaseBrief>('operations.openCase', async (context, asked) => {
  const { id } = await openCase(context, asked);
  return (await brief(context, { id })) as CaseBrief;
});

/** Does to a case what the actor may do there: `addTask`, `answer`, `pauseClock` and the rest are acts with these names. */
export const actPort = port<CaseTables, { ref: CaseRef; act: string; input: object } & Meant, CaseBrief>(
  'operations.act',
  async (context, { ref, act, input, ...meant }) => {
    const found = acts.get(act);
    if (!found) throw new Error(`no act ${act}`);
    const { record } = await perform(context, ref, found, input, meant);
    return (await brief(context, { id: record.id })) as CaseBrief;
  },
);

type About<Input> = Input & { readonly ref: CaseRef };

/** Gives another department a part of a case. */
export const addTaskPort = actAs<{ department: string; title: string; skill?: string }>('operations.addTask', 'add-task');
/** Answers the reporter, who is asked whether it is so. */
export const answerPort = actAs<{ result: string }>('operations.answer', 'answer');
/** Halts a clock for a coded reason. */
export const pauseClockPort = actAs<{ clock: string; code: string; evidence?: string }>('operations.pauseClock', 'pause');
/** Starts a clock of the case's policy, such as a further `visit`. */
export const startClockPort = actAs<{ kind: string }>('operations.startClock', 'start-clock');

function actAs<Input extends object>(name: `operations.${string}`, act: string) {
  return port<CaseTables, About<Input>, CaseBrief>(name, (context, { ref, ...input }) =>
    actPort.run(context as never, { ref, act, input }),
  );
}

/** Where a case stands; null when there is none. */
export const caseSummaryPort = port<CaseTables, CaseRef, CaseBrief | null>('operations.caseSummary', (context, ref) => brief(context, ref));

async function brief(context: Parameters<typeof loadCase>[0], ref: CaseRef): Promise<CaseBrief | null> {
  const loaded = await loadCase(context, ref, false);
  if (!loaded) return null;
  const { id, revision, fields, tasks } = loaded.record;
  const row = await context.db.selectFrom('operations_case').select('due_at').where('id', '=', id).executeTakeFirst();
  return {
    id,
    code: fields.code,
    revision,
    state: fields.state,
    lead: fields.lead,
    dueAt: row?.due_at ?? null,
    result: fields.result,
    outcome: fields.outcome,
    tasks: Object.entries(tasks).map(([task, { department, state }]) => ({ id: task, department, state })),
  };
}

/** Ports of the case engine. */
export const casePorts: AnyModule['ports'] = [
  openCasePort,
  actPort,
  addTaskPort,
  answerPort,
  pauseClockPort,
  startClockPort,
  caseSummaryPort,
] as unknown as AnyModule['ports'];
