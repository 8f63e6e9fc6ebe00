import { keptThread } from './kept-thread.ts';
import { type DispatchAnswer, type DispatchQuestion, suggest } from './suggest.ts';

/** Pairs up to which solving here holds nobody else up: about 10 ms. */
const SMALL = 3_000;
const LONGEST_MS = 30_000;

const elsewhere = keptThread<DispatchQuestion, DispatchAnswer>(new URL('./suggest.worker.ts', import.meta.url), LONGEST_MS);

/** Solves small questions at once and large ones on another thread, so that nobody else waits. @throws OffThreadFailure */
export function suggestAnywhere(question: DispatchQuestion): Promise<DispatchAnswer> {
  return question.tasks.length * question.teams.length <= SMALL ? Promise.resolve(suggest(question)) : elsewhere(question);
}
