import { useCallback } from 'react';

import { spanOf, useLanguage, useTexts, useTick } from '#ui';

import { caseTexts } from '../cases/texts.ts';
import { type Shown, urgencyOf, usedShare } from './shown.ts';
import { boardTexts } from './texts.ts';

interface TimeLeftProps {
  readonly of: Shown;
  readonly soonMinutes: number;
  /** The moment shown, when it is not now: milliseconds since 1970. */
  readonly at?: number | undefined;
}

/** What is left of a case's time, in words: the words change by themselves. */
export function useTimeLeft({ of, soonMinutes, at }: TimeLeftProps): { readonly words: string; readonly mood: string } {
  const t = useTexts(boardTexts);
  const c = useTexts(caseTexts);
  const language = useLanguage();
  const said = useTick(
    useCallback(
      (now: number) => {
        const moment = at ?? now;
        const urgency = urgencyOf(of, moment, soonMinutes);
        if (urgency === 'paused') return `paused|${c('paused')}`;
        if (of.dueAt === null) return `none|${c('noDeadline')}`;
        const seconds = (Date.parse(of.dueAt) - moment) / 1000;
        const span = spanOf(Math.abs(seconds), language);
        return `${urgency}|${seconds < 0 ? t('late', { span }) : t('left', { span })}`;
      },
      [of, soonMinutes, at, language, t, c],
    ),
  );
  const [mood = '', words = ''] = said.split('|');
  return { words, mood };
}

/** The same, with its colour. */
export function TimeLeft(props: TimeLeftProps) {
  const { words, mood } = useTimeLeft(props);
  return <span className={`rem ${mood}`}>{words}</span>;
}

/** How much of the time between opening and deadline has passed. Words beside it say the same. */
export function UsedBar({ of, soonMinutes, at }: TimeLeftProps) {
  const said = useTick(
    useCallback(
      (now: number) => `${urgencyOf(of, at ?? now, soonMinutes)} ${Math.round(usedShare(of, at ?? now) * 50) * 2}`,
      [of, soonMinutes, at],
    ),
  );
  const [mood = '', percent = '0'] = said.split(' ');
  return (
    <span className={`mini ${mood}`} aria-hidden>
      <i style={{ width: `${percent}%` }} />
    </span>
  );
}
