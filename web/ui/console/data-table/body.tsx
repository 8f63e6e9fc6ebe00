import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import { Link } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { useKeys } from '../keys.ts';
import { useSay, useTexts } from '../language.ts';
import type { Choosing } from './head.tsx';
import type { Column, DataTableProps } from './types.ts';

const texts = defineTexts({
  choose: { en: 'Choose this row', zh: '选择此行' },
  down: { en: 'Next row', zh: '下一行' },
  up: { en: 'Previous row', zh: '上一行' },
  pick: { en: 'Choose the row', zh: '选中当前行' },
});

type TableBodyProps<Row> = Pick<DataTableProps<Row>, 'rowKey' | 'rowHref'> & {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly choose: Choosing | null;
};

/** The rows. The focus is the place: J and K move it, Enter follows the row's link, X chooses the row. */
export function TableBody<Row>({ columns, rows, rowKey, rowHref, choose }: TableBodyProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body, choose);
  return (
    <tbody ref={body}>
      {rows.map((row) => {
        const key = rowKey(row);
        const href = rowHref?.(row);
        return (
          <tr key={key} data-key={key} data-chosen={choose?.chosen.has(key) || undefined} tabIndex={href ? undefined : -1}>
            {choose && <PickCell chosen={choose.chosen.has(key)} onPick={() => choose.toggle([key])} />}
            {columns.map((column, index) => (
              <Cell key={column.key} column={column} naming={index === 0} href={index === 0 ? href : undefined}>
                {column.cell(row)}
              </Cell>
            ))}
          </tr>
        );
      })}
    </tbody>
  );
}

interface CellProps<Row> {
  readonly column: Column<Row>;
  readonly naming: boolean;
  readonly href: string | undefined;
  readonly children: ReactNode;
}

function Cell<Row>({ column, naming, href, children }: CellProps<Row>) {
  const title = useSay()(column.title);
  const className = column.align === 'end' ? 'num' : undefined;
  const content = href ? (
    <Link className="row-link" to={href}>
      {children}
    </Link>
  ) : (
    children
  );
  if (naming) {
    return (
      <th scope="row" className={className}>
        {content}
      </th>
    );
  }
  return (
    <td className={className} data-title={title}>
      {content}
    </td>
  );
}

function PickCell({ chosen, onPick }: { readonly chosen: boolean; readonly onPick: () => void }) {
  const t = useTexts(texts);
  return (
    <td className="pick">
      <input type="checkbox" aria-label={t('choose')} checked={chosen} onChange={onPick} />
    </td>
  );
}

function useRowKeys(body: React.RefObject<HTMLTableSectionElement | null>, choose: Choosing | null): void {
  const t = useTexts(texts);
  const move = useCallback((step: number) => focusRow(body.current, step), [body]);
  const keys = useMemo(() => {
    const moves = [
      { keys: 'j', title: t('down'), run: () => move(1) },
      { keys: 'k', title: t('up'), run: () => move(-1) },
    ];
    const pick = { keys: 'x', title: t('pick'), run: () => choose?.toggle(focusedKey(body.current)) };
    return choose ? [...moves, pick] : moves;
  }, [t, move, choose, body]);
  useKeys(keys);
}

function focusRow(body: HTMLTableSectionElement | null, step: number): void {
  const rows = [...(body?.rows ?? [])];
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.max(0, Math.min(rows.length - 1, now + step))];
  (next?.querySelector<HTMLElement>('.row-link') ?? next)?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function focusedKey(body: HTMLTableSectionElement | null): string[] {
  const key = [...(body?.rows ?? [])].find((row) => row.contains(document.activeElement))?.dataset['key'];
  return key === undefined ? [] : [key];
}
