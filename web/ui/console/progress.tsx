import { useId, useRef } from 'react';

import type { Bilingual } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { useFormat } from './format.ts';
import { useSay, useTexts } from './language.ts';

const texts = defineTexts({
  of: { en: '{done} of {total} {unit}', zh: '{done} / {total} {unit}' },
  sofar: { en: '{done} {unit} so far', zh: '已处理 {done} {unit}' },
  rate: { en: '{rate} {unit}/s', zh: '{rate} {unit}/秒' },
  left: { en: '{span} left', zh: '还需 {span}' },
  working: { en: 'Working', zh: '处理中' },
});

/** How far long work is. */
export interface ProgressBarProps {
  /** What is being done, for screen readers. */
  readonly title: string;
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
  /** What is counted. */
  readonly unit: Bilingual;
  /** When it began, for the mean rate; null hides rate and remaining time. */
  readonly startedAt?: Date | string | null;
  /** `done` and `failed` stop the counting of time. */
  readonly state?: 'running' | 'done' | 'failed';
}

/** A bar with the counts, the rate and the time left; the figures say everything that the bar says. */
export function ProgressBar({ title, done, total, unit, startedAt = null, state = 'running' }: ProgressBarProps) {
  const t = useTexts(texts);
  const say = useSay();
  const format = useFormat();
  const id = useId();
  const rate = useRate(done, startedAt, state);
  const counts = { done: format.number(done), unit: say(unit) };
  const share = total ? Math.min(1, done / total) : null;
  const left = rate && total && state === 'running' ? ((total - done) / rate) * 1000 : null;
  return (
    <div className="progress">
      <progress aria-label={title} aria-describedby={id} max={1} data-state={state} {...(share === null ? {} : { value: share })} />
      <p id={id} className="tiny ink2">
        {share !== null && <b>{format.percent(Math.floor(share * 1000) / 1000, 0)}</b>}
        <span>{total === null ? t('sofar', counts) : t('of', { ...counts, total: format.number(total) })}</span>
        {rate !== null && <span>{t('rate', { rate: format.number(rate, rate < 10 ? 1 : 0), unit: counts.unit })}</span>}
        {left !== null && <span>{t('left', { span: format.span(left) })}</span>}
      </p>
    </div>
  );
}

const WINDOW_MS = 8000;

/** Units a second: over the last seconds that this page saw, or since the beginning when it saw too little. */
function useRate(done: number, startedAt: Date | string | null, state: ProgressBarProps['state']): number | null {
  const seen = useRef<{ at: number; done: number }[]>([]);
  const now = Date.now();
  if (seen.current.at(-1)?.done !== done) seen.current = [...seen.current.filter(({ at }) => now - at < WINDOW_MS), { at: now, done }];
  if (!startedAt || done === 0 || state !== 'running') return null;
  const first = seen.current[0];
  const recent = first && now - first.at > 3000 ? (done - first.done) / ((now - first.at) / 1000) : 0;
  const mean = done / Math.max(1, (now - new Date(startedAt).getTime()) / 1000);
  return recent > 0 ? recent : mean;
}
