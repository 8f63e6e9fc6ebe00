import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';

import { defineTexts } from '#kernel/i18n';
import { useSay, useTexts } from '../language.ts';
import type { Column } from './types.ts';

const texts = defineTexts({
  all: { en: 'Choose all rows of this page', zh: '选择本页全部' },
});

/** Which rows are chosen, and how to choose. */
export interface Choosing {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (keys: readonly string[]) => void;
}

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: string;
  readonly onSort: (key: string) => void;
  readonly choose: Choosing | null;
  readonly keys: readonly string[];
}

/** The heads of the columns; a sortable one is a button. */
export function TableHead<Row>({ columns, sort, onSort, choose, keys }: TableHeadProps<Row>) {
  const t = useTexts(texts);
  const all = keys.length > 0 && keys.every((key) => choose?.chosen.has(key));
  const some = keys.some((key) => choose?.chosen.has(key));
  return (
    <thead>
      <tr>
        {choose && (
          <th className="pick" scope="col">
            <input
              type="checkbox"
              aria-label={t('all')}
              checked={all}
              ref={(box) => setMixed(box, some && !all)}
              onChange={() => choose.toggle(keys)}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sort: string;
  readonly onSort: (key: string) => void;
}) {
  const title = useSay()(column.title);
  const order = sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : null;
  const Arrow = order === 'ascending' ? IconArrowUp : order === 'descending' ? IconArrowDown : IconArrowsSort;
  const align = column.align === 'end' ? 'num' : undefined;
  if (!column.sortable && !column.sortValue) {
    return (
      <th scope="col" className={align}>
        {title}
      </th>
    );
  }
  return (
    <th scope="col" className={align} aria-sort={order ?? 'none'}>
      <button type="button" className="sort" data-on={order !== null || undefined} onClick={() => onSort(column.key)}>
        {title}
        <Arrow size={14} stroke={1.8} aria-hidden />
      </button>
    </th>
  );
}

/** The third state of a checkbox exists only as a property. */
function setMixed(box: HTMLInputElement | null, mixed: boolean): void {
  if (box) box.indeterminate = mixed;
}
