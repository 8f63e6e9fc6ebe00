import { Columns, Loaded, StatePanel, useApi, useMay, useTexts } from '#ui';

import type { DriftReport } from '../../../ingest/index.ts';
import { type DatasetView, datasetApi, type LoadView, type ManifestView, type Paged, type VersionView } from '../data.ts';
import { Drift } from '../load/drift.tsx';
import { Refused } from '../load/refused.tsx';
import { Scorecard } from '../load/scorecard.tsx';
import { datasetTexts } from './texts.ts';
import { VersionList } from './version-list.tsx';

/** How good the current version is against the one before, what drifted, and which rows were refused. */
export function Quality({ dataset }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const { key, version } = dataset;
  const manifest = useApi<ManifestView>(version ? `/data/${key}/v${version.number}/manifest.json` : null, { freshSeconds: 3600 });
  if (!version) return <StatePanel kind="empty" title={t('noData')} />;
  return <Loaded reading={manifest}>{(current) => <Shown dataset={dataset} version={version} manifest={current} />}</Loaded>;
}

interface ShownProps {
  readonly dataset: DatasetView;
  readonly version: VersionView;
  readonly manifest: ManifestView;
}

function Shown({ dataset: { key }, version, manifest }: ShownProps) {
  const steward = useMay('data:steward');
  const versions = useApi<Paged<VersionView>>(`${datasetApi(key)}/versions`, { query: { limit: 200 } }).data?.items ?? [];
  const before = versions.find(({ number, state }) => number < version.number && state === 'superseded');
  const old = useApi<ManifestView>(before ? `/data/${key}/v${before.number}/manifest.json` : null, { freshSeconds: 3600 }).data;
  const load = useApi<LoadView>(steward ? `/api/data/loads/${version.loadId}` : null, { freshSeconds: 3600 }).data;
  return (
    <Columns
      main={
        <>
          <Scorecard
            manifest={manifest}
            number={version.number}
            previous={old && before ? { manifest: old, number: before.number } : null}
          />
          {steward && <Refused loadId={version.loadId} manifest={manifest} />}
        </>
      }
      side={
        <>
          <Drift
            datasetKey={key}
            report={(load?.drift ?? null) as DriftReport | null}
            manifest={manifest}
            previous={before?.number ?? null}
          />
          <VersionList datasetKey={key} versions={versions} shown={version.number} />
        </>
      }
    />
  );
}
