import { offThread } from '../dispatch/off-thread.ts';
import type { PlanAnswer, PlanQuestion } from './plan.ts';

/** Time for loading the solver and for a solver that looks at its clock late. */
const GRACE_MS = 5_000;

/**
 * Plans shifts on a thread of its own, which is ended when it takes too long.
 * @throws OffThreadFailure when the solver crashes, hangs or finds nothing; whatever is published stays as it is
 */
export function planShifts(question: PlanQuestion, signal?: AbortSignal): Promise<PlanAnswer> {
  const milliseconds = question.rules.solver.seconds * 1000 + GRACE_MS;
  return offThread(new URL('./plan.worker.ts', import.meta.url), question, { milliseconds, ...(signal && { signal }) });
}
