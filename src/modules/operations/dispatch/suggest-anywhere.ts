import { offThread } from './off-thread.ts';
import { type DispatchAnswer, type DispatchQuestion, suggest } from './suggest.ts';

/** Pairs up to which solving here takes less time than starting a thread, about 20 ms. */
const SMALL = 3_000;
const LONGEST_MS = 30_000;

/** Solves small questions at once and large ones on another thread, so that nobody else waits. @throws OffThreadFailure */
export function suggestAnywhere(question: DispatchQuestion): Promise<DispatchAnswer> {
  if (question.tasks.length * question.teams.length <= SMALL) return Promise.resolve(suggest(question));
  return offThread(new URL('./suggest.worker.ts', import.meta.url), question, { milliseconds: LONGEST_MS });
}
