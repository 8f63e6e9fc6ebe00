import type { ReactNode } from 'react';

import { Icon } from './icon.tsx';

/** ok: done or passed; att: needs attention; no: refused, overdue, failed; run: under way; neutral: none of these. */
export type Tone = 'ok' | 'att' | 'no' | 'run' | 'neutral';

/** A status: icon and word, never colour alone. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`st ${tone}`}>
      <Icon name={tone} />
      <span>{children}</span>
    </span>
  );
}

/** One thing to know. `act` (amber) asks for something; `calm` (river) explains. */
export function Note({ tone = 'calm', title, children }: { tone?: 'act' | 'calm'; title?: string; children: ReactNode }) {
  return (
    <div className={`note stack-s ${tone}`}>
      {title && <p className="strong">{title}</p>}
      {children}
    </div>
  );
}

/** A list that is still empty: one sentence that says what would be here, and the next step. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: { text: string; href: string } }) {
  return (
    <div className="empty stack-s">
      <svg viewBox="0 0 104 60" fill="none" aria-hidden="true">
        <path d="M0 46C24 40 32 12 52 12s28 28 52 34M26 46a26 22 0 0 1 52 0" stroke="var(--line-strong)" strokeWidth="2" />
        <path d="M0 52h104M34 57h36" stroke="var(--line-strong)" strokeWidth="1.5" />
      </svg>
      <p className="serif big">{title}</p>
      {children && <p className="dim measure">{children}</p>}
      {action && (
        <p>
          <a href={action.href}>{action.text}</a>
        </p>
      )}
    </div>
  );
}
