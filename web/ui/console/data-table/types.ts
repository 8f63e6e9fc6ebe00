import type { ReactNode } from 'react';

import type { Bilingual } from '#kernel';
import type { Query } from '../api.ts';

/** One column of a list. */
export interface Column<Row> {
  readonly key: string;
  readonly title: Bilingual;
  readonly cell: (row: Row) => ReactNode;
  /** True when the server (or `sortValue`) can order by this column; the address then holds `sort=key` or `sort=-key`. */
  readonly sortable?: boolean;
  /** What local rows are ordered by. */
  readonly sortValue?: (row: Row) => string | number | null;
  /** Figures stand at the end of their cell. */
  readonly align?: 'end';
  /** The first column names the row and is always shown; others may start hidden. */
  readonly hidden?: boolean;
}

/** One filter of a list; its value is held in the address under `key`. */
export type FilterSpec = {
  readonly key: string;
  readonly title: Bilingual;
} & (
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly title: Bilingual }[] }
  | { readonly kind: 'text' | 'day' }
);

/** Something that can be done with the chosen rows. */
export interface BulkAct<Row> {
  readonly title: Bilingual;
  /** The single key that does it while rows are chosen. */
  readonly shortcut?: string;
  readonly run: (rows: readonly Row[]) => unknown;
  /** Why it cannot be done with these rows; null when it can. */
  readonly refusal?: (rows: readonly Row[]) => string | null;
}

/** A list: where its rows come from, how they look, what can be done. */
export interface DataTableProps<Row> {
  /** Names the list for screen readers and keeps its columns; unique in the console. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Path of a list that answers `{ items, next }`; filters, `sort`, `limit` and `cursor` go into its query. */
  readonly source?: string;
  /** Fixed parts of the query. */
  readonly query?: Query;
  readonly topics?: readonly string[];
  /** All rows, when they are already here. */
  readonly rows?: readonly Row[];
  readonly filters?: readonly FilterSpec[];
  /** Whether a local row passes the filters; the server does it for `source`. */
  readonly matches?: (row: Row, filters: Readonly<Record<string, string>>) => boolean;
  /** Where Enter on a row leads, below `/console`. */
  readonly rowHref?: (row: Row) => string;
  readonly bulk?: readonly BulkAct<Row>[];
  /** Address of the same list as CSV; the filters are added. */
  readonly csv?: string;
  /** What stands there when the list has never had a row. */
  readonly empty: { readonly title: string; readonly text?: string; readonly act?: ReactNode };
  /** Stands before the names in the address, when a screen has more than one list, such as `versions.`. */
  readonly urlPrefix?: string;
  /** Rows keep their place while others change the list live; what came or went waits behind a button. */
  readonly steady?: boolean;
  /** Rows a page; 50 unless said. */
  readonly pageSize?: number;
}
