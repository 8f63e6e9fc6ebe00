import { useFormats, useWords } from './frame.tsx';

const WIDTH = 160;
const HEIGHT = 36;
const EDGE = 6;

interface SparklineProps {
  readonly title: string;
  /** Oldest first; at least two. */
  readonly values: readonly number[];
  readonly limit?: number | undefined;
  /** Strikes the last value out: nothing has come in since. */
  readonly struck?: boolean;
}

/** A small curve that ends in its latest value, with a sentence for those who cannot see it. */
export function Sparkline({ title, values, limit, struck = false }: SparklineProps) {
  const say = useWords();
  const { number } = useFormats();
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = scale(limit === undefined ? [low, high] : [Math.min(low, limit), Math.max(high, limit)]);
  const points = values.map((value, index) => [round(EDGE + (index * (WIDTH - 2 * EDGE)) / (values.length - 1)), y(value)] as const);
  const [endX, endY] = points.at(-1) ?? [0, 0];
  const label = say('curve', {
    title,
    first: number(values[0] ?? 0),
    last: number(values.at(-1) ?? 0),
    low: number(low),
    high: number(high),
  });
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="xMinYMid" role="img" aria-label={label}>
      <path d={`M${EDGE} ${HEIGHT - 1}H${WIDTH - EDGE}`} stroke="var(--line-strong)" />
      {limit !== undefined && <path d={`M${EDGE} ${y(limit)}H${WIDTH - EDGE}`} stroke="var(--amber)" strokeDasharray="4 3" />}
      <polyline
        points={points.map((point) => point.join()).join(' ')}
        fill="none"
        stroke="var(--river)"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      {struck ? (
        <path d={`M${endX - 4} ${endY - 4}l8 8M${endX + 4} ${endY - 4}l-8 8`} stroke="var(--amber)" strokeWidth="2" />
      ) : (
        <circle cx={endX} cy={endY} r="4" fill="var(--river)" />
      )}
    </svg>
  );
}

function scale([low, high]: readonly [number, number]): (value: number) => number {
  const span = high - low || 1;
  return (value) => round(HEIGHT - EDGE - ((value - low) / span) * (HEIGHT - 2 * EDGE));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
