import { type ReactNode, useMemo, useState } from 'react';

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
  useFormat,
  useMay,
  useSay,
  useTexts,
} from '#ui';

import './data.css';
import { datasetApi, type LoadView, type Paged, type SummaryView, type Term, type Terms, titleOf } from './data.ts';
import { ReasonDialog } from './dataset/reasoned-act.tsx';
import { FreshMark, OpenMark, ScoreMark } from './marks.tsx';
import { dataTexts, listTexts } from './texts.ts';

const words = dataTexts.table;

/** The catalogue as its stewards see it: everything, with quality and age, and what can be done with many at once. */
export default function Catalogue() {
  const t = useTexts(listTexts);
  const d = useTexts(dataTexts);
  const terms = useApi<Terms>('/api/data/terms', { freshSeconds: 3600 }).data;
  const steward = useMay('data:steward');
  const bulk = useBulk();
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
        bulk={bulk.acts}
        empty={{ title: t('empty'), text: t('emptyText'), act: <Button to="/data/new">{t('newDataset')}</Button> }}
      />
      {bulk.dialog}
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

/** Opens and closes many at once; closing asks why. @returns the acts, and the dialog that asks */
function useBulk(): { readonly acts: readonly BulkAct<SummaryView>[]; readonly dialog: ReactNode } {
  const t = useTexts(listTexts);
  const d = useTexts(dataTexts);
  const say = useSay();
  const may = useMay('data:publish');
  const [closing, setClosing] = useState<readonly SummaryView[]>([]);
  const touches = ['/api/data/datasets'];
  const open = useAct<SummaryView>({
    change: ({ key }) => ({ path: `${datasetApi(key)}/open`, body: {} }),
    touches,
    done: ({ title }) => t('opened', { title: say(title) }),
  });
  const close = useAct<{ row: SummaryView; reason: string }>({
    change: ({ row, reason }) => ({ path: `${datasetApi(row.key)}/close`, body: { reason } }),
    touches,
    done: ({ row }) => t('closedNow', { title: say(row.title) }),
  });
  const fitting = (rows: readonly SummaryView[], isOpen: boolean) => rows.filter((row) => row.open === isOpen);
  const refusal = (count: number, none: string) => (may ? (count === 0 ? none : null) : d('needsPublish'));
  const openAll = async (rows: readonly SummaryView[]) => {
    for (const row of fitting(rows, false)) await open.run(row);
  };
  const closeAll = async (reason: string) => {
    for (const row of closing) await close.run({ row, reason });
    return true;
  };
  const acts: BulkAct<SummaryView>[] = [
    {
      title: listTexts.table.openNow,
      shortcut: 'O',
      refusal: (rows) => refusal(fitting(rows, false).length, t('allOpen')),
      run: openAll,
    },
    {
      title: listTexts.table.closeNow,
      refusal: (rows) => refusal(fitting(rows, true).length, t('noneOpen')),
      run: (rows) => setClosing(fitting(rows, true)),
    },
  ];
  const asked = { act: t('closeNow'), title: t('closeTitle', { count: closing.length }), text: t('closeText'), danger: true };
  const dialog = <ReasonDialog {...asked} open={closing.length > 0} busy={close.busy} onClose={() => setClosing([])} onReason={closeAll} />;
  return { acts, dialog };
}
