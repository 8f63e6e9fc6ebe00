import type { Bilingual } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { Button } from './button.tsx';
import { useFormat } from './format.ts';
import { useSay, useTexts } from './language.ts';
import { Pill, type Tone } from './pill.tsx';
import { ProgressBar } from './progress.tsx';
import { Loaded } from './state-panel.tsx';
import { useAct } from './use-act.ts';
import { useApi } from './use-api.ts';
import { AgeOf } from './values.tsx';

/** Long work as the server tells it. */
export interface Job {
  readonly id: string;
  readonly name: string;
  readonly title: Bilingual;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
  readonly unit: Bilingual | null;
  readonly error: Bilingual | null;
  /** Whether this person started it. */
  readonly mine: boolean;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

const texts = defineTexts({
  queued: { en: 'waiting', zh: '排队中' },
  running: { en: 'running', zh: '运行中' },
  done: { en: 'done', zh: '已完成' },
  failed: { en: 'failed', zh: '失败' },
  cancelled: { en: 'cancelled', zh: '已取消' },
  steps: { en: 'steps', zh: '步' },
  cancel: { en: 'Cancel', zh: '取消' },
  cancelling: { en: '“{title}” stops at its next step; nothing half done is kept.', zh: '“{title}”将在下一步停止，不会保留半成品。' },
  took: { en: '{done} {unit} in {span}', zh: '{done} {unit}，用时 {span}' },
});

const TONES: Readonly<Record<Job['state'], Tone>> = {
  queued: 'todo',
  running: 'working',
  done: 'good',
  failed: 'danger',
  cancelled: 'paused',
};

/** The state of a job as a mark. */
export function JobState({ state }: { readonly state: Job['state'] }) {
  return <Pill tone={TONES[state]}>{useTexts(texts)(state)}</Pill>;
}

/** How to stop a job. */
export function useCancelJob() {
  const t = useTexts(texts);
  const say = useSay();
  return useAct<Job, Job>({
    change: ({ id }) => ({ path: `/api/jobs/${id}/cancel`, body: {} }),
    touches: ['/api/jobs'],
    done: ({ title }) => t('cancelling', { title: say(title) }),
  });
}

/** How far a job is: a bar while it runs, what it came to afterwards. */
export function JobProgress({ job }: { readonly job: Job }) {
  const t = useTexts(texts);
  const say = useSay();
  const format = useFormat();
  const unit = job.unit ?? { en: texts('en')('steps'), zh: texts('zh')('steps') };
  if (job.state === 'failed' && job.error) return <span className="small">{say(job.error)}</span>;
  if (job.state === 'running' || (job.state === 'queued' && job.done > 0)) {
    return <ProgressBar title={say(job.title)} done={job.done} total={job.total} unit={unit} startedAt={job.startedAt} />;
  }
  if (!job.startedAt || !job.finishedAt || job.done === 0) return null;
  const span = format.span(Date.parse(job.finishedAt) - Date.parse(job.startedAt));
  return <span className="small ink2">{t('took', { done: format.number(job.done), unit: say(unit), span })}</span>;
}

/** A job in a few lines: its name, state, progress, and the way to stop it. */
export function JobLine({ job }: { readonly job: Job }) {
  const t = useTexts(texts);
  const say = useSay();
  const cancel = useCancelJob();
  const over = job.state !== 'running' && job.state !== 'queued';
  return (
    <div className="job">
      <div className="row between">
        <b>{say(job.title)}</b>
        <JobState state={job.state} />
      </div>
      <JobProgress job={job} />
      <div className="row between">
        <AgeOf at={job.finishedAt ?? job.startedAt ?? job.createdAt} />
        {!over && (
          <Button size="sm" kind="quiet" busy={cancel.busy} onClick={() => void cancel.run(job)}>
            {t('cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Follows one job by its id, live: for the screen that started it. */
export function JobWatch({ id }: { readonly id: string }) {
  const reading = useApi<Job>(`/api/jobs/${id}`, { topics: ['jobs'], freshSeconds: 1 });
  return <Loaded reading={reading}>{(job) => <JobLine job={job} />}</Loaded>;
}
