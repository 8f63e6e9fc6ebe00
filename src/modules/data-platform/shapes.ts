import { type Static, Type } from 'typebox';

import { type Bilingual, BilingualText, type Context, closed, Instant, nullable, Uuid } from '#kernel';

import type { DatasetRow, FieldRow } from './catalogue.ts';
import { AccessClass, Chart, FieldDescription } from './description.ts';
import { Rule } from './ingest/index.ts';
import { type LoadRow, LoadStates } from './loads.ts';
import { freshness } from './openness.ts';
import type { DataTables } from './tables.ts';
import type { UploadRow } from './uploads.ts';
import type { VersionRow } from './versions.ts';

/** A version as its readers see it. */
export const Version = closed({
  number: Type.Integer(),
  state: Type.Enum(['held', 'current', 'superseded', 'withdrawn']),
  contentHash: Type.String(),
  rows: Type.Integer(),
  rejected: Type.Integer(),
  bytes: Type.Integer(),
  score: nullable(Type.Number()),
  loadedAt: Instant,
  loadId: Uuid,
});

/** A dataset in a list. */
export const DatasetSummary = closed({
  key: Type.String(),
  title: BilingualText,
  description: BilingualText,
  theme: Type.String(),
  department: Type.String(),
  licence: Type.String(),
  updateFrequency: Type.String(),
  openClass: AccessClass,
  state: Type.Enum(['draft', 'active', 'retired']),
  open: Type.Boolean(),
  revision: Type.Integer(),
  updatedAt: Instant,
  version: nullable(Version),
  freshness: Type.Enum(['fresh', 'late', 'none']),
});

/** A dataset in full. */
export const Dataset = closed({
  ...DatasetSummary.properties,
  keywords: Type.Array(Type.String()),
  legalBasis: BilingualText,
  shareClass: AccessClass,
  retentionDays: nullable(Type.Integer()),
  publishedAt: nullable(Instant),
  steward: Type.String(),
  fields: Type.Array(FieldDescription),
  rules: Type.Array(Rule),
  chart: nullable(Chart),
  uses: closed({ view: Type.Integer(), download: Type.Integer(), query: Type.Integer() }),
  obstacles: Type.Array(BilingualText),
});

/** One load and how it went. */
export const Load = closed({
  id: Uuid,
  dataset: Type.String(),
  title: BilingualText,
  state: LoadStates,
  startedBy: Type.String(),
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(Instant),
  sources: Type.Array(Type.Object({ name: Type.String() })),
  jobId: nullable(Uuid),
  read: nullable(Type.Integer()),
  accepted: nullable(Type.Integer()),
  rejected: nullable(Type.Integer()),
  seconds: nullable(Type.Number()),
  heldFor: Type.Array(closed({ code: Type.String(), text: BilingualText })),
  drift: Type.Unknown(),
  problem: nullable(closed({ code: Type.String(), text: BilingualText })),
  version: nullable(Type.Integer()),
  createdAt: Instant,
  finishedAt: nullable(Instant),
});

export const Upload = closed({
  id: Uuid,
  name: Type.String(),
  size: Type.Integer(),
  received: Type.Integer(),
  finished: Type.Boolean(),
  sha256: nullable(Type.String()),
});

export function presentVersion(row: VersionRow): Static<typeof Version> {
  const { rejected } = row.manifest.rows;
  return {
    number: row.number,
    state: row.state,
    contentHash: row.content_hash,
    rows: Number(row.rows),
    rejected,
    bytes: Number(row.bytes),
    score: row.manifest.scorecard.score,
    loadedAt: row.loaded_at,
    loadId: row.load_id,
  };
}

export function presentSummary(context: Context<DataTables>, row: DatasetRow, current: VersionRow | null): Static<typeof DatasetSummary> {
  return {
    key: row.key,
    title: row.title,
    description: row.description,
    theme: row.theme,
    department: row.department,
    licence: row.licence,
    updateFrequency: row.update_frequency,
    openClass: row.open_class,
    state: row.state,
    open: row.published_at !== null,
    revision: row.revision,
    updatedAt: row.updated_at,
    version: current && presentVersion(current),
    freshness: freshness(context, row.update_frequency, current?.loaded_at ?? null).state,
  };
}

export function presentField(row: FieldRow): FieldDescription {
  const { title, definition, unit, personal, spec } = row;
  return {
    title,
    definition,
    unit,
    class: row.class,
    legalBasis: row.legal_basis,
    personal,
    spec,
    ...(row.code_titles && { codeTitles: row.code_titles }),
  };
}

export function presentLoad(row: LoadRow, dataset: { key: string; title: Bilingual }, version: number | null): Static<typeof Load> {
  const count = (value: string | null) => (value === null ? null : Number(value));
  return {
    id: row.id,
    dataset: dataset.key,
    title: dataset.title,
    state: row.state,
    startedBy: row.actor_id,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    sources: row.sources.map(({ name }) => ({ name })),
    jobId: row.job_id,
    read: count(row.rows_read),
    accepted: count(row.accepted),
    rejected: count(row.rejected),
    seconds: row.seconds,
    heldFor: [...(row.held_for ?? [])],
    drift: row.drift ?? null,
    problem: row.problem,
    version,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

export function presentUpload({ id, name, size, received, finished_at, sha256 }: UploadRow): Static<typeof Upload> {
  return { id, name, size: Number(size), received: Number(received), finished: finished_at !== null, sha256 };
}
