import { useMemo } from 'react';

import type { Problem } from '../api.ts';
import { useApi } from '../use-api.ts';
import type { TableState } from './table-state.ts';
import type { Column, DataTableProps } from './types.ts';

/** The rows to draw, wherever they come from. */
export interface Rows<Row> {
  readonly rows: readonly Row[] | undefined;
  /** Cursor of the next page, or null at the end. */
  readonly next: string | null;
  readonly problem: Problem | null;
  readonly busy: boolean;
  readonly at: number;
  readonly refresh: () => void;
}

interface Listing<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
}

const PAGE_SIZE = 50;

/** Rows of a list: a page from the server, or local rows filtered and ordered here. */
export function useRows<Row>(
  { source, query, topics = [], rows, columns, matches, pageSize = PAGE_SIZE }: DataTableProps<Row>,
  state: TableState,
): Rows<Row> {
  const reading = useApi<Listing<Row>>(source ?? null, {
    query: { ...query, ...state.filters, sort: state.sort, cursor: state.cursor, limit: pageSize },
    topics,
  });
  const { filters, sort } = state;
  const local = useMemo(() => {
    const passing = rows?.filter((row) => matches?.(row, filters) ?? true);
    return passing && inOrder(passing, columns, sort);
  }, [rows, matches, filters, columns, sort]);
  return {
    rows: local ?? reading.data?.items,
    next: local ? null : (reading.data?.next ?? null),
    problem: reading.problem,
    busy: reading.busy,
    at: reading.at,
    refresh: reading.refresh,
  };
}

function inOrder<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: string): readonly Row[] {
  const value = columns.find(({ key }) => key === sort.replace(/^-/, ''))?.sortValue;
  if (!value) return rows;
  const sign = sort.startsWith('-') ? -1 : 1;
  return [...rows].sort((left, right) => sign * compare(value(left), value(right)));
}

/** Unknown values come last, in either order of the rest they stay together. */
function compare(left: string | number | null, right: string | number | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right), 'zh-CN');
}
