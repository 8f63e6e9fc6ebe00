import type { ReactNode } from 'react';

import { useFormats, useWords } from './frame.tsx';
import { LineDrawing, LineSample } from './line-drawing.tsx';
import { ResponsiveTable } from './table.tsx';

export interface Series {
  readonly name: string;
  /** One value a label; null leaves a gap. */
  readonly values: readonly (number | null)[];
}

export interface ServerChartProps {
  readonly kind: 'line' | 'bar';
  /** The result in a sentence: "Repairs became twice as fast in 2026". Read out instead of the picture. */
  readonly finding: string;
  /** What the values count, with the unit. */
  readonly unit: string;
  /** What the labels are: "Month", "Department". */
  readonly labelTitle: string;
  readonly labels: readonly string[];
  /** A line chart draws up to three; a bar chart one. */
  readonly series: readonly Series[];
  readonly limit?: { readonly value: number; readonly name: string };
  /** How a value is written; plain numbers unless said. */
  format?(value: number): string;
  /** Version, query and method of the picture. */
  readonly caption?: ReactNode;
}

/** A chart drawn on the server, with its numbers as a table. Axes start at zero. */
export function ServerChart(props: ServerChartProps) {
  return props.kind === 'bar' ? <BarChart {...props} /> : <LineChart {...props} />;
}

/** A bar chart is its own table: a row a label, with the bar beside its number. */
function BarChart({ finding, unit, labelTitle, labels, series, format, caption }: ServerChartProps) {
  const { number } = useFormats();
  const write = format ?? number;
  const values = series[0]?.values ?? [];
  const longest = Math.max(...values.map((value) => Math.abs(value ?? 0)), Number.MIN_VALUE);
  return (
    <figure className="chart">
      <table className="bars">
        <caption className="vh">{finding}</caption>
        <thead>
          <tr>
            <th scope="col">{labelTitle}</th>
            <th scope="col">{unit}</th>
          </tr>
        </thead>
        <tbody>
          {labels.map((label, index) => {
            const value = values[index] ?? null;
            return (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>
                  <Bar share={Math.abs(value ?? 0) / longest} below={(value ?? 0) < 0} />
                  <b>{value === null ? '–' : write(value)}</b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  );
}

function Bar({ share, below }: { share: number; below: boolean }) {
  return (
    <svg viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true" className={below ? 'below' : undefined}>
      <rect width={Math.round(share * 1000) / 10} height="18" />
    </svg>
  );
}

function LineChart(props: ServerChartProps) {
  const { finding, unit, labelTitle, labels, series, limit, format, caption } = props;
  const { number } = useFormats();
  const say = useWords();
  const write = format ?? number;
  const rows = labels.map((label, index) => ({ label, values: series.map(({ values }) => values[index] ?? null) }));
  return (
    <figure className="chart">
      <LineDrawing {...{ finding, unit, labels, series, limit, write }} size="wide" />
      <LineDrawing {...{ finding, unit, labels, series, limit, write }} size="slim" />
      <ul className="line-key slim">
        {series.map(({ name, values }, index) => (
          <li key={name}>
            <LineSample index={index} />
            {name}: {write(values.findLast((value) => value !== null) ?? 0)}
          </li>
        ))}
        {limit && (
          <li>
            <LineSample index="limit" />
            {limit.name}: {write(limit.value)}
          </li>
        )}
      </ul>
      {caption && <figcaption>{caption}</figcaption>}
      <details>
        <summary>{say('asTable')}</summary>
        <ResponsiveTable
          caption={finding}
          narrow="scroll"
          rows={rows}
          rowKey={(row) => row.label}
          columns={[
            { key: 'label', title: labelTitle, cell: (row) => row.label, noWrap: true },
            ...series.map(({ name }, index) => ({
              key: name,
              title: name,
              numeric: true,
              cell: (row: (typeof rows)[number]) => {
                const value = row.values[index] ?? null;
                return value === null ? '–' : write(value);
              },
            })),
          ]}
        />
      </details>
    </figure>
  );
}
