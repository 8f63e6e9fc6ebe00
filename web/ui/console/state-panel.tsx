import type { ReactNode } from 'react';

import { defineTexts } from '#kernel/i18n';
import type { Problem } from './api.ts';
import { Button } from './button.tsx';
import { useSay, useTexts } from './language.ts';
import { Pill, type Tone } from './pill.tsx';
import type { Reading } from './use-api.ts';
import { AgeOf } from './values.tsx';

const texts = defineTexts({
  error: { en: 'not loaded', zh: '未加载' },
  old: { en: 'old data', zh: '数据过期' },
  refused: { en: 'not allowed', zh: '无权限' },
  loading: { en: 'Loading', zh: '加载中' },
  again: { en: 'Try again', zh: '重试' },
  safe: { en: 'Nothing you did is lost.', zh: '您的操作没有丢失。' },
  report: { en: 'Report number', zh: '报告编号' },
  needs: {
    en: 'It needs the permission {permission}, which none of your roles holds.',
    zh: '需要权限 {permission}，您的任何角色都不具备。',
  },
  why: { en: 'Why?', zh: '为什么？' },
  lastGood: { en: 'Shown as last read', zh: '显示上次读取的内容' },
});

/** A place where a list or record should be: what happened, what is safe, one next step. */
export interface StatePanelProps {
  readonly kind: 'empty' | 'loading' | 'error' | 'old' | 'refused';
  readonly title: string;
  readonly children?: ReactNode;
  /** The one next step. */
  readonly act?: ReactNode;
  /** Number to quote when asking for help. */
  readonly report?: string | null;
}

const MARKS: Readonly<Partial<Record<StatePanelProps['kind'], Tone>>> = { error: 'danger', old: 'paused', refused: 'todo' };

/** Stands in for content that is not there. */
export function StatePanel({ kind, title, children, act, report }: StatePanelProps) {
  const t = useTexts(texts);
  if (kind === 'loading') return <Loading title={title} />;
  const tone = MARKS[kind];
  return (
    <div className={`state ${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      {tone && <Pill tone={tone}>{t(kind as 'error' | 'old' | 'refused')}</Pill>}
      <p className="b">{title}</p>
      {children && <div className="ink2">{children}</div>}
      {act && <div className="row">{act}</div>}
      {report && (
        <p className="tiny ink3">
          {t('report')} <code>{report}</code>
        </p>
      )}
    </div>
  );
}

/** What went wrong with a reading, in the right panel: not allowed, or failed with a way to try again. */
export function ProblemPanel({ problem, onRetry }: { readonly problem: Problem; readonly onRetry?: () => void }) {
  const say = useSay();
  const t = useTexts(texts);
  if (problem.status === 403) {
    const permission = String(problem.details['permission'] ?? '');
    return (
      <StatePanel
        kind="refused"
        title={say(problem.text)}
        act={permission && <Button to={`/why?permission=${encodeURIComponent(permission)}`}>{t('why')}</Button>}
      >
        {permission && <p>{t('needs', { permission })}</p>}
      </StatePanel>
    );
  }
  return (
    <StatePanel
      kind="error"
      title={say(problem.text)}
      report={problem.report}
      act={
        onRetry && (
          <Button kind="primary" onClick={onRetry}>
            {t('again')}
          </Button>
        )
      }
    >
      <p>{t('safe')}</p>
    </StatePanel>
  );
}

/**
 * Draws what was read, or says why it cannot: loading, refused, failed. After a failure the last good answer stays, with its age.
 * @example <Loaded reading={useApi<Job>('/api/jobs/1')}>{(job) => job.name}</Loaded>
 */
export function Loaded<Body>({ reading, children }: { readonly reading: Reading<Body>; readonly children: (data: Body) => ReactNode }) {
  const say = useSay();
  const t = useTexts(texts);
  const { data, problem, loading, at, refresh } = reading;
  if (data === undefined)
    return problem ? <ProblemPanel problem={problem} onRetry={refresh} /> : loading ? <Loading title={t('loading')} /> : null;
  return (
    <>
      {problem && (
        <p className="note warn small" role="status">
          {say(problem.text)}. {t('lastGood')} <AgeOf at={new Date(at)} />{' '}
          <Button size="sm" onClick={refresh}>
            {t('again')}
          </Button>
        </p>
      )}
      {children(data)}
    </>
  );
}

/** Rows in the shape of what comes; they appear after 300 ms, so quick answers do not flicker. */
function Loading({ title }: { readonly title: string }) {
  return (
    <div className="state loading" role="status" aria-busy="true">
      <span className="vh">{title}</span>
      {[62, 48, 55, 40].map((width) => (
        <span key={width} className="sk" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
