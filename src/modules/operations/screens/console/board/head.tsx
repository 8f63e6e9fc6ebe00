import { useCallback, useEffect } from 'react';

import { Button, FilterBar, type FilterSpec, Pill, useFormat, useLiveStatus, useTexts, useTick } from '#ui';

import { useTerms, useTowns } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';
import { type BoardView, holding, type Shown, type Urgency, urgencyOf } from './shown.ts';
import { boardTexts } from './texts.ts';

interface HeadProps {
  readonly board: BoardView;
  readonly ahead: number;
  readonly now: number;
  readonly filters: Readonly<Record<string, string>>;
  readonly onFilter: (key: string, value: string) => void;
  readonly onClear: () => void;
  readonly onReplay: () => void;
}

/** Title, tally, filters, and how old everything is. */
export function Head({ board, ahead, now, filters, onFilter, onClear, onReplay }: HeadProps) {
  const t = useTexts(boardTexts);
  useTitle(t('board'));
  return (
    <>
      <div className="row between">
        <div className="row wide">
          <h1 tabIndex={-1}>{t('board')}</h1>
          <Tally cases={board.cases} soonMinutes={board.soonMinutes} now={now} ahead={ahead} />
        </div>
        <div className="row">
          {board.all && (
            <Button size="sm" shortcut="R" onClick={onReplay}>
              {t('replay')}
            </Button>
          )}
          <Button size="sm" to="/handover" shortcut="H">
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

interface TallyProps {
  readonly cases: readonly Shown[];
  readonly soonMinutes: number;
  /** The moment shown, in milliseconds since 1970. */
  readonly now: number;
  /** How far the server's clock is ahead; null where nobody knows who was at a case. */
  readonly ahead: number | null;
}

/** How many cases there are, by how urgent they are. */
export function Tally({ cases, soonMinutes, now, ahead }: TallyProps) {
  const t = useTexts(boardTexts);
  const urgencies = cases.map((one) => urgencyOf(one, now, soonMinutes));
  const of = (wanted: Urgency) => urgencies.filter((urgency) => urgency === wanted).length;
  const alone = ahead === null ? 0 : cases.filter((one) => one.state !== 'answered' && !holding(one, now + ahead)).length;
  const counts = { open: cases.length, overdue: of('overdue'), soon: of('soon'), paused: of('paused'), unclaimed: alone };
  return (
    <p className="tally">
      {(Object.keys(counts) as (keyof typeof counts)[]).map((name) =>
        counts[name] > 0 || name === 'open' ? (
          <span key={name} className={name}>
            {t(name, { count: counts[name] })}
          </span>
        ) : null,
      )}
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
          {t('casesAge')} <Age at={heardAt || Date.parse(board.now)} oldAfterSeconds={cases} />
        </span>
        <span>
          {t('signalsAge')} {board.signalAt ? <Age at={Date.parse(board.signalAt)} oldAfterSeconds={signals} /> : t('never')}
        </span>
      </p>
      <div role="status">
        {liveness === 'cut' && heardAt > 0 && <p className="board-cut">{t('cut', { at: format.moment(new Date(heardAt)) })}</p>}
      </div>
    </>
  );
}

/** How long ago something was heard, growing while one watches. */
function Age({ at, oldAfterSeconds }: { readonly at: number; readonly oldAfterSeconds: number }) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const span = useTick(useCallback((now: number) => format.span(Math.max(0, now - at)), [format, at]));
  const isOld = useTick(useCallback((now: number) => (now - at > oldAfterSeconds * 1000 ? 1 : 0), [at, oldAfterSeconds]));
  return <span className={isOld ? 'age old' : 'age'}>{t('ago', { span })}</span>;
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
