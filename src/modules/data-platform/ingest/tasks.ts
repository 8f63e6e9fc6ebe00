import type { SniffRequest, SniffResult } from './detect/sniff.ts';
import type { DiffRequest, DiffResult } from './diff.ts';
import type { FaultName } from './fault.ts';
import type { LoadProgress, LoadRequest, LoadResult } from './load/load.ts';
import type { VerifyRequest, VerifyResult } from './verify.ts';

/** What the worker can do: the request and the result of each kind of task. */
export interface Tasks {
  readonly sniff: { readonly request: SniffRequest; readonly result: SniffResult };
  readonly load: { readonly request: LoadRequest; readonly result: LoadResult };
  readonly diff: { readonly request: DiffRequest; readonly result: DiffResult };
  readonly verify: { readonly request: VerifyRequest; readonly result: VerifyResult };
}

/** One task as the worker gets it. */
export type Task = { [Kind in keyof Tasks]: { readonly kind: Kind; readonly request: Tasks[Kind]['request'] } }[keyof Tasks];

/** One line the worker writes. */
export type Message =
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'fault'; readonly fault: FaultName; readonly details: Readonly<Record<string, unknown>> }
  | { readonly type: 'crash'; readonly text: string };
