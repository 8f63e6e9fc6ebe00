import { Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useSay, useTexts } from '../language.ts';
import type { Column } from './types.ts';

const texts = defineTexts({
  columns: { en: 'Columns', zh: '列' },
  always: { en: 'always shown', zh: '始终显示' },
});

interface ColumnChooserProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly shown: ReadonlySet<string>;
  readonly onChange: (shown: ReadonlySet<string>) => void;
}

/** Chooses which columns of a list are drawn; the first names the row and stays. */
export function ColumnChooser<Row>({ columns, shown, onChange }: ColumnChooserProps<Row>) {
  const t = useTexts(texts);
  const say = useSay();
  const flip = (key: string) => onChange(new Set(shown.has(key) ? [...shown].filter((one) => one !== key) : [...shown, key]));
  return (
    <Popover position="bottom-end" trapFocus withRoles={false}>
      <Popover.Target>
        <Button size="sm" className="hide-s" aria-haspopup="dialog" icon={<IconColumns3 size={15} aria-hidden />}>
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('columns')}>
        <fieldset className="checks">
          <legend className="vh">{t('columns')}</legend>
          {columns.map(({ key, title }, index) => (
            <label key={key}>
              <input type="checkbox" checked={shown.has(key)} disabled={index === 0} onChange={() => flip(key)} />
              {say(title)} {index === 0 && <span className="tiny ink3">{t('always')}</span>}
            </label>
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The columns that one person wants to see of one list, kept on this device. */
export function useShownColumns<Row>(
  name: string,
  columns: readonly Column<Row>[],
): readonly [ReadonlySet<string>, (shown: ReadonlySet<string>) => void] {
  const [kept, setKept] = useState(() => readKept(name));
  const hidden = kept ?? columns.filter((column) => column.hidden).map(({ key }) => key);
  const shown = new Set(columns.map(({ key }) => key).filter((key, index) => index === 0 || !hidden.includes(key)));
  const keep = (next: ReadonlySet<string>) => {
    const without = columns.map(({ key }) => key).filter((key) => !next.has(key));
    localStorage.setItem(keptAs(name), JSON.stringify(without));
    setKept(without);
  };
  return [shown, keep];
}

const keptAs = (name: string) => `maplebridge.columns.${name}`;

function readKept(name: string): string[] | null {
  try {
    return JSON.parse(localStorage.getItem(keptAs(name)) ?? 'null') as string[] | null;
  } catch {
    return null;
  }
}
