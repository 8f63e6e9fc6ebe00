import { type ReactNode, useCallback } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useFormat } from '../format.ts';
import { Help } from '../help.tsx';
import { useLanguage, useTexts } from '../language.ts';
import { Pill, type Tone } from '../pill.tsx';
import { useTick } from '../tick.ts';
import { ClockBar } from './clock-bar.tsx';
import { type ClockFacts, type ClockMood, readClock } from './reading.ts';
import { spanOf } from './span.ts';

const texts = defineTexts({
  met: { en: 'met', zh: '已达标' },
  missed: { en: 'missed', zh: '已超期' },
  paused: { en: 'paused', zh: '已暂停' },
  late: { en: 'late', zh: '已逾期' },
  soon: { en: 'due soon', zh: '即将到期' },
  running: { en: 'running', zh: '计时中' },
  left: { en: 'left of {allowed}', zh: '剩余（限时 {allowed}）' },
  over: { en: 'over, allowed {allowed}', zh: '超时（限时 {allowed}）' },
  used: { en: 'of {allowed}', zh: '（限时 {allowed}）' },
  due: { en: 'Due {at}', zh: '{at} 到期' },
  wasDue: { en: 'Was due {at}', zh: '应于 {at} 前完成' },
  stopped: { en: 'Done {at}', zh: '{at} 完成' },
  open: { en: 'Due time open while paused', zh: '暂停期间到期时间待定' },
  closed: { en: 'Not counting now', zh: '当前不计时' },
  how: { en: 'How {title} is counted', zh: '{title}如何计时' },
  pauses: { en: 'Pauses, not counted', zh: '暂停（不计时）' },
  until: { en: '{from} to {to}', zh: '{from} 至 {to}' },
  since: { en: 'since {from}', zh: '自 {from} 起' },
  ladder: { en: 'Who is told', zh: '逐级提醒' },
  told: { en: 'told {at}', zh: '已于 {at} 提醒' },
  notYet: { en: 'not yet', zh: '尚未' },
});

const TONES: Readonly<Record<ClockMood, Tone>> = {
  met: 'good',
  missed: 'danger',
  paused: 'paused',
  late: 'danger',
  soon: 'soon',
  running: 'working',
};

/** A deadline: what is left, a bar with the steps of the ladder, the due time, and how it is counted. */
export function Clock({ clock, acts }: { readonly clock: ClockFacts; readonly acts?: ReactNode }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const now = useTick(useCallback((at: number) => momentShown(clock, at), [clock]));
  const { mood, used, leftSeconds, activeSeconds } = readClock(clock, now);
  const span = (seconds: number, running = false) => spanOf(seconds, language, { daySeconds: clock.daySeconds, running });
  const allowed = span(clock.allowedSeconds);
  const done = clock.state === 'stopped';
  return (
    <fieldset className={`clock ${mood}`} aria-label={clock.title}>
      <div className="nm">
        <span>
          {clock.title}
          <ClockHelp clock={clock} />
        </span>
        <Pill tone={TONES[mood]}>{mood === 'paused' ? (pauseWords(clock) ?? t('paused')) : t(mood)}</Pill>
      </div>
      <p className="left">
        {span(done ? activeSeconds : leftSeconds, clock.state === 'running')}{' '}
        <small>{t(done ? 'used' : leftSeconds < 0 ? 'over' : 'left', { allowed })}</small>
      </p>
      <ClockBar used={used} mood={mood} ladder={clock.ladder ?? []} />
      <DueLine clock={clock} />
      {acts}
    </fieldset>
  );
}

interface ClocksProps {
  readonly title: string;
  readonly clocks: readonly (ClockFacts & { readonly key: string })[];
  /** What can be done with a clock, by its key. */
  readonly acts?: (key: string) => ReactNode;
}

/** Deadlines side by side. */
export function Clocks({ title, clocks, acts }: ClocksProps) {
  return (
    <section className="clocks" aria-label={title}>
      {clocks.map(({ key, ...clock }) => (
        <Clock key={key} clock={clock} acts={acts?.(key)} />
      ))}
    </section>
  );
}

/** A deadline in a few letters, for lists and boards: `18 min late`. */
export function ClockChip({ clock, bar = false }: { readonly clock: ClockFacts; readonly bar?: boolean }) {
  const t = useTexts(chipTexts);
  const language = useLanguage();
  const format = useFormat();
  const now = useTick(useCallback((at: number) => momentShown(clock, at), [clock]));
  const { mood, leftSeconds, used } = readClock(clock, now);
  const span = spanOf(leftSeconds, language, { daySeconds: clock.daySeconds, running: clock.state === 'running' });
  const words = {
    met: t('met'),
    missed: t('missed', { span }),
    late: t('late', { span }),
    soon: t('left', { span }),
    running: t('left', { span }),
  };
  return (
    <span className={`clock-chip ${mood}`} title={clock.dueAt ? `${clock.title}: ${format.instant(new Date(clock.dueAt))}` : clock.title}>
      {mood === 'paused' ? [t('paused'), pauseWords(clock)].filter(Boolean).join(' · ') : words[mood]}
      {bar && <ClockBar small used={used} mood={mood} ladder={[]} />}
    </span>
  );
}

const chipTexts = defineTexts({
  met: { en: 'met', zh: '已达标' },
  missed: { en: 'missed by {span}', zh: '超期 {span}' },
  paused: { en: 'paused', zh: '已暂停' },
  late: { en: '{span} late', zh: '逾期 {span}' },
  left: { en: '{span} left', zh: '剩 {span}' },
});

function DueLine({ clock }: { readonly clock: ClockFacts }) {
  const t = useTexts(texts);
  const format = useFormat();
  const { state, dueAt, stoppedAt, counting = true } = clock;
  if (state === 'stopped') return stoppedAt ? <p className="due">{t('stopped', { at: format.moment(new Date(stoppedAt)) })}</p> : null;
  if (!dueAt) return <p className="due">{t('open')}</p>;
  const at = format.moment(new Date(dueAt));
  const words = t(new Date(dueAt).getTime() < clock.readAt ? 'wasDue' : 'due', { at });
  return (
    <p className="due">
      {words}
      {state === 'running' && !counting && ` · ${t('closed')}`}
    </p>
  );
}

function ClockHelp({ clock }: { readonly clock: ClockFacts }) {
  const t = useTexts(texts);
  const format = useFormat();
  const moment = (at: string) => format.moment(new Date(at));
  const { calendar, basis, pauses = [], ladder = [] } = clock;
  if (!calendar && !basis && pauses.length === 0 && ladder.length === 0) return null;
  return (
    <Help title={t('how', { title: clock.title })}>
      {calendar && <p>{calendar}</p>}
      {basis && <p>{basis}</p>}
      {pauses.length > 0 && <p className="b">{t('pauses')}</p>}
      <ul>
        {pauses.map(({ from, to, code, reason }) => (
          <li key={from}>
            <code>{code}</code> {reason}, {to ? t('until', { from: moment(from), to: moment(to) }) : t('since', { from: moment(from) })}
          </li>
        ))}
      </ul>
      {ladder.length > 0 && <p className="b">{t('ladder')}</p>}
      <ul>
        {ladder.map(({ fraction, title, toldAt }) => (
          <li key={fraction}>
            {format.percent(fraction)} {title} · {toldAt ? t('told', { at: moment(toldAt) }) : t('notYet')}
          </li>
        ))}
      </ul>
    </Help>
  );
}

function pauseWords({ pauses = [] }: ClockFacts): string | null {
  return pauses.find(({ to }) => to === null)?.reason ?? null;
}

const TEN_MINUTES = 600;

/** Seconds matter below ten minutes; before that a clock is drawn once a minute, and one that stands still only once. */
function momentShown(clock: ClockFacts, now: number): number {
  if (clock.state !== 'running' || clock.counting === false) return clock.readAt;
  const { leftSeconds } = readClock(clock, now);
  return Math.abs(leftSeconds) < TEN_MINUTES ? now : now - (now % 60_000);
}
