import { useEffect, useRef, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import type { ClockMood } from '../clock/reading.ts';
import { useFormat } from '../format.ts';
import { useTexts } from '../language.ts';
import { useTick } from '../tick.ts';

const texts = defineTexts({
  now: { en: 'now', zh: '现在' },
  lane: { en: '{title}: {from} to {to}', zh: '{title}：{from} 至 {to}' },
  running: { en: 'now, still running', zh: '现在，仍在计时' },
  due: { en: 'due {at}', zh: '{at} 到期' },
  paused: { en: { one: 'paused {count} time', other: 'paused {count} times' }, zh: '暂停 {count} 次' },
});

/** One deadline on the axis. */
export interface AxisLane {
  readonly title: string;
  readonly from: string;
  /** Null while it runs. */
  readonly to: string | null;
  readonly dueAt: string | null;
  readonly mood: ClockMood;
  readonly pauses: readonly { readonly from: string; readonly to: string | null; readonly reason: string }[];
}

interface TimeAxisProps {
  readonly title: string;
  readonly lanes: readonly AxisLane[];
  /** Moments that mattered, drawn as dots. */
  readonly acts?: readonly { readonly at: string; readonly title: string }[];
}

const LANE_PX = 34;
const TOP_PX = 20;
const EDGE_PX = 8;
const MINUTE_MS = 60_000;

/** Deadlines over time, one lane each: running, paused, due. The words of every lane are read out. */
export function TimeAxis({ title, lanes, acts = [] }: TimeAxisProps) {
  const t = useTexts(texts);
  const format = useFormat();
  const now = useTick(toMinute);
  const [box, width] = useWidth();
  const [from, to] = rangeOf(lanes, acts, now);
  const x = (at: string | number) => EDGE_PX + ((new Date(at).getTime() - from) / Math.max(MINUTE_MS, to - from)) * (width - 2 * EDGE_PX);
  const height = TOP_PX + lanes.length * LANE_PX + 34;
  const words = lanes.map((lane) => laneWords(lane, t, (at) => format.moment(new Date(at))));
  return (
    <div ref={box}>
      <svg className="axis" width={width} height={height} role="img" aria-label={`${title}. ${words.join('. ')}`}>
        {lanes.map((lane, index) => (
          <Lane key={lane.title} lane={lane} y={TOP_PX + index * LANE_PX} x={x} width={width} now={now} />
        ))}
        <g transform={`translate(0 ${height - 22})`}>
          <path className="base" d={`M${EDGE_PX} 0H${width - EDGE_PX}`} />
          {acts.map(({ at, title: act }) => (
            <circle key={`${at} ${act}`} className="act" cx={x(at)} r="3.5">
              <title>{`${format.moment(new Date(at))} ${act}`}</title>
            </circle>
          ))}
          <text x={EDGE_PX} y="16">
            {format.moment(new Date(from))}
          </text>
          <text x={width - EDGE_PX} y="16" textAnchor="end">
            {format.moment(new Date(to))}
          </text>
        </g>
        {now >= from && now <= to && <NowLine x={x(now)} width={width} height={height} word={t('now')} />}
      </svg>
    </div>
  );
}

const toMinute = (at: number) => at - (at % MINUTE_MS);

interface LaneProps {
  readonly lane: AxisLane;
  readonly x: (at: string | number) => number;
  readonly y: number;
  readonly width: number;
  readonly now: number;
}

function Lane({ lane, x, y, width, now }: LaneProps) {
  const format = useFormat();
  const t = useTexts(texts);
  const { title, from, to, dueAt, mood, pauses } = lane;
  const labelAtEnd = x(from) > width / 2;
  const heldOver = (pause: AxisLane['pauses'][number]) => `M${x(pause.from)} 10H${Math.max(x(pause.from) + 2, x(pause.to ?? to ?? now))}`;
  const due = dueAt ? ` · ${t('due', { at: format.moment(new Date(dueAt)) })}` : '';
  return (
    <g transform={`translate(0 ${y})`}>
      <text x={labelAtEnd ? x(to ?? now) : x(from)} textAnchor={labelAtEnd ? 'end' : 'start'}>
        {title}
        {due}
      </text>
      <path className="lane" d={`M${x(from)} 10H${Math.max(x(to ?? now), dueAt ? x(dueAt) : 0)}`} />
      <path className={`run ${mood}`} d={`M${x(from)} 10H${Math.max(x(from) + 2, x(to ?? now))}`} />
      {pauses.map((pause) => (
        <g key={pause.from}>
          <title>{pause.reason}</title>
          <path className="hold" d={heldOver(pause)} />
          <path className="hold stripes" d={heldOver(pause)} />
        </g>
      ))}
      {dueAt && <path className="deadline" d={`M${x(dueAt)} 3v14`} />}
    </g>
  );
}

function NowLine({
  x,
  width,
  height,
  word,
}: {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly word: string;
}) {
  const atEnd = x > width - 40;
  return (
    <>
      <path className="current" d={`M${x} ${TOP_PX - 6}V${height - 22}`} />
      <text className="current-word" x={atEnd ? x - 4 : x + 4} y="10" textAnchor={atEnd ? 'end' : 'start'}>
        {word}
      </text>
    </>
  );
}

function laneWords(
  { title, from, to, dueAt, pauses }: AxisLane,
  t: ReturnType<typeof useTexts<typeof texts.table>>,
  moment: (at: string) => string,
): string {
  const span = t('lane', { title, from: moment(from), to: to ? moment(to) : t('running') });
  return [span, dueAt && t('due', { at: moment(dueAt) }), pauses.length > 0 && t('paused', { count: pauses.length })]
    .filter(Boolean)
    .join(', ');
}

/** From the first beginning to the last end, deadline or now. */
function rangeOf(lanes: readonly AxisLane[], acts: NonNullable<TimeAxisProps['acts']>, now: number): readonly [number, number] {
  const open = lanes.some(({ to }) => to === null);
  const moments = [
    ...lanes.flatMap(({ from, to, dueAt }) => [from, to, to ? null : dueAt]),
    ...acts.map(({ at }) => at),
    ...(open || lanes.length === 0 ? [now] : []),
  ].flatMap((at) => (at === null ? [] : [new Date(at).getTime()]));
  return [Math.min(...moments), Math.max(...moments)];
}

/** The width of the place where something is drawn, in pixels. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(200, Math.floor(entry?.contentRect.width ?? 0))));
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
}
