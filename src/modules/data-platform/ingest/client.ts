import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { ingestErrors } from './errors.ts';
import type { LoadProgress } from './load/load.ts';
import type { Message, Task, Tasks } from './tasks.ts';

/** How a caller follows and stops a task. */
export interface Following {
  onProgress?(progress: LoadProgress): void;
  /** Told once, with the process that does the work; for measuring. */
  onStart?(worker: { readonly pid: number }): void;
  /** Aborting kills the worker; a load then leaves nothing but a temporary folder. */
  readonly signal?: AbortSignal;
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
/** JavaScript memory of the worker; the engine's own memory is limited by `Limits.memoryBytes`. */
const HEAP_MB = 256;

/**
 * Does a task in a process of its own, so that neither its memory nor its crash touches this one.
 * @throws the error of `ingestErrors` that the worker met; ingest.cancelled, ingest.crashed
 */
export async function runTask<Kind extends keyof Tasks>(
  kind: Kind,
  request: Tasks[Kind]['request'],
  following: Following = {},
): Promise<Tasks[Kind]['result']> {
  if (following.signal?.aborted) throw ingestErrors.cancelled();
  const worker = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, WORKER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const stop = () => worker.kill('SIGKILL');
  following.signal?.addEventListener('abort', stop, { once: true });
  try {
    if (worker.pid !== undefined) following.onStart?.({ pid: worker.pid });
    const last = await converse(worker, { kind, request } as Task, following);
    if (last.type === 'done') return last.result as Tasks[Kind]['result'];
    throw failureOf(last, following);
  } finally {
    following.signal?.removeEventListener('abort', stop);
  }
}

type Ending = Exclude<Message, { type: 'progress' }> | { readonly type: 'gone'; readonly signal: string };

/** @returns the worker's last word, once it has ended */
function converse(worker: ChildProcess, task: Task, { onProgress }: Following): Promise<Ending> {
  const { promise, resolve, reject } = Promise.withResolvers<Ending>();
  let last: Ending | null = null;
  if (!worker.stdin || !worker.stdout) throw new Error('the worker has no pipes');
  worker.stdin.on('error', () => {}); // a worker that dies early is heard of by its end
  worker.stdin.write(`${JSON.stringify(task)}\n`);
  const lines = createInterface({ input: worker.stdout });
  lines.on('line', (line) => {
    const message = JSON.parse(line) as Message;
    if (message.type === 'progress') onProgress?.(message.progress);
    else last = message;
  });
  worker.once('error', reject);
  worker.once('close', (code, signal) => resolve(last ?? { type: 'gone', signal: signal ?? `exit ${code}` }));
  return promise;
}

function failureOf(last: Exclude<Ending, { type: 'done' }>, { signal }: Following): Error {
  if (last.type === 'fault') return ingestErrors[last.fault](last.details);
  if (last.type === 'crash') return new Error(`ingest worker: ${last.text}`);
  return signal?.aborted ? ingestErrors.cancelled() : ingestErrors.crashed({ signal: last.signal });
}
