import { type Bilingual, decideSubject, explain, publishedRules, rulesAt } from '#kernel';

import type { DriftReport, LoadResult, Manifest } from './ingest/index.ts';
import type { DataContext, HeldFor } from './tables.ts';

/** The published rule set that decides whether a whole version becomes the current one by itself. */
const RULE_SET = 'dataset-release';

/** What there is to decide on. */
export interface Release {
  readonly datasetKey: string;
  readonly loadId: string;
  readonly contentHash: string;
  readonly manifest: Manifest;
  readonly previous: Manifest | null;
  readonly report: DriftReport | null;
  readonly reasons: Extract<LoadResult, { version: string }>['reasons'];
}

/**
 * Why a version has to wait for its steward; empty when it may become the current one. Decided by the district's published rules and
 * kept as a decision with all its inputs; until the district has published them, the profile's limits hold.
 */
export async function reasonsToHold(context: DataContext, release: Release): Promise<HeldFor[]> {
  const { reasons, report } = release;
  const structure: HeldFor[] = report?.breaking ? [{ code: 'drift', text: CHANGED }] : [];
  if ((await publishedRules(context, RULE_SET)).length === 0) return [...reasons.map(overLimit), ...structure];
  return [...(await byPublishedRule(context, release)), ...structure];
}

const CHANGED: Bilingual = { en: 'The structure changed under us', zh: '数据结构发生了变化' };

function overLimit({ share, limit }: Release['reasons'][number]): HeldFor {
  const [found, most] = [percent(share), percent(limit)];
  return {
    code: 'rejects',
    text: { en: `${found} of the rows were refused; the limit is ${most}`, zh: `被拒行占 ${found}，超过上限 ${most}` },
  };
}

async function byPublishedRule(context: DataContext, release: Release): Promise<HeldFor[]> {
  const rules = await rulesAt(context, RULE_SET);
  const inputs = inputsOf(release);
  const { outputs } = decideSubject(rules, inputs);
  const { identifier, version, rows, appeal } = explain(rules, inputs);
  await context.decide({
    kind: 'data-platform.release',
    subject: `data_platform_load/${release.loadId}`,
    rule: { identifier, version },
    inputs: { ...inputs, dataset: release.datasetKey, contentHash: release.contentHash },
    outcome: { ...outputs, rows: rows.map(({ id }) => id) },
    appeal,
  });
  if (outputs['verdict'] !== 'hold') return [];
  return rows.filter(({ decides }) => decides.includes('verdict')).map(({ title }) => ({ code: 'rule' as const, text: title }));
}

/** The figures that the rules look at. Unknown ones are null: nothing was there before to compare with. */
function inputsOf({ manifest, previous, report }: Release) {
  const { read, accepted, rejected } = manifest.rows;
  const before = previous?.rows.accepted ?? null;
  const gone = report?.drifts.filter(({ kind }) => kind === 'removed' || kind === 'renamed').length ?? 0;
  return {
    rows: accepted,
    rejectedPerMille: read === 0 ? 0 : Math.round((rejected / read) * 100_000) / 100,
    shrunkPercent: before ? Math.max(0, Math.round((1 - accepted / before) * 10_000) / 100) : null,
    missingColumns: gone,
    daysLate: null,
  };
}

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
