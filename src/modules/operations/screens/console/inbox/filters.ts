import { useMemo } from 'react';

import { defineTexts } from '#kernel/i18n';
import type { FilterSpec } from '#ui';

import type { CaseState } from '../cases/data.ts';
import { useTerms, useTowns } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';

const texts = defineTexts({
  search: { en: 'Words or code', zh: '关键词或编号' },
  due: { en: 'Deadline', zh: '时限' },
  open: { en: 'Open', zh: '在办' },
  overdue: { en: 'past due', zh: '已逾期' },
  soon: { en: 'within a day', zh: '一天内到期' },
  paused: { en: 'paused', zh: '已暂停' },
  outcome: { en: 'Outcome', zh: '办结结果' },
  sort: { en: 'Order', zh: '排序' },
  byDue: { en: 'nearest deadline', zh: '时限最近' },
  newest: { en: 'newest', zh: '最新立案' },
  changed: { en: 'changed last', zh: '最近变动' },
});

const STATES: readonly CaseState[] = ['received', 'routed', 'working', 'answered', 'disputed', 'closed', 'appealed', 'merged'];

/** Filters of the list of cases; their values stand in the address. */
export function useFilters(): readonly FilterSpec[] {
  const { departments, levels, groups } = useTerms();
  const towns = useTowns();
  return useMemo(() => {
    const options = (terms: readonly { readonly key: string; readonly title: { readonly en: string; readonly zh: string } }[]) =>
      terms.map(({ key, title }) => ({ value: key, title }));
    const c = caseTexts.table;
    const states = STATES.map((state) => ({ value: state, title: c[state] }));
    return [
      { key: 'q', title: texts.table.search, kind: 'text' },
      { key: 'state', title: c.state, kind: 'choice', options: [{ value: 'open', title: texts.table.open }, ...states] },
      {
        key: 'due',
        title: texts.table.due,
        kind: 'choice',
        options: (['overdue', 'soon', 'paused'] as const).map((value) => ({ value, title: texts.table[value] })),
      },
      { key: 'department', title: c.department, kind: 'choice', options: options(departments) },
      { key: 'level', title: c.level, kind: 'choice', options: options(levels) },
      { key: 'category', title: c.category, kind: 'choice', options: options(groups) },
      { key: 'town', title: c.town, kind: 'choice', options: options(towns) },
      {
        key: 'outcome',
        title: texts.table.outcome,
        kind: 'choice',
        options: (['confirmed', 'unconfirmed'] as const).map((value) => ({ value, title: c[value] })),
      },
      {
        key: 'sort',
        title: texts.table.sort,
        kind: 'choice',
        options: [
          { value: 'due', title: texts.table.byDue },
          { value: 'newest', title: texts.table.newest },
          { value: 'changed', title: texts.table.changed },
        ],
      },
    ];
  }, [departments, levels, groups, towns]);
}
