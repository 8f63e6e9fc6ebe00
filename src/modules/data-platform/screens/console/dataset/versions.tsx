import { useMemo, useState } from 'react';
import { Link } from 'react-router';

import { AgeOf, type Column, DataTable, Section, useApi, useFormat, useMay, useTexts } from '#ui';

import { type DatasetView, datasetApi, type ManifestView, type Paged, type VersionView } from '../data.ts';
import { ScoreMark, VersionMark } from '../marks.tsx';
import { dataTexts } from '../texts.ts';
import { Difference } from './difference.tsx';
import { ReasonedAct } from './reasoned-act.tsx';
import { datasetTexts } from './texts.ts';

/** Every version that ever was: roll back with a reason, and hold any two side by side. */
export function Versions({ dataset }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  return (
    <div className="stack">
      <DataTable
        name="versions"
        title={t('versions')}
        source={`${datasetApi(dataset.key)}/versions`}
        topics={['jobs']}
        columns={useColumns(dataset)}
        rowKey={({ number }) => String(number)}
        empty={{ title: t('noData'), text: t('noDataText') }}
        urlPrefix="versions."
      />
      <Compare dataset={dataset} />
    </div>
  );
}

function useColumns(dataset: DatasetView): readonly Column<VersionView>[] {
  const { number, percent } = useFormat();
  return useMemo(
    () => [
      { key: 'number', title: dataTexts.table.version, cell: (version) => <VersionLink datasetKey={dataset.key} version={version} /> },
      { key: 'state', title: dataTexts.table.state, cell: ({ state }) => <VersionMark state={state} /> },
      { key: 'loadedAt', title: datasetTexts.table.loaded, cell: ({ loadedAt }) => <AgeOf at={loadedAt} /> },
      { key: 'rows', title: dataTexts.table.rows, align: 'end', cell: ({ rows }) => number(rows) },
      {
        key: 'rejected',
        title: dataTexts.table.refusedRows,
        align: 'end',
        cell: ({ rejected, rows }) => (rejected > 0 ? `${number(rejected)} (${percent(rejected / (rows + rejected), 1)})` : number(0)),
      },
      { key: 'score', title: dataTexts.table.quality, cell: ({ score }) => <ScoreMark score={score} /> },
      { key: 'hash', title: datasetTexts.table.hash, cell: ({ contentHash }) => <code>{contentHash.slice(0, 12)}</code> },
      { key: 'files', title: datasetTexts.table.files, cell: (version) => <Files datasetKey={dataset.key} version={version} /> },
      { key: 'act', title: datasetTexts.table.rollBack, cell: (version) => <RollBack dataset={dataset} version={version} /> },
    ],
    [dataset, number, percent],
  );
}

function VersionLink({ datasetKey, version: { number, loadId } }: { readonly datasetKey: string; readonly version: VersionView }) {
  const may = useMay('data:steward');
  return may ? (
    <Link className="row-link" to={`/data/${datasetKey}/loads/${loadId}`}>
      {number}
    </Link>
  ) : (
    <b>{number}</b>
  );
}

function Files({ datasetKey, version: { number, state } }: { readonly datasetKey: string; readonly version: VersionView }) {
  if (state !== 'current' && state !== 'superseded') return null;
  return (
    <span className="row">
      {['csv', 'json', 'parquet'].map((format) => (
        <a key={format} className="small" href={`/data/${datasetKey}/v${number}.${format}`} download>
          {format.toUpperCase()}
        </a>
      ))}
    </span>
  );
}

function RollBack({ dataset: { key, version: current }, version }: { readonly dataset: DatasetView; readonly version: VersionView }) {
  const t = useTexts(datasetTexts);
  const d = useTexts(dataTexts);
  const may = useMay('data:steward');
  const { number, state } = version;
  const currentNumber = current?.number ?? 0;
  const path = `${datasetApi(key)}/rollback`;
  if (state === 'current') return <span className="small ink2">{t('isCurrent')}</span>;
  const refusal = !may ? d('needsSteward') : state !== 'superseded' ? t('notSelectable') : null;
  return (
    <ReasonedAct
      size="sm"
      act={t('rollBack')}
      title={t('rollTitle', { number })}
      text={t('rollText', { number, current: currentNumber })}
      refusal={refusal}
      change={(reason) => ({ path, body: { version: number, reason } })}
      undo={() => ({ path, body: { version: currentNumber, reason: t('undoReason', { number: currentNumber }) } })}
      touches={['/api/data']}
      done={t('rolled', { number })}
    />
  );
}

/** Any two versions; the current one against the one before, to begin with. */
function Compare({ dataset }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const { key, version } = dataset;
  const versions = useApi<Paged<VersionView>>(`${datasetApi(key)}/versions`, { query: { limit: 200 }, topics: ['jobs'] }).data?.items ?? [];
  const manifest = useApi<ManifestView>(version ? `/data/${key}/v${version.number}/manifest.json` : null, { freshSeconds: 3600 }).data;
  const [chosen, setChosen] = useState<{ from?: number; to?: number }>({});
  const whole = versions.filter(({ state }) => state !== 'withdrawn');
  if (whole.length < 2 || !manifest) return null;
  const to = chosen.to ?? whole[0]?.number ?? 0;
  const from = chosen.from ?? whole.find(({ number }) => number !== to)?.number ?? 0;
  const choice = (end: 'from' | 'to', value: number) => (
    <label className="row small">
      {t(end === 'from' ? 'fromVersion' : 'toVersion')}
      <select className="input narrow" value={value} onChange={({ target }) => setChosen({ ...chosen, [end]: Number(target.value) })}>
        {whole.map(({ number }) => (
          <option key={number}>{number}</option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <Section title={t('compare')}>
        <div className="row">
          {choice('from', from)}
          {choice('to', to)}
        </div>
      </Section>
      <Difference key={`${from} ${to}`} datasetKey={key} from={from} to={to} schema={manifest.schema} />
    </>
  );
}
