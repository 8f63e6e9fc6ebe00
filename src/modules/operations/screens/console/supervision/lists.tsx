import { useMemo, useState } from 'react';

import { AgeOf, type BulkAct, type Column, DataTable, spanOf, useLanguage, useSay, useTexts, useTick } from '#ui';

import { caseHref, type SupervisedView, spoken } from '../cases/data.ts';
import { LevelMark } from '../cases/marks.tsx';
import { useDepartmentName } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';
import { OrderDialog } from './order-dialog.tsx';
import { supervisionTexts } from './texts.ts';

type Row<Kind extends keyof SupervisedView> = SupervisedView[Kind][number];
/** What every line of a supervisor's list has. */
type AnyRow = Pick<Row<'orders'>, 'code' | 'title' | 'level' | 'department' | 'since'>;

/** Columns that all lists share: the case, how pressing, whose, since when. */
function useShared<Any extends AnyRow>(): readonly [Column<Any>, ...Column<Any>[]] {
  const department = useDepartmentName();
  return useMemo(
    () => [
      {
        key: 'case',
        title: supervisionTexts.table.case,
        sortValue: ({ title }) => title,
        cell: ({ title, code }) => (
          <>
            {title}
            <br />
            <code className="tiny ink2">{spoken(code)}</code>
          </>
        ),
      },
      { key: 'level', title: caseTexts.table.level, cell: ({ level }) => <LevelMark level={level} /> },
      {
        key: 'department',
        title: caseTexts.table.department,
        sortable: true,
        sortValue: (row) => department(row.department),
        cell: (row) => department(row.department),
      },
      {
        key: 'since',
        title: supervisionTexts.table.since,
        sortable: true,
        sortValue: ({ since }) => since,
        cell: ({ since }) => <AgeOf at={since} />,
      },
    ],
    [department],
  );
}

interface OverdueListProps {
  readonly kind: 'overdue' | 'soon';
  readonly rows: SupervisedView['overdue'];
  readonly readAt: number;
}

/** Deadlines that are missed, or will be within a day; orders can be issued to many at once. */
export function OverdueList({ kind, rows }: OverdueListProps) {
  const t = useTexts(supervisionTexts);
  const say = useSay();
  const [asked, setAsked] = useState<readonly Row<'overdue'>[]>([]);
  const [first, ...rest] = useShared<Row<'overdue'>>();
  const columns: readonly Column<Row<'overdue'>>[] = [
    first,
    {
      key: 'clock',
      title: supervisionTexts.table.clock,
      sortable: true,
      sortValue: (row) => say(row.kind.title),
      cell: (row) => say(row.kind.title),
    },
    {
      key: 'due',
      title: supervisionTexts.table[kind === 'overdue' ? 'missed' : 'left'],
      sortable: true,
      sortValue: ({ dueAt }) => dueAt,
      cell: ({ dueAt }) => <Apart dueAt={dueAt} />,
    },
    ...rest,
  ];
  const bulk: readonly BulkAct<Row<'overdue'>>[] = [{ title: supervisionTexts.table.order, shortcut: 'S', run: setAsked }];
  return (
    <>
      <DataTable
        name={`supervision-${kind}`}
        title={t(kind)}
        rows={rows}
        columns={columns}
        bulk={bulk}
        rowKey={(row) => `${row.code} ${row.kind.key} ${row.since}`}
        rowHref={({ code }) => caseHref(code)}
        empty={{ title: t(kind === 'overdue' ? 'noOverdue' : 'noSoon') }}
      />
      {asked.length > 0 && <OrderDialog rows={asked} onClose={() => setAsked([])} />}
    </>
  );
}

/** How far a moment is from now. */
function Apart({ dueAt }: { readonly dueAt: string }) {
  const language = useLanguage();
  const now = useTick(toMinute);
  const seconds = (new Date(dueAt).getTime() - now) / 1000;
  return <span className={`clock-chip ${seconds < 0 ? 'late' : 'soon'}`}>{spanOf(seconds, language)}</span>;
}

const toMinute = (at: number) => at - (at % 60_000);

/** Orders that are not fulfilled. */
export function OrderList({ rows }: { readonly rows: SupervisedView['orders'] }) {
  const t = useTexts(supervisionTexts);
  const [first, ...rest] = useShared<Row<'orders'>>();
  const columns: readonly Column<Row<'orders'>>[] = [
    first,
    { key: 'demand', title: supervisionTexts.table.demand, cell: ({ demand }) => demand },
    {
      key: 'signed',
      title: supervisionTexts.table.signed,
      cell: ({ signedAt }) => (signedAt ? <AgeOf at={signedAt} /> : <span className="age old">{t('notSigned')}</span>),
    },
    ...rest,
  ];
  return <List name="orders" rows={rows} columns={columns} empty={t('noOrders')} />;
}

/** Tasks that two departments say are not theirs. */
export function DecisionList({ rows }: { readonly rows: SupervisedView['decisions'] }) {
  const t = useTexts(supervisionTexts);
  const [first, ...rest] = useShared<Row<'decisions'>>();
  const columns: readonly Column<Row<'decisions'>>[] = [
    first,
    { key: 'objection', title: supervisionTexts.table.objection, cell: ({ objection }) => objection },
    { key: 'due', title: supervisionTexts.table.clock, cell: ({ dueAt }) => (dueAt ? <Apart dueAt={dueAt} /> : null) },
    ...rest,
  ];
  return <List name="decisions" rows={rows} columns={columns} empty={t('noDecisions')} />;
}

/** Appeals that nobody has decided. */
export function AppealList({ rows }: { readonly rows: SupervisedView['appeals'] }) {
  const t = useTexts(supervisionTexts);
  const [first, ...rest] = useShared<Row<'appeals'>>();
  const columns: readonly Column<Row<'appeals'>>[] = [
    first,
    { key: 'grounds', title: supervisionTexts.table.grounds, cell: ({ grounds }) => grounds },
    { key: 'due', title: supervisionTexts.table.clock, cell: ({ dueAt }) => (dueAt ? <Apart dueAt={dueAt} /> : null) },
    ...rest,
  ];
  return <List name="appeals" rows={rows} columns={columns} empty={t('noAppeals')} />;
}

/** Return visits of the published draws that are still to do. */
export function VisitList({ rows }: { readonly rows: SupervisedView['visits'] }) {
  const t = useTexts(supervisionTexts);
  const [first, ...rest] = useShared<Row<'visits'>>();
  const columns: readonly Column<Row<'visits'>>[] = [
    first,
    { key: 'draw', title: supervisionTexts.table.draw, cell: ({ draw }) => draw },
    { key: 'due', title: supervisionTexts.table.clock, cell: ({ dueAt }) => (dueAt ? <Apart dueAt={dueAt} /> : null) },
    ...rest,
  ];
  return <List name="visits" rows={rows} columns={columns} empty={t('noVisits')} />;
}

interface ListProps<Any extends AnyRow> {
  readonly name: 'orders' | 'decisions' | 'appeals' | 'visits';
  readonly rows: readonly Any[];
  readonly columns: readonly Column<Any>[];
  readonly empty: string;
}

function List<Any extends AnyRow & { readonly id: string }>({ name, rows, columns, empty }: ListProps<Any>) {
  const t = useTexts(supervisionTexts);
  return (
    <DataTable
      name={`supervision-${name}`}
      title={t(name)}
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      rowHref={({ code }) => caseHref(code)}
      empty={{ title: empty }}
    />
  );
}
