import { randomUUIDv7 } from 'node:crypto';

import { type Kysely, sql } from 'kysely';
import { PgBoss } from 'pg-boss';

import { type Actor, type AnyModule, type District, type Enqueue, type JobSpec, type JobType, SYSTEM } from '../core/index.ts';
import type { KernelTables } from '../core/tables.ts';
import { inDistrict } from '../database/index.ts';
import { tellLive } from '../events/index.ts';
import { failInterrupted, type RunOptions, runJob } from './run.ts';

/** What travels through the queue: who asked for which job in which district. */
interface Ticket {
  readonly jobId: string | null;
  readonly district: District;
  readonly actor: { readonly id: string; readonly department: string | null };
  readonly input: unknown;
}

/** The queue of one process: it takes jobs in, and runs them. */
export interface JobQueue {
  readonly enqueue: Enqueue;
  /** Begins to run jobs and cron lines. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The queue's own schema: one for each district, so that districts on one server do not take each other's jobs. */
const schemaFor = (district: District) => `jobs_${district}`;
/** A job that has not been heard of for so long has lost its process. */
const SILENT_MS = 60_000;
/** A notification wakes a worker that rests; what came while it worked it has to look for itself. */
const POLLING = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 };
const QUEUE = { expireInSeconds: 24 * 3600, retentionSeconds: 14 * 24 * 3600, deleteAfterSeconds: 24 * 3600, notify: true };

/** Opens the queue over pg-boss. Jobs are put in within the caller's transaction, so a job exists only if what asked for it does. */
export function createJobQueue(options: RunOptions & { dsn: string; modules: readonly AnyModule[]; timeZone: string }): JobQueue {
  const boss = new PgBoss({ connectionString: options.dsn, schema: schemaFor(options.district), max: 4, useListenNotify: true });
  const ending = new AbortController();
  boss.on('error', (error) => ending.signal.aborted || options.onError(error));
  boss.on('warning', () => undefined);
  const specs = new Map(options.modules.flatMap(({ jobs }) => jobs).map((spec) => [spec.type.name, spec]));
  let watch: NodeJS.Timeout | undefined;
  return {
    enqueue: (tx, district, actor, type, input) => enqueue(boss, tx, district, actor, type, input, options.clock()),
    async start() {
      await boss.start();
      await Promise.all([...specs.values()].map((spec) => serve(boss, spec, { ...options, ending: ending.signal })));
      await enqueueLost(boss, options);
      watch = setInterval(() => void failInterrupted(options, SILENT_MS).catch(options.onError), SILENT_MS / 2);
    },
    async stop() {
      ending.abort();
      clearInterval(watch);
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };

  async function serve(queue: PgBoss, spec: JobSpec<never>, run: RunOptions): Promise<void> {
    const { name } = spec.type;
    await queue.createQueue(name, { ...QUEUE, retryLimit: spec.retries ?? 0, retryBackoff: true });
    await queue.work<Ticket>(name, POLLING, async ([ticket]) => {
      if (ticket) await runJob(run, spec, { ...ticket.data, jobId: ticket.data.jobId ?? randomUUIDv7() });
    });
    if (spec.cron) {
      const ticket: Ticket = { jobId: null, district: run.district, actor: { id: SYSTEM.id, department: null }, input: {} };
      await queue.schedule(name, spec.cron, ticket, { tz: options.timeZone, key: run.district });
    }
  }
}

async function enqueue(
  boss: PgBoss,
  tx: Kysely<KernelTables>,
  district: District,
  actor: Actor,
  type: JobType,
  input: unknown,
  now: Date,
): Promise<string> {
  const id = randomUUIDv7();
  const row = { id, name: type.name, input: JSON.stringify(input), actor_id: actor.id, state: 'queued' as const, created_at: now };
  await tx
    .insertInto('kernel_job')
    .values({ ...row, total: null, unit: null, problem: null, started_at: null, heartbeat_at: null, finished_at: null })
    .execute();
  const ticket: Ticket = { jobId: id, district, actor: { id: actor.id, department: actor.department }, input };
  await boss.send(type.name, ticket, { db: { executeSql: (text, values) => executeIn(tx, text, values) } });
  await tellLive(tx, now, 'jobs', [id]);
  return id;
}

/** Jobs that wait without a ticket, as after a restore from a backup, get one. */
async function enqueueLost(boss: PgBoss, { db, district }: RunOptions): Promise<void> {
  await inDistrict(db, district, async (tx) => {
    const waiting = await tx.selectFrom('kernel_job').select(['id', 'name', 'input', 'actor_id']).where('state', '=', 'queued').execute();
    if (waiting.length === 0) return;
    const { rows } = await sql<{ id: string }>`select data->>'jobId' as id from ${sql.table(`${schemaFor(district)}.job`)}`.execute(tx);
    const known = new Set(rows.map(({ id }) => id));
    for (const { id, name, input, actor_id } of waiting.filter((job) => !known.has(job.id))) {
      const ticket: Ticket = { jobId: id, district, actor: { id: actor_id, department: null }, input };
      await boss.send(name, ticket, { db: { executeSql: (text, values) => executeIn(tx, text, values) } });
    }
  });
}

/** Lets pg-boss write in our transaction. */
async function executeIn(tx: Kysely<KernelTables>, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  const query = sql.raw<unknown>(text).compile(tx);
  const { rows } = await tx.executeQuery({ ...query, parameters: values });
  return { rows };
}
