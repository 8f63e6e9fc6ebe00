import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';

import {
  AgeOf,
  type BulkAct,
  Button,
  type Column,
  DataTable,
  type FilterSpec,
  PageHeader,
  Segments,
  toast,
  useAct,
  useLanguage,
  useMay,
  useTexts,
} from '#ui';

import { type EventRow, eventApi, TOUCHES, useIntakeTerms, useTitles } from './intake/data.ts';
import { type Dismissal, DismissDialog } from './intake/dialogs.tsx';
import './intake/intake.css';
import { EventMark, LevelOf } from './intake/marks.tsx';
import { intakeTexts } from './intake/texts.ts';

const words = intakeTexts.table;
const STATES = ['open', 'cased', 'dismissed', 'merged'] as const;

/** Everything that was reported and what became of it; what waits stands first. */
export default function Intake() {
  const t = useTexts(intakeTexts);
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get('state')) ?? 'open';
  const mayCare = useMay('operations:sources');
  const bulk = useBulk();
  const query = useMemo(() => ({ state }), [state]);
  return (
    <div className="page">
      <PageHeader title={t('inbox')} facts={t('inboxFacts')}>
        {mayCare && <Button to="/intake/quarantine">{t('quarantine')}</Button>}
        {mayCare && <Button to="/intake/sources">{t('sources')}</Button>}
        <Button kind="primary" to="/intake/new">
          {t('newNote')}
        </Button>
      </PageHeader>
      <Segments
        title={t('state')}
        segments={STATES.map((value) => ({ value, title: t(value) }))}
        value={state}
        onChange={(value) => setSearch(value === 'open' ? {} : { state: value })}
      />
      <DataTable
        key={state}
        name="intake"
        title={t('inbox')}
        source="/api/events"
        query={query}
        topics={['operations.inbox']}
        columns={useColumns()}
        filters={useFilters()}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/intake/${id}`}
        bulk={state === 'open' ? bulk.acts : []}
        empty={{ title: t('empty'), text: t('emptyText'), act: <Button to="/intake/new">{t('newNote')}</Button> }}
      />
      {bulk.dialog}
    </div>
  );
}

function useColumns(): readonly Column<EventRow>[] {
  const t = useTexts(intakeTexts);
  const titles = useTitles();
  return useMemo(
    () => [
      { key: 'what', title: words.what, cell: ({ title, place }) => <What title={title} place={place.label} /> },
      { key: 'level', title: words.level, cell: ({ level }) => <LevelOf level={level} /> },
      {
        key: 'category',
        title: words.category,
        cell: ({ category }) => titles.category(category) || <span className="ink3">{t('unclassified')}</span>,
      },
      { key: 'likely', title: words.likely, align: 'end', cell: ({ likely }) => likely > 0 && <b className="likely-n">{likely}</b> },
      { key: 'signals', title: words.signals, align: 'end', cell: ({ signals }) => signals },
      { key: 'source', title: words.source, cell: ({ source }) => titles.source(source) },
      {
        key: 'case',
        title: words.state,
        cell: ({ state, caseCode }) => (caseCode ? <code>{caseCode}</code> : <EventMark state={state} />),
      },
      { key: 'last', title: words.last, cell: ({ lastAt }) => <AgeOf at={lastAt} /> },
    ],
    [t, titles],
  );
}

function What({ title, place }: { readonly title: string; readonly place: string | null }) {
  return (
    <span className="what">
      {title}
      {place && <span className="ink3 small">{place}</span>}
    </span>
  );
}

function useFilters(): readonly FilterSpec[] {
  const { groups, levels, sources } = useIntakeTerms();
  return useMemo(() => {
    const options = (all: typeof levels) => all.map(({ key, title }) => ({ value: key, title }));
    return [
      { key: 'q', title: words.words, kind: 'text' },
      { key: 'group', title: words.group, kind: 'choice', options: options(groups) },
      { key: 'level', title: words.level, kind: 'choice', options: options(levels) },
      { key: 'source', title: words.source, kind: 'choice', options: options(sources) },
      { key: 'likely', title: words.likely, kind: 'choice', options: [{ value: 'true', title: words.withLikely }] },
    ];
  }, [groups, levels, sources]);
}

/** Dismisses or opens cases of many at once; one word at the end, and one way back. */
function useBulk() {
  const t = useTexts(intakeTexts);
  const language = useLanguage();
  const [chosen, setChosen] = useState<readonly EventRow[]>([]);
  const dismiss = useAct<{ row: EventRow } & Dismissal, EventRow>({
    change: ({ row, ...said }) => ({ path: `${eventApi(row.id)}/dismiss`, body: said, ifMatch: `"${row.revision}"` }),
    touches: TOUCHES,
  });
  const reopen = useAct<EventRow, EventRow>({
    change: ({ id, revision }) => ({ path: `${eventApi(id)}/reopen`, body: {}, ifMatch: `"${revision}"` }),
    touches: TOUCHES,
  });
  const open = useAct<EventRow, EventRow>({
    change: ({ id, revision }) => ({ path: `${eventApi(id)}/case`, body: {}, ifMatch: `"${revision}"` }),
    touches: TOUCHES,
  });
  const dismissAll = async (said: Dismissal) => {
    const done: EventRow[] = [];
    for (const row of chosen) {
      const reply = await dismiss.run({ row, ...said });
      if (reply) done.push(reply);
    }
    const back = async () => {
      for (const row of done) await reopen.run(row);
    };
    if (done.length > 0) toast.done(t('dismissedMany', { count: done.length }), language, () => void back());
  };
  const openAll = async (rows: readonly EventRow[]) => {
    let count = 0;
    for (const row of rows) if (row.category && (await open.run(row))) count += 1;
    if (count > 0) toast.done(t('openedMany', { count }), language);
  };
  const acts: BulkAct<EventRow>[] = [
    {
      title: words.openCase,
      shortcut: 'C',
      refusal: (rows) => (rows.some(({ category }) => category) ? null : t('noneClassified')),
      run: openAll,
    },
    { title: words.dismiss, shortcut: 'D', run: (rows) => setChosen(rows) },
  ];
  const dialog = (
    <DismissDialog count={chosen.length} open={chosen.length > 0} busy={dismiss.busy} onClose={() => setChosen([])} onSay={dismissAll} />
  );
  return { acts, dialog };
}
