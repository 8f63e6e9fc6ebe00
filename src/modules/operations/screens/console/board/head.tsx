import { useCallback, useEffect } from 'react';

import { AgeOf, Button, FilterBar, type FilterSpec, Pill, useFormat, useLiveStatus, useTexts, useTick } from '#ui';

import { useTerms, useTowns } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';
import { type BoardView, holding, type Shown, urgencyOf } from './shown.ts';
import { boardTexts } from './texts.ts';

interface HeadProps {
  readonly board: BoardView;
  readonly ahead: number;
  readonly filters: Readonly<Record<string, string>>;
  readonly onFilter: (key: string, value: string) => void;
  readonly onClear: () => void;
  readonly onReplay: () => void;
}

/** Title, tally, filters, and how old everything is. */
export function Head({ board, ahead, filters, onFilter, onClear, onReplay }: HeadProps) {
  const t = useTexts(boardTexts);
  useTitle(t('board'));
  return (
    <>
      <div className="row between">
        <div className="row wide">
          <h1 tabIndex={-1}>{t('board')}</h1>
          <Tally cases={board.cases} soonMinutes={board.soonMinutes} ahead={ahead} />
        </div>
        <div className="row">
          {board.all && (
            <Button size="sm" shortcut="R" onClick={onReplay}>
              {t('replay')}
            </Button>
          )}
          <Button size="sm" to="/handovers" shortcut="H">
            {t('handover')}
          </Button>
        </div>
      </div>
      <FilterBar filters={useFilters()} values={filters} onChange={onFilter} onClear={onClear} />
      <Ages board={board} />
      {board.more && <Pill tone="soon">{t('more', { count: board.cases.length })}</Pill>}
    </>
  );
}

/** Names the window after what it shows. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Maplebridge`;
  }, [title]);
}

/** How many cases there are, by how urgent they are. */
export function Tally({
  cases,
  soonMinutes,
  ahead,
}: {
  readonly cases: readonly Shown[];
  readonly soonMinutes: number;
  readonly ahead: number;
}) {
  const t = useTexts(boardTexts);
  const counts = useTick(
    useCallback(
      (now: number) => {
        const urgencies = cases.map((one) => urgencyOf(one, now, soonMinutes));
        const of = (wanted: string) => urgencies.filter((urgency) => urgency === wanted).length;
        const alone = cases.filter((one) => one.state !== 'answered' && !holding(one, now + ahead)).length;
        return [cases.length, of('overdue'), of('soon'), of('paused'), alone].join(' ');
      },
      [cases, soonMinutes, ahead],
    ),
  );
  const names = ['open', 'overdue', 'soon', 'paused', 'unclaimed'] as const;
  return (
    <p className="tally">
      {counts.split(' ').map((count, at) => {
        const name = names[at] as (typeof names)[number];
        if (Number(count) === 0 && at > 0) return null;
        return (
          <span key={name} className={name}>
            {t(name, { count: Number(count) })}
          </span>
        );
      })}
    </p>
  );
}

/** When each kind of data was heard last; without a connection, since when the board is of the past. */
function Ages({ board }: { readonly board: BoardView }) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const { liveness, heardAt } = useLiveStatus();
  const { cases, signals } = board.oldAfterSeconds;
  return (
    <>
      <p className="board-ages">
        <b>{t('ages')}</b>
        <span>
          {t('casesAge')} <AgeOf at={new Date(heardAt || board.now)} oldAfterSeconds={cases} />
        </span>
        <span>
          {t('signalsAge')} <AgeOf at={board.signalAt} oldAfterSeconds={signals} />
        </span>
      </p>
      <div role="status">
        {liveness === 'cut' && heardAt > 0 && <p className="board-cut">{t('cut', { at: format.moment(new Date(heardAt)) })}</p>}
      </div>
    </>
  );
}

function useFilters(): readonly FilterSpec[] {
  const { groups, levels, departments } = useTerms();
  const towns = useTowns();
  const choice = (
    key: string,
    title: FilterSpec['title'],
    options: readonly { key: string; title: FilterSpec['title'] }[],
  ): FilterSpec => ({
    key,
    title,
    kind: 'choice',
    options: options.map((option) => ({ value: option.key, title: option.title })),
  });
  const words = caseTexts.table;
  return [
    choice('town', words.town, towns),
    choice('department', words.department, departments),
    choice('category', words.category, groups),
    choice('level', words.level, levels),
  ];
}
