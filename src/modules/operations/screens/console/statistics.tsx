import { useMemo } from 'react';
import { useSearchParams } from 'react-router';

import { AgeOf, type Column, DataTable, Loaded, PageHeader, Segments, spanOf, useApi, useLanguage, useSay, useTexts } from '#ui';

import type { DepartmentRow, FiguresView } from './statistics/data.ts';
import { Categories, Ladder, Tiles, Trend } from './statistics/overview.tsx';
import { statisticsColumns, statisticsTexts } from './statistics/texts.ts';

import './statistics/statistics.css';

const SPANS = ['7', '30', '90'] as const;

/** How the desk stands now: open, overdue, warned of, by department and category, and the course of recent days. */
export default function Statistics() {
  const t = useTexts(statisticsTexts);
  const [search, setSearch] = useSearchParams();
  const days = SPANS.find((span) => span === search.get('days')) ?? '30';
  const reading = useApi<FiguresView>('/api/statistics', { query: { days }, topics: ['operations.board'], freshSeconds: 60 });
  return (
    <div className="page">
      <PageHeader title={t('title')} facts={t('facts')}>
        <a className="btn" href="/cases" target="_blank" rel="noreferrer">
          {t('published')}
        </a>
        <a className="btn" href={`/api/statistics.csv?days=${days}`} download="">
          {t('export')}
        </a>
      </PageHeader>
      <Loaded reading={reading}>
        {(figures) => (
          <div className="stack">
            <div className="row">
              <Segments
                title={t('period')}
                value={days}
                segments={SPANS.map((value) => ({ value, title: t('days', { count: Number(value) }) }))}
                onChange={(value) => setSearch({ days: value }, { replace: true })}
              />
              <span className="ink2 small">
                <AgeOf at={figures.asOf} />
              </span>
            </div>
            <Tiles figures={figures} />
            <Departments rows={figures.departments} />
            <div className="stat-two">
              <Ladder figures={figures} />
              <Categories figures={figures} />
            </div>
            <Trend figures={figures} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function Departments({ rows }: { readonly rows: readonly DepartmentRow[] }) {
  const t = useTexts(statisticsTexts);
  const say = useSay();
  const language = useLanguage();
  const columns = useMemo<readonly Column<DepartmentRow>[]>(() => {
    const words = statisticsColumns;
    const count = (key: 'cases' | 'overdue' | 'soon' | 'offered' | 'accepted' | 'closed'): Column<DepartmentRow> => ({
      key,
      title: words[key],
      align: 'end',
      sortable: true,
      sortValue: (row) => row[key],
      cell: (row) => row[key],
    });
    const share = ({ answers: { onTime, of } }: DepartmentRow) => (of === 0 ? null : onTime / of);
    return [
      {
        key: 'department',
        title: words.department,
        sortable: true,
        sortValue: ({ department }) => say(department.title),
        cell: ({ department }) => say(department.title),
      },
      ...(['cases', 'overdue', 'soon', 'offered', 'accepted', 'closed'] as const).map(count),
      {
        key: 'onTime',
        title: words.onTime,
        align: 'end',
        sortable: true,
        sortValue: share,
        cell: (row) =>
          row.answers.of === 0 ? '–' : `${Math.floor((share(row) ?? 0) * 1000) / 10}% (${row.answers.onTime}/${row.answers.of})`,
      },
      {
        key: 'median',
        title: words.median,
        align: 'end',
        sortable: true,
        sortValue: ({ medianAnswer }) => medianAnswer,
        cell: ({ medianAnswer }) => (medianAnswer === null ? '–' : spanOf(medianAnswer, language)),
      },
    ];
  }, [say, language]);
  return (
    <DataTable
      name="statistics-departments"
      title={t('departments')}
      rows={rows}
      columns={columns}
      rowKey={({ department }) => department.key}
      rowHref={({ department }) => `/cases?state=open&department=${encodeURIComponent(department.key)}`}
      empty={{ title: t('noDepartments') }}
    />
  );
}
