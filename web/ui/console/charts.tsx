import { useFormat } from './format.ts';

/** One point: its place on the axis in words, and its value. */
export interface ChartPoint {
  readonly label: string;
  readonly value: number;
}

/** A small picture of figures. */
export interface ChartProps {
  /** The finding in words: what somebody who does not see the picture must know. */
  readonly finding: string;
  readonly points: readonly ChartPoint[];
  readonly unit: string;
  /** A limit to compare with, drawn dashed. */
  readonly limit?: { readonly value: number; readonly label: string };
}

const WIDTH = 380;
const HEIGHT = 160;
const PAD = { left: 8, right: 72, top: 18, bottom: 24 };

/** A line over time: the last point carries its value, the limit is dashed. */
export function LineChart({ finding, points, unit, limit }: ChartProps) {
  const format = useFormat();
  const scale = scaleOf(points, limit?.value);
  const x = (index: number) => PAD.left + (index / Math.max(1, points.length - 1)) * (WIDTH - PAD.left - PAD.right);
  const last = points.at(-1);
  return (
    <svg className="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={finding}>
      <line className="ax" x1={PAD.left} x2={WIDTH - PAD.right} y1={HEIGHT - PAD.bottom} y2={HEIGHT - PAD.bottom} />
      {limit && <Limit y={scale(limit.value)} label={limit.label} />}
      <polyline className="curve" points={points.map(({ value }, index) => `${x(index)},${scale(value)}`).join(' ')} />
      {last && <circle className="dot" cx={x(points.length - 1)} cy={scale(last.value)} r="4" />}
      {last && (
        <text className="strong" x={x(points.length - 1) + 8} y={scale(last.value) + 4}>
          {format.number(last.value)} {unit}
        </text>
      )}
      <AxisEnds points={points} />
    </svg>
  );
}

/** Bars side by side, beginning at zero; the highest carries its value. */
export function BarChart({ finding, points, unit, limit }: ChartProps) {
  const format = useFormat();
  const scale = scaleOf([...points, { label: '', value: 0 }], limit?.value);
  const step = (WIDTH - PAD.left - PAD.right) / Math.max(1, points.length);
  const base = scale(0);
  const highest = Math.max(...points.map(({ value }) => value));
  return (
    <svg className="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={finding}>
      {points.map(({ label, value }, index) => (
        <g key={label}>
          <rect
            className={limit && value > limit.value ? 'bar over' : 'bar'}
            x={PAD.left + index * step + step * 0.14}
            width={step * 0.72}
            y={Math.min(base, scale(value))}
            height={Math.abs(base - scale(value))}
          />
          {value === highest && (
            <text className="strong" textAnchor="middle" x={PAD.left + (index + 0.5) * step} y={scale(value) - 6}>
              {format.number(value)} {unit}
            </text>
          )}
        </g>
      ))}
      <line className="ax" x1={PAD.left} x2={WIDTH - PAD.right} y1={base} y2={base} />
      {limit && <Limit y={scale(limit.value)} label={limit.label} />}
      <AxisEnds points={points} />
    </svg>
  );
}

function Limit({ y, label }: { readonly y: number; readonly label: string }) {
  return (
    <>
      <line className="limit" x1={PAD.left} x2={WIDTH - PAD.right} y1={y} y2={y} />
      <text className="limit-word" x={WIDTH - PAD.right + 8} y={y + 4}>
        {label}
      </text>
    </>
  );
}

/** Names the first and the last point; what lies between follows. */
function AxisEnds({ points }: { readonly points: readonly ChartPoint[] }) {
  return (
    <>
      <text x={PAD.left} y={HEIGHT - 6}>
        {points[0]?.label}
      </text>
      <text x={WIDTH - PAD.right} y={HEIGHT - 6} textAnchor="end">
        {points.at(-1)?.label}
      </text>
    </>
  );
}

function scaleOf(points: readonly ChartPoint[], limit: number | undefined): (value: number) => number {
  const values = [...points.map(({ value }) => value), ...(limit === undefined ? [] : [limit])];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const reach = high - low || 1;
  return (value) => PAD.top + (1 - (value - low) / reach) * (HEIGHT - PAD.top - PAD.bottom);
}
