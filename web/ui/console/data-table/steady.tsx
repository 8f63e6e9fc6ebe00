import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useTexts } from '../language.ts';

const texts = defineTexts({
  moved: { en: { one: '{count} row came or went', other: '{count} rows came or went' }, zh: '有 {count} 行新增或移出' },
  show: { en: 'Show the list as it is now', zh: '显示最新列表' },
});

interface Held<Row> {
  /** What the rows are an answer to; another question starts afresh. */
  readonly asked: string;
  readonly order: readonly string[];
  readonly rows: ReadonlyMap<string, Row>;
}

/** Rows that keep their place, and how many have come or gone meanwhile. */
export interface Steady<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly moved: number;
  readonly show: () => void;
}

/** Holds the order of rows that change live: each shows what it is now, but none jumps away under the hand. */
export function useSteady<Row>(rows: readonly Row[] | undefined, rowKey: (row: Row) => string, asked: string, on: boolean): Steady<Row> {
  const [held, setHeld] = useState<Held<Row> | null>(null);
  if (!on || !rows) return { rows, moved: 0, show: () => undefined };
  const latest = new Map(rows.map((row) => [rowKey(row), row]));
  if (!held || held.asked !== asked) {
    setHeld({ asked, order: [...latest.keys()], rows: latest });
    return { rows, moved: 0, show: () => undefined };
  }
  const came = [...latest.keys()].filter((key) => !held.rows.has(key)).length;
  const went = held.order.filter((key) => !latest.has(key)).length;
  const kept = held.order.flatMap((key) => latest.get(key) ?? held.rows.get(key) ?? []);
  return { rows: kept as readonly Row[], moved: came + went, show: () => setHeld({ asked, order: [...latest.keys()], rows: latest }) };
}

/** Says that the list has moved on, and shows it when asked. */
export function MovedNote({ moved, onShow }: { readonly moved: number; readonly onShow: () => void }) {
  const t = useTexts(texts);
  return (
    <p className="moved" role="status">
      {moved > 0 && (
        <>
          {t('moved', { count: moved })}{' '}
          <Button size="sm" onClick={onShow}>
            {t('show')}
          </Button>
        </>
      )}
    </p>
  );
}
