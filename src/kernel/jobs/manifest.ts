import type { Selectable } from 'kysely';
import { type Static, Type } from 'typebox';
import type { AnyModule, Context, PageOf } from '../core/index.ts';
import {
  type Actor,
  BilingualText,
  closed,
  defineModule,
  Instant,
  kernelDb,
  may,
  nullable,
  Page,
  pageOf,
  pageQuery,
  readCursor,
  route,
  Uuid,
} from '../core/index.ts';
import { tellLive } from '../events/index.ts';
import { jobErrors } from './errors.ts';
import type { JobTables } from './tables.ts';

const State = Type.Enum(['queued', 'running', 'done', 'failed', 'cancelled']);

/** Long work as people see it. */
const Job = closed({
  id: Uuid,
  name: Type.String(),
  title: BilingualText,
  state: State,
  done: Type.Integer(),
  total: nullable(Type.Integer()),
  unit: nullable(BilingualText),
  error: nullable(BilingualText),
  mine: Type.Boolean(),
  createdAt: Instant,
  startedAt: nullable(Instant),
  finishedAt: nullable(Instant),
});
type Job = Static<typeof Job>;

type JobRow = Selectable<JobTables['kernel_job']>;

const SEE_ALL = 'jobs:see-all';

/** The jobs service as a module. It needs all modules to know the titles of their jobs. */
export function jobsManifest(modules: () => readonly AnyModule[]) {
  const titleOf = (name: string) =>
    modules()
      .flatMap(({ jobs }) => jobs)
      .find(({ type }) => type.name === name)?.type.title ?? { en: name, zh: name };
  const present = (row: JobRow, actor: Actor): Job => ({
    id: row.id,
    name: row.name,
    title: titleOf(row.name),
    state: row.state,
    done: Number(row.done),
    total: row.total === null ? null : Number(row.total),
    unit: row.unit,
    error: row.problem?.text ?? null,
    mine: row.actor_id === actor.id,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  });

  return defineModule<JobTables>({
    name: 'jobs',
    title: { en: 'Jobs', zh: '任务' },
    purpose: 'Do long work in the background and show how far it is.',
    dependsOn: [],
    migrations: new URL('./migrations/', import.meta.url),
    tables: {
      kernel_job: {
        purpose: { en: 'Long work: state, progress and outcome', zh: '长时任务的状态、进度和结果' },
        personal: ['actor_id'],
        retentionDays: 365,
        agedBy: 'finished_at',
      },
    },
    permissions: { [SEE_ALL]: { en: 'See and cancel everybody’s jobs', zh: '查看并取消所有人的任务' } },
    routes: [
      route({
        method: 'GET',
        path: '/',
        summary: 'Long work, latest first: one’s own, or everybody’s with the permission',
        permission: 'signed-in',
        query: closed({ ...pageQuery, state: Type.Optional(State) }),
        reply: Page(Job),
        handle: (context, { query }) => listJobs(context, query, present),
      }),
      route({
        method: 'GET',
        path: '/:id',
        summary: 'One job with its progress',
        permission: 'signed-in',
        params: closed({ id: Uuid }),
        reply: Job,
        handle: async (context, { params }) => present(await readJob(context, params.id), context.actor),
      }),
      route({
        method: 'POST',
        path: '/:id/cancel',
        summary: 'Ask a job to stop; what it did so far is undone or was never visible',
        permission: 'signed-in',
        params: closed({ id: Uuid }),
        reply: Job,
        handle: async (context, { params }) => present(await cancelJob(context, params.id), context.actor),
      }),
    ],
    console: [
      {
        path: '/jobs',
        title: { en: 'Jobs', zh: '任务' },
        view: 'jobs/jobs',
        permission: 'signed-in',
        menu: { order: 90, icon: 'jobs' },
      },
    ],
    topics: [{ name: 'jobs', may: (_context, id) => id === null }],
  });
}

type Presenter = (row: JobRow, actor: Actor) => Job;

async function listJobs(
  context: Context<never>,
  query: { limit?: number; cursor?: string; state?: JobRow['state'] },
  present: Presenter,
): Promise<PageOf<Job>> {
  const limit = query.limit ?? 50;
  const [before] = readCursor(query.cursor, 1) ?? [];
  const rows = await kernelDb(context)
    .selectFrom('kernel_job')
    .selectAll()
    .$if(!may(context.actor, SEE_ALL), (jobs) => jobs.where('actor_id', '=', context.actor.id))
    .$if(query.state !== undefined, (jobs) => jobs.where('state', '=', query.state ?? 'queued'))
    .$if(before !== undefined, (jobs) => jobs.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, ({ id }) => [id]);
  return { items: page.items.map((row) => present(row, context.actor)), next: page.next };
}

/** @throws jobs.notFound also when the job is somebody else's */
async function readJob(context: Context<never>, id: string): Promise<JobRow> {
  const row = await kernelDb(context).selectFrom('kernel_job').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || (row.actor_id !== context.actor.id && !may(context.actor, SEE_ALL))) throw jobErrors.notFound();
  return row;
}

/** A job that waits is over at once; one that runs hears the wish at its next beat. @throws jobs.notFound, jobs.alreadyOver */
async function cancelJob(context: Context<never>, id: string): Promise<JobRow> {
  await readJob(context, id);
  const tx = kernelDb(context);
  const waiting = await tx
    .updateTable('kernel_job')
    .set({ state: 'cancelled', finished_at: context.now, cancel_requested: true })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
  const changed =
    waiting ??
    (await tx
      .updateTable('kernel_job')
      .set({ cancel_requested: true })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .returningAll()
      .executeTakeFirst());
  if (!changed) throw jobErrors.alreadyOver();
  await tellLive(tx, context.now, 'jobs', [id]);
  return changed;
}
