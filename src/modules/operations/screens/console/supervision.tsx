import { useSearchParams } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { Button, Loaded, PageHeader, Segments, useApi, useTexts } from '#ui';

import type { SupervisedView } from './cases/data.ts';
import { AppealList, DecisionList, OrderList, OverdueList, VisitList } from './supervision/lists.tsx';
import { supervisionTexts } from './supervision/texts.ts';

const texts = defineTexts({
  policies: { en: 'Deadline policies', zh: '时限规定' },
  title: { en: 'Supervision', zh: '督查督办' },
  facts: {
    en: 'What is late or soon will be, and what waits for a superior. Each line leads to its case.',
    zh: '已逾期、即将到期及待上级处理的事项，点击进入事项。',
  },
  kinds: { en: 'What to look at', zh: '查看内容' },
});

const KINDS = ['overdue', 'soon', 'orders', 'decisions', 'appeals', 'visits'] as const;
type Kind = (typeof KINDS)[number];

/** What a supervisor has to look at: missed deadlines, orders, disputes, appeals, return visits. */
export default function Supervision() {
  const t = useTexts(texts);
  const words = useTexts(supervisionTexts);
  const [search, setSearch] = useSearchParams();
  const reading = useApi<SupervisedView>('/api/supervision', { topics: ['operations.board'], freshSeconds: 0 });
  const asked = search.get('list');
  const kind: Kind = KINDS.find((one) => one === asked) ?? 'overdue';
  return (
    <div className="page">
      <PageHeader title={t('title')} facts={t('facts')}>
        <Button to="/policies">{t('policies')}</Button>
      </PageHeader>
      <Loaded reading={reading}>
        {(found) => (
          <div className="stack tight">
            <div>
              <Segments
                title={t('kinds')}
                value={kind}
                segments={KINDS.map((value) => ({ value, title: words(value), count: found[value].length }))}
                onChange={(value) => setSearch({ list: value }, { replace: true })}
              />
            </div>
            {(kind === 'overdue' || kind === 'soon') && <OverdueList key={kind} kind={kind} rows={found[kind]} readAt={reading.at} />}
            {kind === 'orders' && <OrderList rows={found.orders} />}
            {kind === 'decisions' && <DecisionList rows={found.decisions} />}
            {kind === 'appeals' && <AppealList rows={found.appeals} />}
            {kind === 'visits' && <VisitList rows={found.visits} />}
          </div>
        )}
      </Loaded>
    </div>
  );
}
