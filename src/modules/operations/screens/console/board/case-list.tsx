import { useEffect, useRef } from 'react';

import { ShapeIcon, StatePanel, useTexts } from '#ui';

import { spoken } from '../cases/data.ts';
import { StateMark } from '../cases/marks.tsx';
import { useCategoryMark, useDepartmentName } from '../cases/terms.ts';
import { ClaimMark } from './claim-mark.tsx';
import type { grouped, Shown, Urgency } from './shown.ts';
import { boardTexts } from './texts.ts';
import { TimeLeft, UsedBar } from './time-left.tsx';

const TITLES = {
  overdue: 'groupOverdue',
  soon: 'groupSoon',
  later: 'groupLater',
  paused: 'groupPaused',
  none: 'groupNone',
} as const satisfies Record<Urgency, string>;

interface CaseListProps {
  readonly groups: ReturnType<typeof grouped<Shown>>;
  readonly selected: string | null;
  readonly onSelect: (code: string) => void;
  readonly onOpen: (code: string) => void;
  readonly soonMinutes: number;
  readonly ahead: number;
  readonly at?: number | undefined;
}

/** The cases of the board as words, the most pressing first; the map shows the same. */
export function CaseList({ groups, ...rest }: CaseListProps) {
  const t = useTexts(boardTexts);
  if (groups.length === 0)
    return (
      <StatePanel kind="empty" title={t('noCases')}>
        {t('noCasesText')}
      </StatePanel>
    );
  return groups.map(({ urgency, cases }) => (
    <section key={urgency} aria-label={t(TITLES[urgency])}>
      <div className="board-sub">
        <h2>
          {t(TITLES[urgency])} <span className="ink2">{cases.length}</span>
        </h2>
        {urgency === 'overdue' && <span className="tiny ink2">{t('oldest')}</span>}
      </div>
      {cases.map((one) => (
        <Row key={one.code} of={one} {...rest} />
      ))}
    </section>
  ));
}

/** The id under which the row of a case stands in the page. */
export const rowId = (code: string) => `board-${code}`;

interface RowProps extends Omit<CaseListProps, 'groups'> {
  readonly of: Shown;
}

function Row({ of, selected, onSelect, onOpen, soonMinutes, ahead, at }: RowProps) {
  const t = useTexts(boardTexts);
  const mark = useCategoryMark()(of.category.key);
  const departmentName = useDepartmentName();
  const row = useRef<HTMLButtonElement>(null);
  const isSelected = selected === of.code;
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  return (
    <button
      ref={row}
      id={rowId(of.code)}
      type="button"
      className="inc"
      aria-pressed={isSelected}
      // a key (no clicks counted) opens what has the focus; a pointer chooses first
      onClick={({ detail }) => (isSelected || detail === 0 ? onOpen(of.code) : onSelect(of.code))}
      onFocus={({ currentTarget }) => currentTarget.matches(':focus-visible') && onSelect(of.code)}
      title={isSelected ? t('openKey') : undefined}
    >
      <ShapeIcon {...mark} />
      <span className="l1">
        <span className="tt">{of.title}</span>
        <TimeLeft of={of} soonMinutes={soonMinutes} at={at} />
      </span>
      <span className="l2">
        <span className="meta">
          <span className="code">{spoken(of.code)}</span> {departmentName(of.lead)}
        </span>
        {at === undefined && of.claim ? <ClaimMark of={of} ahead={ahead} /> : <StateMark state={of.state} />}
        <UsedBar of={of} soonMinutes={soonMinutes} at={at} />
      </span>
    </button>
  );
}
