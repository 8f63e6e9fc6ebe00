import { useMemo } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button, DataTable, PageHeader, SavedViews, useMay, useSession, useTexts } from '#ui';

import { type CaseRow, caseHref } from './cases/data.ts';
import { caseTexts } from './cases/texts.ts';
import { useBulkActs } from './inbox/bulk.tsx';
import { useColumns } from './inbox/columns.tsx';
import { useFilters } from './inbox/filters.ts';
import './inbox/inbox.css';

const texts = defineTexts({
  facts: {
    en: 'By deadline, the nearest first. J and K move, Enter opens, X chooses.',
    zh: '按时限排列，最紧迫的在前。J、K 移动，回车打开，X 选择。',
  },
  fresh: { en: 'New case', zh: '新建事项' },
  mine: { en: 'My department’s', zh: '本部门' },
  overdue: { en: 'Past due', zh: '已逾期' },
  soon: { en: 'Due within a day', zh: '一天内到期' },
  disputed: { en: 'Disputed or appealed', zh: '有异议或申诉' },
  paused: { en: 'Paused', zh: '已暂停' },
  all: { en: 'All', zh: '全部' },
  none: { en: 'No cases yet', zh: '暂无事项' },
  noneText: {
    en: 'A case appears here when a report is taken in or another module opens one.',
    zh: '受理诉求或其他模块立案后，事项会出现在这里。',
  },
});

/** The cases that the reader may see: filtered, ordered by deadline, done many at once, all of it in the address. */
export default function Inbox() {
  const t = useTexts(texts);
  const c = useTexts(caseTexts);
  const department = useSession().department?.key;
  const mayOpen = useMay('operations:intake');
  const [dispatches, supervises] = [useMay('operations:dispatch'), useMay('operations:supervise')];
  const columns = useColumns();
  const filters = useFilters();
  const bulk = useBulkActs();
  const views = useMemo(
    () => [
      ...(department ? [{ title: t('mine'), search: `state=open&department=${department}` }] : []),
      { title: t('overdue'), search: 'due=overdue' },
      { title: t('soon'), search: 'due=soon' },
      { title: t('disputed'), search: 'state=disputed%2Cappealed' },
      { title: t('paused'), search: 'due=paused' },
      { title: t('all'), search: '' },
    ],
    [t, department],
  );
  const topics = dispatches || supervises ? ['operations.board'] : department ? [`operations.department:${department}`] : [];
  return (
    <div className="page">
      <PageHeader title={c('cases')} facts={t('facts')}>
        {mayOpen && (
          <Button kind="primary" to="/cases/new">
            {t('fresh')}
          </Button>
        )}
      </PageHeader>
      <SavedViews name="cases" views={views} />
      <DataTable<CaseRow>
        name="cases"
        title={c('cases')}
        source="/api/cases"
        topics={topics}
        steady
        columns={columns}
        filters={filters}
        bulk={bulk}
        csv="/api/cases.csv"
        rowKey={({ code }) => code}
        rowHref={({ code }) => caseHref(code)}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </div>
  );
}
