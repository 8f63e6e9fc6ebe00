import { IconProgress } from '@tabler/icons-react';
import { Link } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { type Job, JobLine } from '../../ui/console/job.tsx';
import { useTexts } from '../../ui/console/language.ts';
import { Loaded, StatePanel } from '../../ui/console/state-panel.tsx';
import { useApi } from '../../ui/console/use-api.ts';
import { SidePanel } from './side-panel.tsx';

const texts = defineTexts({
  title: { en: 'Jobs', zh: '任务' },
  running: { en: '{count} running', zh: '{count} 项运行中' },
  none: { en: 'No long work yet', zh: '暂无长时间任务' },
  noneText: {
    en: 'Loads, checks and exports that take a while show their progress here.',
    zh: '数据加载、检查和导出等耗时任务的进度将显示在此处。',
  },
  all: { en: 'All jobs', zh: '全部任务' },
});

/** Long work: how many run, how far they are, and the way to stop them. */
export function JobsPanel() {
  const t = useTexts(texts);
  const jobs = useApi<{ items: Job[] }>('/api/jobs', { query: { limit: 12 }, topics: ['jobs'], freshSeconds: 5 });
  const running = jobs.data?.items.filter(({ state }) => state === 'running' || state === 'queued').length ?? 0;
  return (
    <SidePanel
      title={t('title')}
      icon={<IconProgress size={20} stroke={1.6} aria-hidden />}
      count={running}
      countWords={t('running', { count: running })}
    >
      {(close) => (
        <Loaded reading={jobs}>
          {({ items }) => (
            <div className="lines">
              {items.length === 0 && (
                <StatePanel kind="empty" title={t('none')}>
                  {t('noneText')}
                </StatePanel>
              )}
              {items.map((job) => (
                <JobLine key={job.id} job={job} />
              ))}
              <Link to="/jobs" onClick={close}>
                {t('all')}
              </Link>
            </div>
          )}
        </Loaded>
      )}
    </SidePanel>
  );
}
