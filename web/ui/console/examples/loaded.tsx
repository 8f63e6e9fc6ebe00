import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Problem } from '../api.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { JobWatch } from '../job.tsx';
import { useTexts } from '../language.ts';
import { PageHeader, Section } from '../layout.tsx';
import { Loaded } from '../state-panel.tsx';
import { type Reading, useApi } from '../use-api.ts';

const texts = defineTexts({
  failed: { en: 'A reading that failed after it had answered once', zh: '曾经成功、随后失败的读取' },
  kept: { en: '48,102 enterprises', zh: '48,102 家企业' },
  job: { en: 'A job that is not there', zh: '不存在的任务' },
  live: { en: 'Who is signed in', zh: '当前登录' },
  details: { en: 'Details', zh: '详情' },
  close: { en: 'Close', zh: '关闭' },
  screen: { en: 'Enterprise register', zh: '企业登记数据' },
  data: { en: 'Datasets', zh: '数据集' },
});

const OLD: Reading<string> = {
  data: '48102',
  etag: null,
  at: Date.now() - 9 * 60_000,
  problem: new Problem(503, 'unavailable', { en: 'The list did not come', zh: '列表未能加载' }),
  loading: false,
  busy: false,
  refresh: () => undefined,
};

/** What the server answered, in every state; a dialog with details. */
export default function LoadedExample() {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  const session = useApi<{ name: string }>('/api/identity/session');
  return (
    <div className="states">
      <Section title={t('failed')}>
        <Loaded reading={OLD}>{() => <p>{t('kept')}</p>}</Loaded>
      </Section>
      <Section title={t('live')}>
        <Loaded reading={session}>{({ name }) => <p>{name}</p>}</Loaded>
        <Button onClick={() => setOpen(true)}>{t('details')}</Button>
      </Section>
      <Section title={t('job')}>
        <JobWatch id="01977f2a-6c1e-7000-8000-000000000000" />
      </Section>
      <Dialog title={t('details')} open={open} onClose={() => setOpen(false)}>
        <PageHeader title={t('screen')} crumbs={[{ title: t('data'), to: '/examples' }, { title: t('screen') }]} />
        <Button onClick={() => setOpen(false)}>{t('close')}</Button>
      </Dialog>
    </div>
  );
}
