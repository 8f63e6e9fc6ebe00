import type { Series, ServerChartProps } from './chart.tsx';
import { apart, px, spread, ticks } from './scale.ts';

/** Line styles by place: solid, dotted, dashed; never colour alone. */
const STYLES = [
  { stroke: 'var(--river)', strokeWidth: 3, className: 'r' },
  { stroke: 'var(--ink-2)', strokeWidth: 2.5, strokeDasharray: '1 5', className: 't' },
  { stroke: 'var(--leaf)', strokeWidth: 2.5, strokeDasharray: '9 5', className: 'l' },
] as const;
const LIMIT = { stroke: 'var(--amber)', strokeWidth: 1.5, strokeDasharray: '6 4', className: 'a' } as const;

const SIZES = {
  wide: { width: 760, height: 330, left: 52, right: 168, top: 34, bottom: 34, labels: 6 },
  slim: { width: 350, height: 270, left: 44, right: 10, top: 34, bottom: 34, labels: 3 },
} as const;

const LINE_HEIGHT = 18;

interface LineDrawingProps extends Pick<ServerChartProps, 'finding' | 'unit' | 'labels' | 'series'> {
  readonly limit: ServerChartProps['limit'];
  readonly size: keyof typeof SIZES;
  write(value: number): string;
}

/** The picture of a line chart, once for wide screens with words at the lines, once for slim ones. */
export function LineDrawing(props: LineDrawingProps) {
  const { finding, unit, labels, series, limit, size, write } = props;
  const box = SIZES[size];
  const all = [...series.flatMap(({ values }) => values), limit?.value].filter((value) => typeof value === 'number');
  const marks = ticks(all);
  const { x, y } = scales(box, labels.length, marks);
  const [right, base] = [box.width - box.right, box.height - box.bottom];
  return (
    <svg className={`pic ${size}`} viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={finding}>
      <text x="0" y="14">
        {unit}
      </text>
      {marks.map((mark) => (
        <g key={mark}>
          <path className={mark === 0 ? 'ax' : 'gr'} d={`M${box.left} ${y(mark)}H${right}`} />
          <text x={box.left - 8} y={y(mark) + 5} textAnchor="end">
            {write(mark)}
          </text>
        </g>
      ))}
      {spread(labels.length, box.labels).map((index) => (
        <text key={labels[index]} x={x(index)} y={base + 24} textAnchor={anchorOf(index, labels.length)}>
          {labels[index]}
        </text>
      ))}
      {limit && <path d={`M${box.left} ${y(limit.value)}H${right}`} {...LIMIT} className="ln" />}
      {series.map(({ name, values }, index) => (
        <g key={name} strokeLinejoin="round" strokeLinecap="round">
          <path d={pathOf(values, x, y)} {...strokeOf(index)} className="ln" />
          <End values={values} index={index} x={x} y={y} />
        </g>
      ))}
      {size === 'wide' && <EndLabels {...props} x={right + 14} y={y} floor={base} />}
    </svg>
  );
}

/** A short piece of a series' line, for keys. */
export function LineSample({ index }: { index: number | 'limit' }) {
  const stroke = index === 'limit' ? LIMIT : strokeOf(index);
  return (
    <svg viewBox="0 0 32 12" className="sample" aria-hidden="true">
      <path d="M2 6h28" strokeLinecap="round" {...stroke} className="ln" />
    </svg>
  );
}

function EndLabels({ series, limit, write, x, y, floor }: LineDrawingProps & { x: number; y(value: number): number; floor: number }) {
  const lines = series.map(({ name, values }, index) => ({ name, value: lastOf(values), className: strokeOf(index).className as string }));
  if (limit) lines.push({ name: limit.name, value: limit.value, className: LIMIT.className });
  const heights = apart(
    lines.map(({ value }) => y(value) + 5),
    LINE_HEIGHT,
    floor,
  );
  return lines.map(({ name, value, className }, index) => (
    <text key={name} className={className} x={x} y={heights[index]}>
      {name}: {write(value)}
    </text>
  ));
}

function End({ values, index, x, y }: { values: Series['values']; index: number; x(at: number): number; y(value: number): number }) {
  const at = values.findLastIndex((value) => value !== null);
  if (at < 0) return null;
  const { stroke } = strokeOf(index);
  return (
    <circle
      cx={x(at)}
      cy={y(lastOf(values))}
      r={index === 0 ? 5 : 4}
      fill={index === 0 ? stroke : 'var(--surface)'}
      stroke={stroke}
      strokeWidth="2"
    />
  );
}

function scales(box: (typeof SIZES)['wide' | 'slim'], count: number, marks: readonly number[]) {
  const [low, high] = [marks[0] ?? 0, marks.at(-1) ?? 1];
  const [width, height] = [box.width - box.left - box.right, box.height - box.top - box.bottom];
  return {
    x: (index: number) => px(box.left + (count > 1 ? (index * width) / (count - 1) : width / 2)),
    y: (value: number) => px(box.top + height - ((value - low) / (high - low || 1)) * height),
  };
}

/** A gap lifts the pen. */
function pathOf(values: Series['values'], x: (at: number) => number, y: (value: number) => number): string {
  return values
    .map((value, index) => (value === null ? '' : `${typeof values[index - 1] === 'number' ? 'L' : 'M'}${x(index)} ${y(value)}`))
    .join('');
}

function anchorOf(index: number, count: number): 'start' | 'middle' | 'end' {
  if (index === 0) return 'start';
  return index === count - 1 ? 'end' : 'middle';
}

function strokeOf(index: number): (typeof STYLES)[number] {
  return STYLES[index % STYLES.length] ?? STYLES[0];
}

function lastOf(values: Series['values']): number {
  return values.findLast((value) => value !== null) ?? 0;
}
