import { parentPort } from 'node:worker_threads';

import type { Answered, Asked } from './kept-thread.ts';
import { type DispatchQuestion, suggest } from './suggest.ts';

parentPort?.on('message', ({ id, question }: Asked) => {
  parentPort?.postMessage({ id, answer: suggest(question as DispatchQuestion) } satisfies Answered);
});
