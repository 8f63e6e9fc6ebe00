import { useLocation, useSearchParams } from 'react-router';

import type { FilterSpec } from './types.ts';

/** The state of a list, all of it in the address: whoever gets the link sees the same rows. */
export interface TableState {
  readonly filters: Readonly<Record<string, string>>;
  /** `key` or `-key`, or empty for the list's own order. */
  readonly sort: string;
  readonly cursor: string;
  /** False on the first page. */
  readonly hasBefore: boolean;
  readonly setFilter: (key: string, value: string) => void;
  readonly clearFilters: () => void;
  /** Ascending, descending, then the list's own order again. */
  readonly toggleSort: (key: string) => void;
  readonly goNext: (cursor: string) => void;
  readonly goBefore: () => void;
}

/** Cursors of the pages before this one; kept beside the address, for cursors only lead forward. */
interface Trail {
  readonly trail?: readonly string[];
}

/** Reads and changes the state of a list. Any change but paging starts at the first page again. `prefix` keeps two lists on one screen apart. */
export function useTableState(specs: readonly FilterSpec[], prefix = ''): TableState {
  const [search, setSearch] = useSearchParams();
  const location = useLocation();
  const trail = (location.state as Trail | null)?.trail ?? [];
  const held = (key: string) => search.get(prefix + key) ?? '';
  const cursor = held('cursor');
  const sort = held('sort');
  const filters = Object.fromEntries(specs.map(({ key }) => [key, held(key)]).filter(([, value]) => value !== ''));

  const change = (changes: Readonly<Record<string, string>>, state?: Trail) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries({ cursor: '', ...changes }))
      value === '' ? next.delete(prefix + key) : next.set(prefix + key, value);
    setSearch(next, { state, replace: state === undefined });
  };
  return {
    filters,
    sort,
    cursor,
    hasBefore: cursor !== '',
    setFilter: (key, value) => change({ [key]: value }),
    clearFilters: () => change(Object.fromEntries(specs.map(({ key }) => [key, '']))),
    toggleSort: (key) => change({ sort: sort === key ? `-${key}` : sort === `-${key}` ? '' : key }),
    goNext: (next) => change({ cursor: next }, { trail: [...trail, cursor] }),
    goBefore: () => change({ cursor: trail.at(-1) ?? '' }, { trail: trail.slice(0, -1) }),
  };
}
