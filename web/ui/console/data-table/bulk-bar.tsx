import { useMemo } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useKeys } from '../keys.ts';
import { useSay, useTexts } from '../language.ts';
import type { BulkAct } from './types.ts';

const texts = defineTexts({
  chosen: { en: '{count} chosen', zh: '已选 {count} 项' },
  clear: { en: 'Choose none', zh: '取消选择' },
  acts: { en: 'Acts on the chosen rows', zh: '对所选行的操作' },
});

interface BulkBarProps<Row> {
  readonly acts: readonly BulkAct<Row>[];
  readonly rows: readonly Row[];
  readonly onClear: () => void;
}

/** What can be done with the chosen rows; it stays in sight while one scrolls. */
export function BulkBar<Row>({ acts, rows, onClear }: BulkBarProps<Row>) {
  const t = useTexts(texts);
  const say = useSay();
  const keys = useMemo(() => {
    if (rows.length === 0) return [];
    const own = acts.flatMap((act) =>
      act.shortcut && !act.refusal?.(rows) ? [{ keys: act.shortcut.toLowerCase(), title: say(act.title), run: () => act.run(rows) }] : [],
    );
    return [...own, { keys: 'Escape', title: t('clear'), run: onClear }];
  }, [acts, rows, onClear, say, t]);
  useKeys(keys);
  return (
    <div role="status" className="bulk" hidden={rows.length === 0}>
      <b>{t('chosen', { count: rows.length })}</b>
      <fieldset className="row" aria-label={t('acts')}>
        {acts.map((act) => (
          <Button
            key={act.title.en}
            size="sm"
            refusal={rows.length > 0 ? (act.refusal?.(rows) ?? null) : null}
            onClick={() => act.run(rows)}
            {...(act.shortcut ? { shortcut: act.shortcut } : {})}
          >
            {say(act.title)}
          </Button>
        ))}
        <Button size="sm" kind="quiet" shortcut="Esc" onClick={onClear}>
          {t('clear')}
        </Button>
      </fieldset>
    </div>
  );
}
