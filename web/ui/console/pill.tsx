import type { ReactNode } from 'react';

/** What a mark means: the shape and the colour both say it. */
export type Tone = 'good' | 'working' | 'paused' | 'danger' | 'todo' | 'soon';

const CLASSES = { good: 'ok', working: 'info', paused: 'warn', danger: 'stop', todo: '', soon: 'warn' } as const;

/** Marks the state of something by a word, a shape and a colour, in that order of weight. */
export function Pill({ tone = 'todo', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={`pill ${CLASSES[tone]}`}>
      <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
        {SHAPES[tone]}
      </svg>
      {children}
    </span>
  );
}

const RING = <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.8" />;

const SHAPES: Readonly<Record<Tone, ReactNode>> = {
  good: <path d="M2 6.5l3 3 5-7" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />,
  working: (
    <>
      {RING}
      <path d="M6 1.4a4.6 4.6 0 0 1 0 9.2z" fill="currentColor" />
    </>
  ),
  paused: <path d="M3.5 1.5v9M8.5 1.5v9" stroke="currentColor" strokeWidth="2.4" />,
  danger: <path d="M6 1l5.5 10H.5z" fill="currentColor" />,
  todo: RING,
  soon: (
    <>
      {RING}
      <path d="M6 3.4V6l2 1.4" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
};
