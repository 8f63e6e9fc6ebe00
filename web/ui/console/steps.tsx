import type { ReactNode } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useTexts } from './language.ts';
import { Pill, type Tone } from './pill.tsx';

const texts = defineTexts({
  done: { en: 'done', zh: '已完成' },
  now: { en: 'now', zh: '进行中' },
  held: { en: 'held', zh: '已暂停' },
  failed: { en: 'failed', zh: '失败' },
  next: { en: 'to come', zh: '待进行' },
});

/** One step of a way with several. */
export interface Step {
  readonly title: string;
  /** Who, when, or why not. */
  readonly note?: ReactNode;
  readonly state: 'done' | 'now' | 'held' | 'failed' | 'next';
}

const TONES: Readonly<Record<Step['state'], Tone>> = { done: 'good', now: 'working', held: 'paused', failed: 'danger', next: 'todo' };

/** The steps of a way: done, now, to come. */
export function Steps({ title, steps }: { readonly title: string; readonly steps: readonly Step[] }) {
  const t = useTexts(texts);
  return (
    <ol className="steps" aria-label={title}>
      {steps.map((step) => (
        <li key={step.title} aria-current={step.state === 'now' || step.state === 'held' ? 'step' : undefined}>
          <Pill tone={TONES[step.state]}>{t(step.state)}</Pill>
          <span>
            {step.title}
            {step.note && <small>{step.note}</small>}
          </span>
        </li>
      ))}
    </ol>
  );
}
