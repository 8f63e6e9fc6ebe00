import { Worker } from 'node:worker_threads';

/** How a piece of work on another thread ended when it gave no answer. */
export class OffThreadFailure extends Error {
  override readonly name = 'OffThreadFailure';
  readonly kind: 'timeout' | 'crash' | 'cancelled';

  constructor(kind: OffThreadFailure['kind'], options?: ErrorOptions) {
    super(`work on another thread: ${kind}`, options);
    this.kind = kind;
  }
}

/**
 * Runs a worker file on a thread of its own: it gets `input` as `workerData` and posts one answer. The thread is gone afterwards, also
 * when it hangs in a solver that does not look at the clock.
 * @param milliseconds after which the thread is ended
 * @throws OffThreadFailure
 */
export async function offThread<Answer>(
  file: URL,
  input: unknown,
  { milliseconds, signal }: { readonly milliseconds: number; readonly signal?: AbortSignal },
): Promise<Answer> {
  const worker = new Worker(file, { workerData: input });
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const fail = (kind: OffThreadFailure['kind']) => (cause?: unknown) => reject(new OffThreadFailure(kind, { cause }));
      worker.once('message', resolve);
      worker.once('error', fail('crash'));
      worker.once('exit', fail('crash'));
      signal?.addEventListener('abort', fail('cancelled'), { once: true });
      setTimeout(fail('timeout'), milliseconds).unref();
    });
  } finally {
    await worker.terminate();
  }
}
