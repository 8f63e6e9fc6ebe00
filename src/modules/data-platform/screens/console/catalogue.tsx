import { useMemo } from 'react';

import {
  AgeOf,
  type BulkAct,
  Button,
  type Column,
  DataTable,
  type FilterSpec,
  PageHeader,
  useAct,
  useApi,
  useConfirm,
  useFormat,
  useMay,
  useSay,
  useTexts,
} from '#ui';

import './data.css';
import { datasetApi, type LoadView, type Paged, type SummaryView, type Term, type Terms, titleOf } from './data.ts';
import { FreshMark, OpenMark, ScoreMark } from './marks.tsx';
import { dataTexts, listTexts } from './texts.ts';

const words = dataTexts.table;

/** The catalogue as its stewards see it: everything, with quality and age, and what can be done with many at once. */
export default function Catalogue() {
  const t = useTexts(listTexts);
  const d = useTexts(dataTexts);
  const terms = useApi<Terms>('/api/data/terms', { freshSeconds: 3600 }).data;
  const steward = useMay('data:steward');
  return (
    <div className="page">
      <PageHeader title={d('data')} facts={t('facts')}>
        <Waiting />
        <Button kind="primary" to="/data/new" refusal={steward ? null : d('needsSteward')}>
          {t('newDataset')}
        </Button>
      </PageHeader>
      <DataTable
        name="datasets"
        title={d('data')}
        source="/api/data/datasets"
        csv="/api/data/datasets.csv"
        topics={['jobs']}
        columns={useColumns(terms)}
        filters={useMemo(() => filtersOf(terms), [terms])}
        rowKey={({ key }) => key}
        rowHref={({ key }) => `/data/${key}`}
        bulk={useBulk()}
        empty={{ title: t('empty'), text: t('emptyText'), act: <Button to="/data/new">{t('newDataset')}</Button> }}
      />
    </div>
  );
}

/** The way to the loads; it says how many wait. */
function Waiting() {
  const t = useTexts(listTexts);
  const d = useTexts(dataTexts);
  const may = useMay('data:steward');
  const held = useApi<Paged<LoadView>>(may ? '/api/data/loads' : null, { query: { state: 'held', limit: 200 }, topics: ['jobs'] });
  const count = held.data?.items.length ?? 0;
  return (
    <Button to="/data/loads" refusal={may ? null : d('needsSteward')}>
      {count > 0 ? t('waiting', { count }) : t('allLoads')}
    </Button>
  );
}

function filtersOf(terms: Terms | undefined): readonly FilterSpec[] {
  const options = (all: readonly Term[] = []) => all.map(({ key, title }) => ({ value: key, title }));
  const choice = (value: string, title: { en: string; zh: string }) => ({ value, title });
  return [
    { key: 'q', title: listTexts.table.words, kind: 'text' },
    { key: 'theme', title: words.theme, kind: 'choice', options: options(terms?.themes) },
    { key: 'department', title: words.department, kind: 'choice', options: options(terms?.departments) },
    {
      key: 'state',
      title: words.state,
      kind: 'choice',
      options: [choice('draft', words.draft), choice('active', words.active), choice('retired', words.retired)],
    },
    { key: 'open', title: words.public, kind: 'choice', options: [choice('true', words.open), choice('false', words.closed)] },
  ];
}

function useColumns(terms: Terms | undefined): readonly Column<SummaryView>[] {
  const say = useSay();
  const { number } = useFormat();
  return useMemo(
    () => [
      { key: 'title', title: words.dataset, cell: ({ title }) => say(title) },
      { key: 'key', title: { en: 'Name', zh: '标识' }, cell: ({ key }) => <code>{key}</code>, hidden: true },
      { key: 'open', title: words.state, cell: (row) => <OpenMark {...row} /> },
      { key: 'theme', title: words.theme, cell: ({ theme }) => say(titleOf(terms?.themes, theme)) },
      { key: 'department', title: words.department, cell: ({ department }) => say(titleOf(terms?.departments, department)) },
      { key: 'rows', title: words.rows, align: 'end', cell: ({ version }) => version && number(version.rows) },
      { key: 'quality', title: words.quality, cell: ({ version }) => <ScoreMark score={version?.score ?? null} /> },
      {
        key: 'freshness',
        title: words.freshness,
        cell: ({ freshness, version }) => (
          <span className="fresh-mark">
            <FreshMark freshness={freshness} />
            {version && <AgeOf at={version.loadedAt} />}
          </span>
        ),
      },
      { key: 'version', title: words.version, align: 'end', cell: ({ version }) => version && `v${version.number}`, hidden: true },
      { key: 'licence', title: words.licence, cell: ({ licence }) => say(titleOf(terms?.licences, licence)), hidden: true },
    ],
    [say, number, terms],
  );
}

function useBulk(): readonly BulkAct<SummaryView>[] {
  const t = useTexts(listTexts);
  const d = useTexts(dataTexts);
  const say = useSay();
  const may = useMay('data:publish');
  const confirm = useConfirm();
  const open = useAct<SummaryView>({
    change: ({ key }) => ({ path: `${datasetApi(key)}/open`, body: {} }),
    touches: ['/api/data/datasets'],
    done: ({ title }) => t('opened', { title: say(title) }),
  });
  const close = useAct<SummaryView>({
    change: ({ key }) => ({ path: `${datasetApi(key)}/close`, body: { reason: t('closeNow') } }),
    touches: ['/api/data/datasets'],
    done: ({ title }) => t('closedNow', { title: say(title) }),
  });
  const refusal = (fits: readonly SummaryView[], none: string) => (may ? (fits.length === 0 ? none : null) : d('needsPublish'));
  const openAll = async (rows: readonly SummaryView[]) => {
    for (const row of rows.filter((one) => !one.open)) await open.run(row);
  };
  const closeAll = async (rows: readonly SummaryView[]) => {
    const fits = rows.filter((one) => one.open);
    const question = { title: t('closeTitle', { count: fits.length }), text: t('closeText'), act: t('closeNow'), danger: true };
    if (await confirm(question)) for (const row of fits) await close.run(row);
  };
  return [
    {
      title: listTexts.table.openNow,
      shortcut: 'O',
      refusal: (rows) =>
        refusal(
          rows.filter((row) => !row.open),
          t('allOpen'),
        ),
      run: openAll,
    },
    {
      title: listTexts.table.closeNow,
      refusal: (rows) =>
        refusal(
          rows.filter((row) => row.open),
          t('noneOpen'),
        ),
      run: closeAll,
    },
  ];
}
