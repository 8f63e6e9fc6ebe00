import { useMemo } from 'react';

import { defineTexts } from '#kernel/i18n';
import { AgeOf, type Column, ShapeIcon, spanOf, useFormat, useLanguage, useSay, useTexts, useTick } from '#ui';

import { type CaseRow, spoken } from '../cases/data.ts';
import { LevelMark, StateMark } from '../cases/marks.tsx';
import { useCategoryMark, useDepartmentName, useTownName } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';

const texts = defineTexts({
  case: { en: 'Case', zh: '事项' },
  late: { en: '{span} late', zh: '逾期 {span}' },
  left: { en: '{span} left', zh: '剩 {span}' },
  breaches: { en: { one: '{count} deadline missed', other: '{count} deadlines missed' }, zh: '超期 {count} 次' },
});

/** Columns of the list of cases. */
export function useColumns(): readonly Column<CaseRow>[] {
  const say = useSay();
  const markOf = useCategoryMark();
  const department = useDepartmentName();
  const townName = useTownName();
  return useMemo(
    () => [
      {
        key: 'case',
        title: texts.table.case,
        cell: (row) => (
          <span className="case-name">
            <ShapeIcon {...markOf(row.category.key)} late={isLate(row)} />
            <span>
              {row.title}
              <code className="tiny ink2">{spoken(row.code)}</code>
            </span>
          </span>
        ),
      },
      { key: 'due', title: caseTexts.table.due, cell: (row) => <DueCell row={row} /> },
      { key: 'state', title: caseTexts.table.state, cell: (row) => <StateMark state={row.state} outcome={row.outcome} /> },
      { key: 'level', title: caseTexts.table.level, cell: (row) => <LevelMark level={row.level} paused={row.paused} /> },
      { key: 'lead', title: caseTexts.table.lead, cell: (row) => department(row.lead) },
      { key: 'category', title: caseTexts.table.category, cell: (row) => say(row.category.title) },
      { key: 'town', title: caseTexts.table.town, cell: (row) => townName(row.town), hidden: true },
      { key: 'place', title: caseTexts.table.place, cell: (row) => row.place, hidden: true },
      { key: 'opened', title: caseTexts.table.opened, cell: (row) => <AgeOf at={row.openedAt} /> },
      { key: 'changed', title: caseTexts.table.changed, cell: (row) => <AgeOf at={row.changedAt} />, hidden: true },
    ],
    [say, markOf, department, townName],
  );
}

const SOON_MS = 4 * 3600 * 1000;

/** How long until the deadline that governs, by the wall clock; the case page counts in its calendar. */
function DueCell({ row }: { readonly row: CaseRow }) {
  const t = useTexts(texts);
  const c = useTexts(caseTexts);
  const language = useLanguage();
  const format = useFormat();
  const now = useTick(toMinute);
  const breaches = row.breaches > 0 && <span className="tiny late"> {t('breaches', { count: row.breaches })}</span>;
  if (row.paused) return <span className="ink2">{c('paused')}</span>;
  if (!row.dueAt)
    return (
      <span className="ink3">
        {row.closedAt ? '' : c('noDeadline')}
        {breaches}
      </span>
    );
  const left = new Date(row.dueAt).getTime() - now;
  const mood = left < 0 ? 'late' : left < SOON_MS ? 'soon' : 'running';
  return (
    <span className="due-cell">
      <span className={`clock-chip ${mood}`}>{t(left < 0 ? 'late' : 'left', { span: spanOf(left / 1000, language) })}</span>
      <time className="tiny ink2" dateTime={row.dueAt}>
        {format.moment(new Date(row.dueAt))}
      </time>
      {breaches}
    </span>
  );
}

const toMinute = (at: number) => at - (at % 60_000);

function isLate({ dueAt, closedAt }: CaseRow): boolean {
  return dueAt !== null && closedAt === null && new Date(dueAt).getTime() < Date.now();
}
