import { type Kysely, sql } from 'kysely';

import {
  type Actor,
  type Context,
  createContext,
  type District,
  DomainError,
  type Enqueue,
  type JobSpec,
  type KernelTables,
  type Progress,
  type ReadProfile,
  SYSTEM,
} from '../core/index.ts';
import { inDistrict } from '../database/index.ts';
import { tellLive } from '../events/index.ts';
import { jobErrors } from './errors.ts';

/** What running a job needs from the platform. */
export interface RunOptions {
  readonly db: Kysely<KernelTables>;
  readonly district: District;
  readonly profile: ReadProfile;
  readonly storage: string;
  readonly enqueue: Enqueue;
  readonly clock: () => Date;
  /** Who a stored actor id is now, with today's permissions. */
  readonly actorOf: (id: string) => Promise<Actor>;
  /** Aborted when the process stops; jobs that run then end as interrupted. */
  readonly ending?: AbortSignal;
  readonly onError: (error: unknown) => void;
}

interface Ticket {
  readonly jobId: string;
  readonly actor: { readonly id: string };
  readonly input: unknown;
}

/** Progress is written this often, and a wish to cancel is heard as often. */
const BEAT_MS = 300;

/** Runs one job to its end and keeps how it went. A job that was cancelled while it waited does not begin. */
export async function runJob(options: RunOptions, spec: JobSpec<never>, { jobId, actor, input }: Ticket): Promise<void> {
  const { db, district, profile, storage, enqueue, clock, ending } = options;
  const as = await actorNow(options, jobId, actor.id);
  if (!as || !(await begin(options, spec, jobId, as, input))) return;
  const stop = new AbortController();
  const interrupt = () => stop.abort(jobErrors.interrupted());
  ending?.addEventListener('abort', interrupt);
  const beat = startBeat(options, jobId, stop);
  const transaction = <Result>(run: (context: Context<never>) => Promise<Result>) =>
    inDistrict(db, district, (tx) => run(createContext<never>({ tx, district, actor: as, now: clock(), profile, storage, enqueue })));
  try {
    await spec.run(
      { district, actor: as, profile, storage, signal: stop.signal, now: clock, transaction, jobId, progress: beat.report },
      input,
    );
    await beat.end();
    stop.signal.throwIfAborted();
    await finish(options, jobId, 'done', null);
  } catch (thrown) {
    await beat.end();
    const error: unknown = stop.signal.aborted ? stop.signal.reason : thrown;
    if (error instanceof DomainError && error.code === jobErrors.cancelled().code) return finish(options, jobId, 'cancelled', null);
    if (!(error instanceof DomainError)) options.onError(error);
    await finish(options, jobId, 'failed', error instanceof DomainError ? error : jobErrors.unexpected());
    if (spec.retries) throw error;
  } finally {
    ending?.removeEventListener('abort', interrupt);
  }
}

/** Who asked for the job, with today's permissions. Somebody whose account is gone can no longer have it done. */
async function actorNow(options: RunOptions, jobId: string, actorId: string): Promise<Actor | null> {
  if (actorId === SYSTEM.id) return SYSTEM;
  try {
    return await options.actorOf(actorId);
  } catch (error) {
    options.onError(error);
    await finish(options, jobId, 'failed', error instanceof DomainError ? error : jobErrors.unexpected());
    return null;
  }
}

/** Jobs whose process ended without a word are shown as failed. @returns how many there were */
export async function failInterrupted(
  { db, district, clock }: Pick<RunOptions, 'db' | 'district' | 'clock'>,
  olderThanMs: number,
): Promise<number> {
  const { code, text } = jobErrors.interrupted();
  return inDistrict(db, district, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('kernel_job')
      .set({ state: 'failed', finished_at: clock(), problem: JSON.stringify({ code, text }) as never })
      .where('state', '=', 'running')
      .where('heartbeat_at', '<', new Date(clock().getTime() - olderThanMs))
      .executeTakeFirst();
    return Number(numUpdatedRows);
  });
}

/** A cron run has no row yet; a run that is tried again goes back to running. */
async function begin(
  { db, district, clock }: RunOptions,
  spec: JobSpec<never>,
  id: string,
  actor: Actor,
  input: unknown,
): Promise<boolean> {
  const now = clock();
  return inDistrict(db, district, async (tx) => {
    const row = {
      id,
      name: spec.type.name,
      input: JSON.stringify(input ?? {}),
      actor_id: actor.id,
      state: 'running' as const,
      created_at: now,
    };
    const begun = await tx
      .insertInto('kernel_job')
      .values({ ...row, total: null, unit: null, problem: null, started_at: now, heartbeat_at: now, finished_at: null })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ state: 'running', started_at: now, heartbeat_at: now, finished_at: null, problem: null })
          .where('kernel_job.state', 'in', ['queued', 'failed']),
      )
      .returning('id')
      .executeTakeFirst();
    if (begun) await tellLive(tx, now, 'jobs', [id]);
    return begun !== undefined;
  });
}

function startBeat(options: RunOptions, jobId: string, stop: AbortController) {
  let latest: Progress | null = null;
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    writing = writing.then(() => keepProgress(options, jobId, latest, stop)).catch(options.onError);
  };
  const timer = setInterval(write, BEAT_MS);
  return {
    report: (progress: Progress) => {
      latest = progress;
    },
    end: async () => {
      clearInterval(timer);
      write();
      await writing;
    },
  };
}

async function keepProgress(
  { db, district, clock }: RunOptions,
  id: string,
  progress: Progress | null,
  stop: AbortController,
): Promise<void> {
  await inDistrict(db, district, async (tx) => {
    const now = clock();
    const counts = progress && {
      done: String(Math.round(progress.done)),
      total: progress.total === null ? null : String(Math.round(progress.total)),
      unit: JSON.stringify(progress.unit) as never,
    };
    const row = await tx
      .updateTable('kernel_job')
      .set({ heartbeat_at: now, ...counts })
      .where('id', '=', id)
      .returning('cancel_requested')
      .executeTakeFirst();
    if (progress) await tellLive(tx, now, 'jobs', [id]);
    if (row?.cancel_requested) stop.abort(jobErrors.cancelled());
  });
}

async function finish(
  { db, district, clock }: RunOptions,
  id: string,
  state: 'done' | 'failed' | 'cancelled',
  error: DomainError | null,
): Promise<void> {
  await inDistrict(db, district, async (tx) => {
    const problem = error && JSON.stringify({ code: error.code, text: error.text });
    await tx
      .updateTable('kernel_job')
      .set({ state, finished_at: clock(), problem: problem as never, ...(state === 'done' && { done: sql`coalesce(total, done)` }) })
      .where('id', '=', id)
      .execute();
    await tellLive(tx, clock(), 'jobs', [id]);
  });
}
