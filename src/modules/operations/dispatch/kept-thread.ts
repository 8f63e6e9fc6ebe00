import { Worker } from 'node:worker_threads';

import { OffThreadFailure } from './off-thread.ts';

/** What travels between a thread and who asks it. */
export interface Asked {
  readonly id: number;
  readonly question: unknown;
}
export interface Answered {
  readonly id: number;
  readonly answer: unknown;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(failure: Error): void;
}

/**
 * A thread that is started with the first question and kept for the next ones, for it answers much sooner once it is warm. It holds no
 * process open. When it crashes or takes too long, whoever waits is told and the next question starts another.
 * @param milliseconds that one question may take
 */
export function keptThread<Question, Answer>(file: URL, milliseconds: number): (question: Question) => Promise<Answer> {
  let worker: Worker | null = null;
  let last = 0;
  const waiting = new Map<number, Waiting>();
  const fail = (kind: OffThreadFailure['kind'], cause?: unknown) => {
    void worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(new OffThreadFailure(kind, { cause }));
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(file);
    started.on('message', ({ id, answer }: Answered) => {
      waiting.get(id)?.resolve(answer);
      waiting.delete(id);
    });
    started.once('error', (cause) => worker === started && fail('crash', cause));
    started.once('exit', () => worker === started && fail('crash'));
    started.unref();
    return started;
  };
  return async (question) => {
    worker ??= start();
    last += 1;
    const id = last;
    const late = setTimeout(() => waiting.has(id) && fail('timeout'), milliseconds);
    try {
      return await new Promise<Answer>((resolve, reject) => {
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
        worker?.postMessage({ id, question } satisfies Asked);
      });
    } finally {
      clearTimeout(late);
    }
  };
}
