import type { Static } from 'typebox';

import { type Bilingual, DomainError, departmentName, departmentsFile, type Language } from '#kernel';

import type { Format } from '../downloads.ts';
import { dataFacts } from '../facts.ts';
import type { Manifest } from '../ingest/index.ts';
import { freshness } from '../openness.ts';
import { FILTER_WORDS } from '../query/plan.ts';
import { describesOnly, openReadable, queryRows, type RowsPage } from '../rows.ts';
import { dataService } from '../service.ts';
import { presentVersion, type Version } from '../shapes.ts';
import type { DataContext } from '../tables.ts';
import { countUse, recentUses } from '../usage.ts';
import { listVersions } from '../versions.ts';
import { mapOf, type Picture, type PointMap, pictureOf } from './picture.ts';

/** One column as the page shows it. */
export interface PageField {
  readonly name: string;
  readonly title: Bilingual;
  readonly definition: Bilingual;
  readonly unit: Bilingual | null;
  readonly type: string;
  readonly required: boolean;
  readonly codes: readonly { readonly code: string; readonly title: Bilingual }[];
  readonly codeTitles: Readonly<Record<string, Bilingual>>;
  readonly nullShare: number | null;
}

/** How the reader narrows the preview. */
export interface PreviewQuery {
  readonly version?: number;
  readonly field?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly search?: string;
  readonly sort?: string;
  readonly cursor?: string;
}

/** A public dataset, explained. */
export interface DatasetPage {
  readonly pageTitle: Bilingual;
  readonly key: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly theme: Bilingual;
  readonly department: Bilingual;
  readonly licence: { readonly title: Bilingual; readonly url: string };
  readonly legalBasis: Bilingual;
  readonly frequency: Bilingual;
  readonly freshness: { readonly state: 'fresh' | 'late' | 'none'; readonly dueInDays: number | null };
  readonly version: Static<typeof Version>;
  readonly latest: number;
  readonly scorecard: Manifest['scorecard'];
  readonly sources: readonly { readonly name: string; readonly bytes: number; readonly read: number; readonly sha256: string }[];
  readonly read: number;
  readonly fields: readonly PageField[];
  readonly query: PreviewQuery;
  readonly operators: readonly { readonly key: string; readonly title: Bilingual }[];
  readonly preview: RowsPage;
  /** What was wrong with the filter, in words; the preview then shows everything. */
  readonly wrong: Bilingual | null;
  readonly picture: Picture | null;
  readonly map: PointMap | null;
  readonly files: readonly { readonly format: Format; readonly href: string }[];
  readonly versions: readonly Static<typeof Version>[];
  readonly uses: Readonly<Record<'view' | 'download' | 'query', number>>;
}

const PREVIEW_ROWS = 20;

/** Reads all that the page of a dataset shows, of the current version or of an earlier one. @throws data-platform.noDataset, noVersion */
export async function datasetPage(context: DataContext, key: string, query: PreviewQuery, language: Language): Promise<DatasetPage> {
  const readable = await openReadable(context, key, query.version === undefined ? {} : { version: query.version });
  const { dataset, version, fields } = readable;
  await countUse(context, dataset.id, 'view');
  const { reader } = dataService(context.storage);
  const facts = context.profile(dataFacts);
  const { preview, wrong } = await previewOf(
    () => queryRows(reader, readable, textOf(query)),
    () => queryRows(reader, readable, { limit: PREVIEW_ROWS }),
  );
  const licence = facts.licences[dataset.licence];
  const versions = await listVersions(context, dataset, { limit: 12 }, false);
  const nulls = new Map(version.manifest.profile.map((profile) => [profile.name, profile.nulls]));
  return {
    pageTitle: dataset.title,
    key,
    title: dataset.title,
    description: dataset.description,
    theme: facts.themes[dataset.theme]?.title ?? { en: dataset.theme, zh: dataset.theme },
    department: departmentName(context.profile(departmentsFile), dataset.department),
    licence: { title: licence?.title ?? { en: dataset.licence, zh: dataset.licence }, url: licence?.url ?? '#' },
    legalBasis: dataset.legal_basis,
    frequency: facts.frequencies[dataset.update_frequency]?.title ?? { en: dataset.update_frequency, zh: dataset.update_frequency },
    freshness: freshness(context, dataset.update_frequency, version.loaded_at),
    version: presentVersion(version),
    latest: versions.items[0]?.number ?? version.number,
    scorecard: openScorecard(version.manifest, fields),
    sources: version.manifest.sources.map(({ name, bytes, read, sha256 }) => ({ name, bytes, read, sha256 })),
    read: version.manifest.rows.read,
    fields: fields.map(({ name, title, definition, unit, spec, code_titles }) => ({
      name,
      title,
      definition,
      unit,
      type: spec.type,
      required: spec.required ?? false,
      codes: (spec.codes ?? []).map((code) => ({ code, title: code_titles?.[code] ?? { en: code, zh: code } })),
      codeTitles: code_titles ?? {},
      nullShare: Number(version.rows) > 0 ? (nulls.get(name) ?? 0) / Number(version.rows) : null,
    })),
    query,
    operators: FILTER_WORDS,
    preview,
    wrong,
    picture: await pictureOf(reader, readable, language),
    map: await mapOf(reader, readable, language),
    files: (['csv', 'json', 'parquet'] as const).map((format) => ({ format, href: `/data/${key}/v${version.number}.${format}` })),
    versions: versions.items.map(presentVersion),
    uses: await recentUses(context, dataset.id),
  };
}

/** Rules on fields that are not shown would name them; one that names no field may speak of any. */
function openScorecard(manifest: Manifest, fields: readonly { readonly name: string }[]): Manifest['scorecard'] {
  const { scorecard } = manifest;
  if (describesOnly(manifest, fields)) return scorecard;
  return { ...scorecard, rules: scorecard.rules.filter(({ field }) => fields.some(({ name }) => name === field)) };
}

/** A filter that cannot be read is explained beside the whole table, not answered with an error page. */
async function previewOf(
  wished: () => Promise<RowsPage>,
  whole: () => Promise<RowsPage>,
): Promise<{ preview: RowsPage; wrong: Bilingual | null }> {
  try {
    return { preview: await wished(), wrong: null };
  } catch (error) {
    if (error instanceof DomainError && error.status < 500) return { preview: await whole(), wrong: error.text };
    throw error;
  }
}

function textOf({ field, operator, value, search, sort, cursor }: PreviewQuery) {
  const bare = operator === 'empty' || operator === 'filled';
  const filter = field && operator && (bare || value) ? `${field}:${operator}${bare ? '' : `:${value}`}` : undefined;
  return { filter, search, sort, cursor, limit: PREVIEW_ROWS };
}
