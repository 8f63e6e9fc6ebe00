import { useMemo } from 'react';
import { Link } from 'react-router';

import { AgeOf, type Column, DataTable, useTexts } from '#ui';

import { type DatasetView, datasetApi, type HistoryView } from '../data.ts';
import { Who } from '../marks.tsx';
import { datasetTexts } from './texts.ts';

const ACTS = {
  described: 'described',
  changed: 'changedAct',
  load_started: 'load_started',
  load_held: 'load_held',
  load_accepted: 'load_accepted',
  load_refused: 'load_refused',
  load_failed: 'load_failed',
  version_published: 'version_published',
  rolled_back: 'rolled_back',
  opened: 'openedAct',
  closed: 'closedAct',
  retired: 'retiredAct',
} as const;

/** What happened to a dataset, latest first, with reasons. */
export function History({ dataset: { key } }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const columns = useMemo<readonly Column<HistoryView>[]>(
    () => [
      { key: 'act', title: datasetTexts.table.what, cell: ({ act }) => (act in ACTS ? t(ACTS[act as keyof typeof ACTS]) : act) },
      { key: 'details', title: datasetTexts.table.details, cell: ({ details }) => <Details datasetKey={key} details={details} /> },
      { key: 'actor', title: datasetTexts.table.who, cell: ({ actor }) => <Who id={actor} /> },
      { key: 'at', title: datasetTexts.table.when, cell: ({ at }) => <AgeOf at={at} /> },
    ],
    [t, key],
  );
  return (
    <div className="stack tight">
      <DataTable
        name="history"
        title={t('history')}
        source={`${datasetApi(key)}/history`}
        topics={['jobs']}
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ title: t('noHistory') }}
        urlPrefix="history."
      />
      <p className="small ink2">{t('ledgerHas')}</p>
    </div>
  );
}

/** Reasons in full, hashes shortened, and a load as the way to it. */
function Details({ datasetKey, details }: { readonly datasetKey: string; readonly details: HistoryView['details'] }) {
  const t = useTexts(datasetTexts);
  const { reason, version, load, rows } = details;
  return (
    <span className="row">
      {typeof reason === 'string' && <q>{reason}</q>}
      {typeof version === 'number' && <span>{t('versionOf', { number: version })}</span>}
      {typeof rows === 'number' && <span>{t('rowsFound', { count: rows })}</span>}
      {typeof load === 'string' && <Link to={`/data/${datasetKey}/loads/${load}`}>{t('look')}</Link>}
    </span>
  );
}
