import { useMemo } from 'react';

import type { Bilingual } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { DataTable } from '../data-table/data-table.tsx';
import type { BulkAct, Column, FilterSpec } from '../data-table/types.ts';
import { useLanguage, useSay, useTexts } from '../language.ts';
import { Pill } from '../pill.tsx';
import { toast } from '../toasts.tsx';
import { Figure, Money } from '../values.tsx';

interface Enterprise {
  readonly code: string;
  readonly name: Bilingual;
  readonly town: Bilingual;
  readonly state: 'normal' | 'attention' | 'restricted';
  readonly capitalFen: number;
  readonly employees: number | null;
}

const ROWS: readonly Enterprise[] = [
  row('91330699MA2D8HQ52X', 'Heqiao Noodle House', '禾桥面馆', 'Heqiao', '禾桥', 'normal', 50_000_000, 12),
  row('91330699MA2F7KJ0CH', 'Heqiao Cold Store Co.', '禾桥冷库有限公司', 'Heqiao', '禾桥', 'attention', 800_000_000, 48),
  row('91330699704512E8T4', 'Dukou Paper Works', '渡口造纸厂', 'Dukou', '渡口', 'restricted', 2_400_000_000, 210),
  row('91330699721460N3HP', 'Silk Mill Dyeing Co.', '丝厂印染有限公司', 'Fengxi', '枫溪', 'normal', 1_200_000_000, null),
  row('N2330699MF0004172D', 'Luyuan Tea Cooperative', '绿源茶叶合作社', 'Luyuan', '绿源', 'normal', 30_000_000, 7),
];

const texts = defineTexts({
  title: { en: 'Enterprises', zh: '企业' },
  name: { en: 'Name', zh: '名称' },
  code: { en: 'Credit code', zh: '统一社会信用代码' },
  town: { en: 'Town', zh: '镇街' },
  state: { en: 'Status', zh: '状态' },
  capital: { en: 'Capital', zh: '注册资本' },
  employees: { en: 'Employees', zh: '从业人数' },
  normal: { en: 'normal', zh: '正常' },
  attention: { en: 'attention', zh: '关注' },
  restricted: { en: 'restricted', zh: '限制' },
  words: { en: 'Words', zh: '关键词' },
  visit: { en: 'Plan a visit', zh: '安排走访' },
  planned: { en: 'Visits planned: {count}', zh: '已安排走访：{count} 家' },
  tooMany: { en: 'three a day at most', zh: '每天最多三家' },
  none: { en: 'No enterprises yet', zh: '暂无企业' },
});

const { name, code, town, state, capital, employees, words, visit, ...states } = texts.table;
const TONES = { normal: 'good', attention: 'soon', restricted: 'danger' } as const;
const STATES = ['normal', 'attention', 'restricted'] as const;

const COLUMNS: readonly Column<Enterprise>[] = [
  { key: 'name', title: name, cell: (one) => <Words of={one.name} />, sortValue: (one) => one.name.en },
  { key: 'code', title: code, cell: (one) => <code>{one.code}</code> },
  { key: 'town', title: town, cell: (one) => <Words of={one.town} />, sortValue: (one) => one.town.en },
  {
    key: 'state',
    title: state,
    cell: (one) => (
      <Pill tone={TONES[one.state]}>
        <Words of={states[one.state]} />
      </Pill>
    ),
  },
  { key: 'capital', title: capital, cell: (one) => <Money fen={one.capitalFen} />, sortValue: (one) => one.capitalFen, align: 'end' },
  {
    key: 'employees',
    title: employees,
    cell: (one) => one.employees && <Figure value={one.employees} />,
    sortValue: (one) => one.employees,
    align: 'end',
    hidden: true,
  },
];

const FILTERS: readonly FilterSpec[] = [
  { key: 'q', title: words, kind: 'text' },
  { key: 'status', title: state, kind: 'choice', options: STATES.map((value) => ({ value, title: states[value] })) },
];

/** A list with filters, order, choice and acts; its state is in the address. */
export default function DataTableExample() {
  const t = useTexts(texts);
  const language = useLanguage();
  const bulk: readonly BulkAct<Enterprise>[] = useMemo(
    () => [
      {
        title: visit,
        shortcut: 'V',
        run: (chosen) => toast.done(t('planned', { count: chosen.length }), language, () => undefined),
        refusal: (chosen) => (chosen.length > 3 ? t('tooMany') : null),
      },
    ],
    [t, language],
  );
  return (
    <DataTable
      name="example"
      title={t('title')}
      rows={ROWS}
      columns={COLUMNS}
      filters={FILTERS}
      matches={matches}
      rowKey={keyOf}
      rowHref={hrefOf}
      bulk={bulk}
      empty={{ title: t('none') }}
    />
  );
}

const keyOf = (one: Enterprise) => one.code;
const hrefOf = (one: Enterprise) => `/examples/data-table?q=${one.code}`;

function matches(one: Enterprise, filters: Readonly<Record<string, string>>): boolean {
  const all = `${one.name.en} ${one.name.zh} ${one.code}`.toLowerCase();
  return all.includes((filters['q'] ?? '').toLowerCase()) && (!filters['status'] || filters['status'] === one.state);
}

function Words({ of }: { readonly of: Bilingual }) {
  return useSay()(of);
}

function row(
  id: string,
  en: string,
  zh: string,
  townEn: string,
  townZh: string,
  now: Enterprise['state'],
  capitalFen: number,
  people: number | null,
): Enterprise {
  return { code: id, name: { en, zh }, town: { en: townEn, zh: townZh }, state: now, capitalFen, employees: people };
}
