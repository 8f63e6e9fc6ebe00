import { useMemo } from 'react';

import { defineTexts } from '#kernel/i18n';
import {
  AgeOf,
  type BulkAct,
  type Column,
  DataTable,
  type FilterSpec,
  type Job,
  JobProgress,
  JobState,
  PageHeader,
  useCancelJob,
  useSay,
  useTexts,
} from '#ui';

const texts = defineTexts({
  title: { en: 'Jobs', zh: '任务' },
  facts: {
    en: 'Work that takes a while: loads, checks, exports. It goes on when you leave.',
    zh: '数据加载、检查、导出等耗时任务；离开页面后仍会继续。',
  },
  job: { en: 'Job', zh: '任务' },
  state: { en: 'State', zh: '状态' },
  progress: { en: 'Progress', zh: '进度' },
  started: { en: 'Started', zh: '开始时间' },
  finished: { en: 'Finished', zh: '结束时间' },
  queued: { en: 'waiting', zh: '排队中' },
  running: { en: 'running', zh: '运行中' },
  done: { en: 'done', zh: '已完成' },
  failed: { en: 'failed', zh: '失败' },
  cancelled: { en: 'cancelled', zh: '已取消' },
  cancel: { en: 'Cancel', zh: '取消任务' },
  over: { en: 'already over', zh: '已经结束' },
  none: { en: 'No long work yet', zh: '暂无任务' },
  noneText: {
    en: 'When you load a file or start a check, it shows here with its progress.',
    zh: '加载文件或启动检查后，进度会显示在这里。',
  },
});

const { title, job, state, progress, started, finished, cancel, ...words } = texts.table;

const COLUMNS: readonly Column<Job>[] = [
  { key: 'title', title: job, cell: (row) => <JobTitle job={row} /> },
  { key: 'state', title: state, cell: (row) => <JobState state={row.state} /> },
  { key: 'progress', title: progress, cell: (row) => <JobProgress job={row} /> },
  { key: 'startedAt', title: started, cell: (row) => row.startedAt && <AgeOf at={row.startedAt} /> },
  { key: 'finishedAt', title: finished, cell: (row) => row.finishedAt && <AgeOf at={row.finishedAt} /> },
  { key: 'name', title: { en: 'Kind', zh: '类型' }, cell: ({ name }) => <code>{name}</code>, hidden: true },
];

const FILTERS: readonly FilterSpec[] = [
  {
    key: 'state',
    title: state,
    kind: 'choice',
    options: (['queued', 'running', 'done', 'failed', 'cancelled'] as const).map((value) => ({ value, title: words[value] })),
  },
];

/** Every long work this person may see: how far it is, what it came to, and the way to stop it. */
export default function Jobs() {
  const t = useTexts(texts);
  const bulk = useBulk();
  return (
    <div className="page">
      <PageHeader title={t('title')} facts={t('facts')} />
      <DataTable
        name="jobs"
        title={t('title')}
        source="/api/jobs"
        topics={['jobs']}
        columns={COLUMNS}
        filters={FILTERS}
        rowKey={({ id }) => id}
        bulk={bulk}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </div>
  );
}

function JobTitle({ job: { title: words } }: { readonly job: Job }) {
  return <b>{useSay()(words)}</b>;
}

function useBulk(): readonly BulkAct<Job>[] {
  const t = useTexts(texts);
  const { run } = useCancelJob();
  return useMemo(
    () => [
      {
        title: cancel,
        shortcut: 'C',
        run: (jobs) => Promise.all(jobs.filter(isGoing).map((one) => run(one))),
        refusal: (jobs) => (jobs.some(isGoing) ? null : t('over')),
      },
    ],
    [t, run],
  );
}

function isGoing({ state: now }: Job): boolean {
  return now === 'queued' || now === 'running';
}
