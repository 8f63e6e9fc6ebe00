import { useMemo } from 'react';

import { AgeOf, type Column, DataTable, type FilterSpec, PageHeader, useApi, useFormat, useSay, useTexts } from '#ui';

import './data.css';
import type { LoadView, Paged, SummaryView } from './data.ts';
import { LoadMark } from './marks.tsx';
import { dataTexts, listTexts } from './texts.ts';

const words = dataTexts.table;
const STATES = ['held', 'running', 'queued', 'published', 'unchanged', 'refused', 'failed', 'cancelled'] as const;

/** Every file that came in, those that wait for a decision first. */
export default function Loads() {
  const t = useTexts(listTexts);
  const d = useTexts(dataTexts);
  const datasets = useApi<Paged<SummaryView>>('/api/data/datasets', { query: { limit: 200 }, freshSeconds: 60 }).data?.items;
  const filters = useMemo<readonly FilterSpec[]>(
    () => [
      { key: 'state', title: words.state, kind: 'choice', options: STATES.map((value) => ({ value, title: words[value] })) },
      {
        key: 'dataset',
        title: words.dataset,
        kind: 'choice',
        options: datasets?.map(({ key, title }) => ({ value: key, title })) ?? [],
      },
    ],
    [datasets],
  );
  return (
    <div className="page">
      <PageHeader title={d('loads')} crumbs={[{ title: d('data'), to: '/data' }]} facts={t('loadsFacts')} />
      <DataTable
        name="loads"
        title={d('loads')}
        source="/api/data/loads"
        topics={['jobs']}
        columns={useLoadColumns()}
        filters={filters}
        rowKey={({ id }) => id}
        rowHref={({ dataset, id }) => `/data/${dataset}/loads/${id}`}
        empty={{ title: t('noLoads'), text: t('noLoadsText') }}
      />
    </div>
  );
}

function useLoadColumns(): readonly Column<LoadView>[] {
  const say = useSay();
  const t = useTexts(listTexts);
  const { number, span } = useFormat();
  return useMemo(
    () => [
      { key: 'dataset', title: words.dataset, cell: ({ title }) => say(title) },
      { key: 'state', title: words.state, cell: ({ state }) => <LoadMark state={state} /> },
      {
        key: 'file',
        title: words.file,
        cell: ({ sources }) => <span className="file-name">{sources.map(({ name }) => name).join(', ')}</span>,
      },
      { key: 'read', title: listTexts.table.read, align: 'end', cell: ({ read }) => read !== null && number(read) },
      { key: 'rejected', title: words.refusedRows, align: 'end', cell: ({ rejected }) => rejected !== null && number(rejected) },
      {
        key: 'took',
        title: listTexts.table.took,
        hidden: true,
        cell: ({ seconds, read }) =>
          seconds !== null && (
            <span className="nb">
              {span(seconds * 1000)}
              {read !== null && ` · ${t('perSecond', { rate: number(read / Math.max(seconds, 0.001), 0) })}`}
            </span>
          ),
      },
      {
        key: 'why',
        title: listTexts.table.why,
        cell: ({ problem, heldFor }) => (
          <span className="small">{problem ? say(problem.text) : heldFor.map(({ text }) => say(text)).join('; ')}</span>
        ),
      },
      { key: 'createdAt', title: words.started, cell: ({ createdAt }) => <AgeOf at={createdAt} /> },
    ],
    [say, number, span, t],
  );
}
