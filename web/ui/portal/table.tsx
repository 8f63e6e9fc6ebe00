import type { ReactNode } from 'react';

import { useWords } from './frame.tsx';

export interface Column<Row> {
  readonly key: string;
  readonly title: ReactNode;
  /** Shorter or plain words for the label beside a value on the phone; the title unless said. */
  readonly label?: string;
  cell(row: Row): ReactNode;
  /** Right-aligned figures. */
  readonly numeric?: boolean;
  readonly mono?: boolean;
  readonly noWrap?: boolean;
  /** Sorting links in the heading say their direction here. */
  readonly sort?: 'ascending' | 'descending';
}

export interface ResponsiveTableProps<Row> {
  readonly caption: string;
  readonly captionShown?: boolean;
  /** The first column heads its row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  rowKey(row: Row): string;
  /** The row that decided something: tinted, with a bar and these hidden words. */
  hit?(row: Row): string | null;
  /** `cards`: rows become cards on a phone. `scroll`: the table scrolls sideways in a focusable region. */
  readonly narrow?: 'cards' | 'scroll';
}

/** A real table on every screen, for readers and for screen readers. */
export function ResponsiveTable<Row>(props: ResponsiveTableProps<Row>) {
  const say = useWords();
  const { caption, captionShown = false, columns, rows, narrow = 'cards' } = props;
  const table = (
    <table className={narrow === 'scroll' ? widthOf(columns.length) : narrow}>
      <caption className={captionShown ? undefined : 'vh'}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={column.numeric ? 'num' : undefined} aria-sort={column.sort}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={props.rowKey(row)} row={row} columns={columns} hit={props.hit?.(row) ?? null} />
        ))}
      </tbody>
    </table>
  );
  if (narrow === 'cards') return <div className="scroll">{table}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="scroll" tabIndex={0} aria-label={say('scrollable', { caption })}>
      {table}
    </section>
  );
}

function TableRow<Row>({ row, columns, hit }: { row: Row; columns: readonly Column<Row>[]; hit: string | null }) {
  const [head, ...rest] = columns;
  return (
    <tr className={hit ? 'hit' : undefined}>
      {head && (
        <th scope="row" className={classOf(head)}>
          <span>
            {head.cell(row)}
            {hit && <span className="vh"> {hit}</span>}
          </span>
        </th>
      )}
      {rest.map((column) => (
        <td
          key={column.key}
          className={classOf(column)}
          data-l={column.label ?? (typeof column.title === 'string' ? column.title : column.key)}
        >
          <span>{column.cell(row)}</span>
        </td>
      ))}
    </tr>
  );
}

/** A table that scrolls keeps its columns readable. */
function widthOf(columns: number): string {
  if (columns > 7) return 'scroll vast';
  return columns > 4 ? 'scroll broad' : 'scroll';
}

function classOf<Row>({ numeric, mono, noWrap }: Column<Row>): string | undefined {
  const classes = [numeric && 'num', mono && 'mono', noWrap && 'nw'].filter(Boolean);
  return classes.length > 0 ? classes.join(' ') : undefined;
}
