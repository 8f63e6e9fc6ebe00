import { defineTexts } from '#kernel/i18n';
import { type Job, JobLine, JobProgress, JobState } from '../job.tsx';
import { useTexts } from '../language.ts';
import { ProgressBar } from '../progress.tsx';

const texts = defineTexts({
  load: { en: 'Load of the spending file', zh: '加载支出明细' },
  count: { en: 'Count of the rows', zh: '统计行数' },
});

const ROWS = { en: 'rows', zh: '行' };
const BEGUN = new Date(Date.now() - 42_000).toISOString();

const FAILED: Job = {
  id: '01977f2a-6c1e-7000-8000-000000000000',
  name: 'data-platform.load',
  title: { en: 'Load council payments 2019', zh: '加载 2019 年支付明细' },
  state: 'failed',
  done: 1200,
  total: null,
  unit: ROWS,
  error: { en: 'The file is not a table: it begins like a ZIP archive', zh: '该文件不是表格：文件头为 ZIP 压缩包' },
  mine: true,
  createdAt: BEGUN,
  startedAt: BEGUN,
  finishedAt: BEGUN,
};

const DONE: Job = { ...FAILED, state: 'done', done: 48_102, total: 48_102, error: null, finishedAt: new Date().toISOString() };

/** Long work: with a known end, without one, and over. */
export default function ProgressExample() {
  const t = useTexts(texts);
  return (
    <div className="stack tight">
      <ProgressBar title={t('load')} done={3_120_400} total={5_000_000} unit={ROWS} startedAt={BEGUN} />
      <ProgressBar title={t('count')} done={84_000} total={null} unit={ROWS} startedAt={BEGUN} />
      <JobLine job={FAILED} />
      <p className="row">
        <JobState state="done" /> <JobProgress job={DONE} />
      </p>
    </div>
  );
}
