import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useTexts } from '../language.ts';
import type { TableState } from './table-state.ts';

const texts = defineTexts({
  rows: { en: { one: '{count} row', other: '{count} rows' }, zh: '共 {count} 行' },
  rowsHere: { en: { one: '{count} row on this page', other: '{count} rows on this page' }, zh: '本页 {count} 行' },
  pages: { en: 'Pages of the list', zh: '列表翻页' },
  before: { en: 'Previous', zh: '上一页' },
  next: { en: 'Next', zh: '下一页' },
});

interface PagerProps {
  readonly state: TableState;
  readonly next: string | null;
  readonly count: number;
}

/** How many rows there are, and the way to the pages before and after. */
export function Pager({ state, next, count }: PagerProps) {
  const t = useTexts(texts);
  const paged = next !== null || state.hasBefore;
  return (
    <footer className="pager">
      <span className="small ink2" role="status">
        {count > 0 && t(paged ? 'rowsHere' : 'rows', { count })}
      </span>
      {paged && (
        <nav className="row" aria-label={t('pages')}>
          <Button size="sm" icon={<IconChevronLeft size={15} aria-hidden />} disabled={!state.hasBefore} onClick={state.goBefore}>
            {t('before')}
          </Button>
          <Button size="sm" disabled={next === null} onClick={() => next && state.goNext(next)}>
            {t('next')} <IconChevronRight size={15} aria-hidden />
          </Button>
        </nav>
      )}
    </footer>
  );
}
