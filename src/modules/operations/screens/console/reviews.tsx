import { useMemo } from 'react';
import { Link } from 'react-router';

import { AgeOf, type Column, DataTable, type FilterSpec, PageHeader, Pill, useMay, useTexts } from '#ui';

import type { ReviewRow } from './review/data.ts';
import { reviewColumns, reviewStates, reviewTexts } from './review/texts.ts';

const FILTERS: readonly FilterSpec[] = [
  {
    key: 'state',
    title: reviewColumns.state,
    kind: 'choice',
    options: [
      { value: 'open', title: reviewStates.open },
      { value: 'closed', title: reviewStates.closed },
    ],
  },
];

/** After-action reviews, newest first. */
export default function Reviews() {
  const t = useTexts(reviewTexts);
  const mayOpen = useMay('operations:supervise');
  const columns = useMemo<readonly Column<ReviewRow>[]>(
    () => [
      { key: 'title', title: reviewColumns.title, cell: ({ title }) => title },
      { key: 'about', title: reviewColumns.about, cell: (row) => row.day ?? row.case?.title ?? '' },
      {
        key: 'progress',
        title: reviewColumns.progress,
        cell: ({ done, items, overdue }) => (
          <>
            {t('progress', { done, items })} {overdue > 0 && <Pill tone="danger">{t('overdue', { count: overdue })}</Pill>}
          </>
        ),
      },
      {
        key: 'state',
        title: reviewColumns.state,
        cell: ({ state }) => <Pill tone={state === 'open' ? 'soon' : 'good'}>{t(state)}</Pill>,
      },
      { key: 'openedAt', title: reviewColumns.openedAt, cell: ({ openedAt }) => <AgeOf at={openedAt} /> },
    ],
    [t],
  );
  return (
    <div className="page">
      <PageHeader title={t('title')} facts={t('facts')}>
        {mayOpen && (
          <Link className="btn primary" to="/reviews/new">
            {t('create')}
          </Link>
        )}
      </PageHeader>
      <DataTable
        name="reviews"
        title={t('title')}
        source="/api/reviews"
        columns={columns}
        filters={FILTERS}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/reviews/${id}`}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </div>
  );
}
