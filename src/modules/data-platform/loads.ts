import { randomUUIDv7 } from 'node:crypto';

import { type Selectable, sql } from 'kysely';
import { Type } from 'typebox';

import { type Bilingual, closed, DomainError, jobType, notify, type PageOf, pageOf, readCursor, requirePermission, Uuid } from '#kernel';

import { type DatasetRow, readDataset } from './catalogue.ts';
import { dataErrors } from './errors.ts';
import { dataFacts } from './facts.ts';
import { note } from './history.ts';
import {
  type Dialect,
  defaultDriftLimits,
  type Field,
  findDrift,
  type LoadProgress,
  type LoadResult,
  load,
  type Manifest,
} from './ingest/index.ts';
import { folders } from './places.ts';
import { withReferences } from './references.ts';
import { reasonsToHold } from './release.ts';
import type { DataContext, DataTables, DataWork, LoadState } from './tables.ts';
import { makeCurrent } from './versions.ts';

export type LoadRow = Selectable<DataTables['data_platform_load']>;

/** The long work of loading files into a dataset. */
export const loadJob = jobType('data-platform.load', { en: 'Load data', zh: '数据入库' }, closed({ loadId: Uuid }));

/** A file that a load reads: an upload, or a path on this machine for the command line. */
export interface Source {
  readonly name: string;
  readonly uploadId?: string;
  readonly path?: string;
  /** How the file is written, where the steward knows better than we. */
  readonly dialect?: Dialect;
}

/** A started load. */
export interface StartedLoad {
  readonly loadId: string;
  readonly jobId: string | null;
}

/**
 * Begins a load of uploaded files as a job.
 * @throws data-platform.incomplete, busy, notFinished
 */
export async function startLoad(context: DataContext, key: string, uploadIds: readonly string[], dialect?: Dialect): Promise<StartedLoad> {
  const uploads = await context.db
    .selectFrom('data_platform_upload')
    .selectAll()
    .where('id', 'in', uploadIds.length > 0 ? [...uploadIds] : [''])
    .where('owner_id', '=', context.actor.id)
    .execute();
  const sources = uploadIds.map((id) => {
    const upload = uploads.find((candidate) => candidate.id === id);
    if (!upload) throw dataErrors.noUpload();
    if (!upload.finished_at) throw dataErrors.notFinished({ name: upload.name });
    return { uploadId: id, name: upload.name, ...(dialect && { dialect }) };
  });
  const loadId = await createLoad(context, key, sources);
  const jobId = await context.enqueue(loadJob, { loadId });
  await context.db.updateTable('data_platform_load').set({ job_id: jobId }).where('id', '=', loadId).execute();
  return { loadId, jobId };
}

/** Notes a load that is about to run. One dataset has one load at a time. @returns its id @throws data-platform.incomplete, busy */
export async function createLoad(context: DataContext, key: string, sources: readonly Source[]): Promise<string> {
  requirePermission(context.actor, 'data:steward');
  const dataset = await readDataset(context, key);
  requireComplete(dataset);
  const id = randomUUIDv7();
  const row = {
    id,
    dataset_id: dataset.id,
    state: 'queued' as const,
    actor_id: context.actor.id,
    sources: JSON.stringify(sources) as never,
    created_at: context.now,
  };
  const added = await context.db
    .insertInto('data_platform_load')
    .values(row)
    // the states stand in the text: a prepared statement finds no partial index by values that it does not know yet
    .onConflict((conflict) => conflict.column('dataset_id').where(sql<boolean>`state in ('queued', 'running', 'held')`).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw dataErrors.busy();
  await note(context, dataset.id, 'load_started', { load: id });
  return id;
}

/**
 * Runs a load to its end: files in, a version out. Whatever happens, the old version stays current until the new one is whole.
 * @param onProgress rows and bytes, as they pass
 * @throws the expected failures of the ingest engine; the load then says why
 */
export async function runLoad(work: DataWork, loadId: string, onProgress: (progress: LoadProgress) => void): Promise<LoadState> {
  const begun = performance.now();
  const plan = await work.transaction((context) => planOf(context, loadId));
  try {
    const result = await load(
      {
        sources: plan.sources.map(({ name, uploadId, path, dialect }) => ({
          name,
          path: path ?? folders.upload(work.storage, uploadId ?? ''),
          ...(dialect && { dialect }),
        })),
        schema: plan.fields,
        rules: await withReferences(work, plan.dataset.rules),
        targetFolder: folders.dataset(work.storage, plan.dataset.id),
        now: work.now().toISOString(),
        ...(plan.previous && { previous: { ...plan.previous, rows: plan.previous.rows.accepted } }),
        limits: { rejectShare: plan.rejectShare },
      },
      { signal: work.signal, onProgress: signOfLife(work, loadId, onProgress) },
    );
    const seconds = (performance.now() - begun) / 1000;
    return await work.transaction((context) => conclude(context, plan, result, seconds));
  } catch (error) {
    await work.transaction((context) => fail(context, plan, error, work.signal.aborted));
    throw error;
  }
}

/** Accepts a held load: its version becomes the current one. @throws data-platform.notHeld, noLoad */
export async function acceptLoad(context: DataContext, loadId: string, reason: string): Promise<LoadRow> {
  const load = await decideHeld(context, loadId, 'published');
  if (!load.version_id) throw dataErrors.notHeld();
  await makeCurrent(context, load.dataset_id, load.version_id);
  await note(context, load.dataset_id, 'load_accepted', { load: loadId, version: load.version_id, reason });
  return load;
}

/** Refuses a held load: the old version stays current, and the held one is never shown. @throws data-platform.notHeld, noLoad */
export async function refuseLoad(context: DataContext, loadId: string, reason: string): Promise<LoadRow> {
  const load = await decideHeld(context, loadId, 'refused');
  await context.db
    .updateTable('data_platform_version')
    .set({ state: 'withdrawn' })
    .where('load_id', '=', loadId)
    .where('state', '=', 'held')
    .execute();
  await note(context, load.dataset_id, 'load_refused', { load: loadId, reason });
  return load;
}

/** One load. @throws data-platform.noLoad */
export async function readLoad(context: DataContext, id: string): Promise<LoadRow> {
  requirePermission(context.actor, 'data:steward');
  const row = await context.db.selectFrom('data_platform_load').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw dataErrors.noLoad();
  return row;
}

/** Loads of one dataset or of all: those that wait for a decision first, then the latest. */
export async function listLoads(
  context: DataContext,
  { datasetId, state, limit = 50, cursor }: { datasetId?: string; state?: LoadState; limit?: number; cursor?: string },
): Promise<PageOf<LoadRow>> {
  const [waited, before] = readCursor(cursor, 2) ?? [];
  const waiting = sql<boolean>`(state = 'held')`;
  const rows = await context.db
    .selectFrom('data_platform_load')
    .selectAll()
    .$if(datasetId !== undefined, (loads) => loads.where('dataset_id', '=', datasetId ?? ''))
    .$if(state !== undefined, (loads) => loads.where('state', '=', state ?? 'held'))
    .$if(before !== undefined, (loads) => loads.where(sql<boolean>`((state = 'held'), id) < (${waited === 'true'}, ${before}::uuid)`))
    .orderBy(waiting, 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, ({ id, state }) => [String(state === 'held'), id]);
}

/** Loads whose process has shown no sign of life since a moment are over; nothing of them was ever visible. @returns how many */
export async function failInterruptedLoads(context: DataContext, silentSince: Date): Promise<number> {
  const problem = { code: 'data-platform.interrupted', text: INTERRUPTED };
  const { numUpdatedRows } = await context.db
    .updateTable('data_platform_load')
    .set({ state: 'failed', finished_at: context.now, problem: JSON.stringify(problem) as never })
    .where('state', '=', 'running')
    .where((where) => where.or([where('alive_at', 'is', null), where('alive_at', '<=', silentSince)]))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

const INTERRUPTED: Bilingual = {
  en: 'The process that loaded this ended; the old version is whole. Start the load again.',
  zh: '入库进程已中断，旧版本保持完整。请重新入库。',
};

interface LoadPlan {
  readonly loadId: string;
  readonly dataset: DatasetRow;
  readonly fields: Field[];
  readonly sources: readonly Source[];
  readonly previous: Manifest | null;
  readonly rejectShare: number;
  readonly driftPsi: number;
  readonly startedBy: string;
  readonly asJob: boolean;
}

async function planOf(context: DataContext, loadId: string): Promise<LoadPlan> {
  const { db } = context;
  const load = await db
    .updateTable('data_platform_load')
    .set({ state: 'running', alive_at: context.now })
    .where('id', '=', loadId)
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
  if (!load) throw dataErrors.noLoad();
  const dataset = await db.selectFrom('data_platform_dataset').selectAll().where('id', '=', load.dataset_id).executeTakeFirstOrThrow();
  const fields = await db.selectFrom('data_platform_field').select('spec').where('dataset_id', '=', dataset.id).orderBy('place').execute();
  const current = await db
    .selectFrom('data_platform_version')
    .select('manifest')
    .where('dataset_id', '=', dataset.id)
    .where('state', '=', 'current')
    .executeTakeFirst();
  const { rejectShare, driftPsi } = context.profile(dataFacts);
  const sources = load.sources as readonly Source[];
  return {
    loadId,
    dataset,
    fields: fields.map(({ spec }) => spec),
    sources,
    previous: current?.manifest ?? null,
    rejectShare,
    driftPsi,
    startedBy: load.actor_id,
    asJob: load.job_id !== null,
  };
}

/** Beside telling the progress, shows other processes now and then that somebody works on this load. */
function signOfLife(work: DataWork, loadId: string, onProgress: (progress: LoadProgress) => void): (progress: LoadProgress) => void {
  let last = Date.now();
  return (progress) => {
    onProgress(progress);
    if (Date.now() - last < SIGN_OF_LIFE_MS) return;
    last = Date.now();
    work
      .transaction(({ db, now }) => db.updateTable('data_platform_load').set({ alive_at: now }).where('id', '=', loadId).execute())
      .catch(() => undefined); // the next sign will do
  };
}

const SIGN_OF_LIFE_MS = 10_000;

async function conclude(context: DataContext, plan: LoadPlan, result: LoadResult, seconds: number): Promise<LoadState> {
  if (result.outcome === 'unchanged') {
    await finish(context, plan.loadId, { state: 'unchanged', seconds });
    return 'unchanged';
  }
  const { read, accepted, rejected } = result.manifest.rows;
  const counts = { rows_read: String(read), accepted: String(accepted), rejected: String(rejected), seconds };
  if (result.outcome === 'failed') {
    const error = dataErrors.ruleBroken({ rules: result.failedRules.join(', ') });
    await finish(context, plan.loadId, { state: 'failed', ...counts, problem: problemOf(error) });
    await note(context, plan.dataset.id, 'load_failed', { load: plan.loadId, rules: result.failedRules });
    await tellStarter(context, plan, 'failed');
    return 'failed';
  }
  const report = plan.previous && findDrift(plan.previous, result.manifest, { ...defaultDriftLimits, psi: plan.driftPsi });
  const heldFor = await reasonsToHold(context, {
    datasetKey: plan.dataset.key,
    loadId: plan.loadId,
    contentHash: result.version,
    manifest: result.manifest,
    previous: plan.previous,
    report,
    reasons: result.reasons,
  });
  const state = heldFor.length > 0 ? 'held' : 'published';
  const versionId = await addVersion(context, plan, result, state === 'held');
  const details = {
    held_for: (heldFor.length > 0 ? JSON.stringify(heldFor) : null) as never,
    drift: (report ? JSON.stringify(report) : null) as never,
  };
  await finish(context, plan.loadId, { state, ...counts, ...details, version_id: versionId });
  if (state === 'held')
    await note(context, plan.dataset.id, 'load_held', { load: plan.loadId, version: versionId, contentHash: result.version });
  await tellStarter(context, plan, state);
  return state;
}

/** Adds the version; the current one changes in the same transaction, so readers see the old or the new one, never half. */
async function addVersion(
  context: DataContext,
  plan: LoadPlan,
  result: Extract<LoadResult, { version: string }>,
  held: boolean,
): Promise<string> {
  const { manifest, version: contentHash } = result;
  const id = randomUUIDv7();
  const last = await context.db
    .selectFrom('data_platform_version')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('dataset_id', '=', plan.dataset.id)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  await context.db
    .insertInto('data_platform_version')
    .values({
      id,
      dataset_id: plan.dataset.id,
      number,
      content_hash: contentHash,
      state: 'held',
      manifest: JSON.stringify(manifest) as never,
      rows: String(manifest.rows.accepted),
      bytes: String(bytes),
      load_id: plan.loadId,
      loaded_at: context.now,
    })
    .execute();
  if (!held) {
    await makeCurrent(context, plan.dataset.id, id);
    await note(context, plan.dataset.id, 'version_published', { version: number, contentHash, rows: manifest.rows.accepted });
  }
  return id;
}

async function decideHeld(context: DataContext, loadId: string, state: 'published' | 'refused'): Promise<LoadRow> {
  requirePermission(context.actor, 'data:steward');
  const load = await context.db
    .updateTable('data_platform_load')
    .set({ state, decided_by: context.actor.id, decided_at: context.now, finished_at: context.now })
    .where('id', '=', loadId)
    .where('state', '=', 'held')
    .returningAll()
    .executeTakeFirst();
  if (load) return load;
  await readLoad(context, loadId);
  throw dataErrors.notHeld();
}

async function fail(context: DataContext, plan: LoadPlan, error: unknown, cancelled: boolean): Promise<void> {
  const problem = error instanceof DomainError ? problemOf(error) : problemOf(dataErrors.loadCrashed());
  await finish(context, plan.loadId, { state: cancelled ? 'cancelled' : 'failed', problem });
  await note(context, plan.dataset.id, 'load_failed', { load: plan.loadId });
  if (!cancelled) await tellStarter(context, plan, 'failed');
}

type Ending = Partial<Omit<LoadRow, 'id' | 'state'>> & { state: LoadState };

async function finish(context: DataContext, id: string, ending: Ending): Promise<void> {
  const finished_at = ending.state === 'held' ? null : context.now;
  await context.db
    .updateTable('data_platform_load')
    .set({ ...ending, finished_at } as never)
    .where('id', '=', id)
    .execute();
}

const OUTCOMES: Partial<Record<LoadState, Bilingual>> = {
  published: { en: 'loaded', zh: '入库完成' },
  held: { en: 'waits for your decision', zh: '等待您处理' },
  failed: { en: 'could not be loaded', zh: '入库失败' },
};

async function tellStarter(context: DataContext, { dataset, loadId, startedBy, asJob }: LoadPlan, state: LoadState): Promise<void> {
  const outcome = OUTCOMES[state];
  const watched = state !== 'published' || asJob; // whoever waits at the command line sees the outcome there
  if (!outcome || startedBy === 'system' || !watched) return;
  const title = { en: `${dataset.title.en}: ${outcome.en}`, zh: `${dataset.title.zh}：${outcome.zh}` };
  await notify(context, { recipientId: startedBy, title, text: dataset.title, href: `/console/data/${dataset.key}/loads/${loadId}` });
}

function requireComplete({ legal_basis, department, state }: DatasetRow): void {
  const missing = [!legal_basis.zh && 'legalBasis', !department && 'department', state === 'retired' && 'state: active'].filter(Boolean);
  if (missing.length > 0) throw dataErrors.incomplete({ missing: missing.join(', ') });
}

const problemOf = ({ code, text }: DomainError) => JSON.stringify({ code, text }) as never;

export const LoadStates = Type.Enum(['queued', 'running', 'held', 'published', 'unchanged', 'refused', 'failed', 'cancelled']);
