import { defineTexts } from '#kernel/i18n';
import { Problem } from '../api.ts';
import { Button } from '../button.tsx';
import { useTexts } from '../language.ts';
import { Section } from '../layout.tsx';
import { ProblemPanel, StatePanel } from '../state-panel.tsx';

const texts = defineTexts({
  first: { en: 'Empty, first use', zh: '首次使用，尚无内容' },
  none: { en: 'No enterprises yet', zh: '暂无企业' },
  noneText: {
    en: 'They come from the enterprise register, which a steward connects once.',
    zh: '企业来自登记数据，由数据管理员一次性接入。',
  },
  connect: { en: 'Connect a register', zh: '接入登记数据' },
  loading: { en: 'Loading', zh: '加载中' },
  error: { en: 'Error', zh: '出错' },
  old: { en: 'Old data', zh: '数据过期' },
  oldTitle: { en: 'Register older than promised', zh: '登记数据超过承诺更新期限' },
  oldText: {
    en: 'Last load 17 June, 02:31; promise 24 h. Status is shown as of then.',
    zh: '最近加载于 6 月 17 日 02:31，承诺 24 小时更新。状态以当时为准。',
  },
  refused: { en: 'Not allowed', zh: '无权限' },
});

const FAILED = new Problem(503, 'unavailable', { en: 'The list did not come', zh: '列表未能加载' }, {}, '01977f2a-6c1e');
const REFUSED = new Problem(
  403,
  'forbidden',
  { en: 'Tax facts are not in your role', zh: '您的角色不含涉税信息' },
  { permission: 'enterprise:tax-read' },
);

/** What stands where content is missing. */
export default function StatePanelExample() {
  const t = useTexts(texts);
  return (
    <div className="states">
      <Section title={t('first')} flush>
        <StatePanel kind="empty" title={t('none')} act={<Button kind="primary">{t('connect')}</Button>}>
          {t('noneText')}
        </StatePanel>
      </Section>
      <Section title={t('loading')} flush>
        <StatePanel kind="loading" title={t('loading')} />
      </Section>
      <Section title={t('error')} flush>
        <ProblemPanel problem={FAILED} onRetry={() => undefined} />
      </Section>
      <Section title={t('old')} flush>
        <StatePanel kind="old" title={t('oldTitle')}>
          {t('oldText')}
        </StatePanel>
      </Section>
      <Section title={t('refused')} flush>
        <ProblemPanel problem={REFUSED} />
      </Section>
    </div>
  );
}
