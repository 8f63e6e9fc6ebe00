import { useEffect, useRef, useState } from 'react';

import { useFormat, useTexts, useTick } from '#ui';

import { type ActView, type Shown, urgencyOf } from './shown.ts';
import { boardTexts } from './texts.ts';

const HOUR_MS = 3_600_000;
const BEHIND_MS = 2 * HOUR_MS;
const AHEAD_MS = 8 * HOUR_MS;
const BIN_MS = 5 * 60_000;
const HEIGHT = 68;
const BASE = 48;
const EDGE = 12;
const STEP = 9;
/** Deadlines that fall on the same spot stand on each other, up to so many. */
const MOST_STACKED = 4;

interface TimelineProps {
  readonly cases: readonly Shown[];
  readonly acts: readonly ActView[];
  readonly soonMinutes: number;
  readonly selected: string | null;
  readonly onSelect: (code: string) => void;
}

/** Around now: what was done in the last hours, and what falls due in the next. The list says the same in words. */
export function Timeline({ cases, acts, soonMinutes, selected, onSelect }: TimelineProps) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const now = useTick(toMinute);
  const [box, width] = useWidth();
  const [from, until] = [now - BEHIND_MS, now + AHEAD_MS];
  const x = (at: number) => EDGE + ((at - from) / (until - from)) * (width - 2 * EDGE);
  const hours = hoursBetween(from, until);
  const bins = Map.groupBy(
    acts.filter(({ at }) => Date.parse(at) >= from),
    ({ at }) => Math.floor(Date.parse(at) / BIN_MS) * BIN_MS,
  );
  const busiest = Math.max(1, ...[...bins.values()].map(({ length }) => length));
  return (
    <section className="board-time" aria-label={t('deadlinesTitle')} ref={box}>
      <svg width={width} height={HEIGHT} aria-hidden>
        <path className="base" d={`M0 ${BASE}H${width}`} />
        {hours.map((at) => (
          <g key={at} transform={`translate(${x(at)} 0)`}>
            <path className="hour" d={`M0 ${BASE - 4}V${BASE + 4}`} />
            <text y={HEIGHT - 4} textAnchor="middle">
              {format.time(new Date(at))}
            </text>
          </g>
        ))}
        {[...bins].map(([at, some]) => (
          <rect key={at} className="acts" x={x(at)} width={Math.max(2, x(at + BIN_MS) - x(at) - 1)} {...columnOf(some.length / busiest)}>
            <title>{t('actsAt', { at: format.time(new Date(at)), count: some.length })}</title>
          </rect>
        ))}
        {stacked(cases, from, until, x).map(({ of, at, level }) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: a pointer's short cut; the list has the same cases for keys
          <circle
            key={of.code}
            className={`due ${urgencyOf(of, now, soonMinutes)} ${selected === of.code ? 'chosen' : ''}`}
            cx={x(at)}
            cy={BASE - 9 - level * STEP}
            r={selected === of.code ? 6 : 4}
            onClick={() => onSelect(of.code)}
          >
            <title>{t('dueAt', { at: format.moment(new Date(at)), title: of.title })}</title>
          </circle>
        ))}
        <g className="now" transform={`translate(${x(now)} 0)`}>
          <path d={`M0 2V${BASE + 6}`} />
          <text x={5} y={11}>
            {t('now')}
          </text>
        </g>
      </svg>
    </section>
  );
}

/** Where deadlines stand: those that would lie on each other are raised. */
function stacked(cases: readonly Shown[], from: number, until: number, x: (at: number) => number) {
  const taken = new Map<number, number>();
  return cases.flatMap((of) => {
    const at = of.dueAt === null || of.paused ? Number.NaN : Date.parse(of.dueAt);
    if (!(at >= from && at <= until)) return [];
    const spot = Math.round(x(at) / STEP);
    const level = taken.get(spot) ?? 0;
    taken.set(spot, level + 1);
    return level < MOST_STACKED ? [{ of, at, level }] : [];
  });
}

const columnOf = (share: number) => ({ y: BASE - share * 26, height: share * 26 });

function hoursBetween(from: number, until: number): number[] {
  const first = Math.ceil(from / HOUR_MS) * HOUR_MS;
  return Array.from({ length: Math.floor((until - first) / HOUR_MS) + 1 }, (_, at) => first + at * HOUR_MS);
}

const toMinute = (now: number) => Math.floor(now / 60_000) * 60_000;

/** The width of an element as it is drawn. */
export function useWidth() {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(800);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(200, Math.floor(entry.contentRect.width))));
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return [box, width] as const;
}
