import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { FilterBar } from '../data-table/filter-bar.tsx';
import type { FilterSpec } from '../data-table/types.ts';
import { useDraft } from '../draft.ts';
import { Help } from '../help.tsx';
import { useTexts } from '../language.ts';
import { Segments } from '../segments.tsx';

const texts = defineTexts({
  queue: { en: 'Queue', zh: '队列' },
  mine: { en: 'Needs me', zh: '待我处理' },
  watching: { en: 'Watching', zh: '我关注的' },
  all: { en: 'All', zh: '全部' },
  help: { en: 'Past due', zh: '逾期' },
  helpText: { en: 'The clock of the promise ran out. Nights and holidays do not count.', zh: '承诺时限已用尽，夜间和节假日不计入。' },
  note: { en: 'Note to the department', zh: '致部门的备注' },
  draft: { en: 'Kept in this tab while you write', zh: '书写时自动保存在本标签页' },
  town: { en: 'Town', zh: '镇街' },
  heqiao: { en: 'Heqiao', zh: '禾桥' },
  since: { en: 'Since', zh: '起始日期' },
});

const FILTERS: readonly FilterSpec[] = [
  { key: 'town', title: texts.table.town, kind: 'choice', options: [{ value: 'heqiao', title: texts.table.heqiao }] },
  { key: 'since', title: texts.table.since, kind: 'day' },
];

/** Switches, filters, help, and a draft that survives. */
export default function ControlsExample() {
  const t = useTexts(texts);
  const [value, setValue] = useState<'mine' | 'watching' | 'all'>('mine');
  const [filters, setFilters] = useState<Readonly<Record<string, string>>>({ town: 'heqiao' });
  const [note, setNote] = useDraft('example', '');
  return (
    <div className="stack tight">
      <div className="row">
        <Segments
          title={t('queue')}
          value={value}
          onChange={setValue}
          segments={[
            { value: 'mine', title: t('mine'), count: 14 },
            { value: 'watching', title: t('watching') },
            { value: 'all', title: t('all') },
          ]}
        />
        <Help title={t('help')}>{t('helpText')}</Help>
      </div>
      <FilterBar
        filters={FILTERS}
        values={filters}
        onChange={(key, next) => setFilters({ ...filters, [key]: next })}
        onClear={() => setFilters({})}
      />
      <label className="field">
        {t('note')}
        <textarea className="input" value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <span className="tiny ink2">{t('draft')}</span>
      </label>
    </div>
  );
}
