import { parentPort, workerData } from 'node:worker_threads';

import { loadHighs } from '../dispatch/highs.ts';
import { type PlanAnswer, type PlanQuestion, planModel, readPlan } from './plan.ts';

const question = workerData as PlanQuestion;
parentPort?.postMessage(await solve());

/** @throws Error when the solver ends without any plan */
async function solve(): Promise<PlanAnswer> {
  const begun = performance.now();
  const highs = await loadHighs();
  const { gap, seconds } = question.rules.solver;
  const { Status, Columns } = highs.solve(planModel(question), { output_flag: false, mip_rel_gap: gap, time_limit: seconds });
  const values = Columns as Readonly<Record<string, { readonly Primal?: number }>>;
  const plan = readPlan(question, (name) => values[name]?.Primal ?? 0);
  if (Status !== 'Optimal' && Status !== 'Time limit reached') throw new Error(`HiGHS ended with ${Status}`);
  if (Status !== 'Optimal' && plan.shifts.length === 0) throw new Error('HiGHS found no plan in its time');
  return { ...plan, proven: Status === 'Optimal', seconds: (performance.now() - begun) / 1000 };
}
