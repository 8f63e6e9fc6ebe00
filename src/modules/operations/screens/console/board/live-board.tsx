import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';

import { type KeySpec, Loaded, useKeys, useTexts, useTick } from '#ui';

import { caseHref } from '../cases/data.ts';
import { BoardMap } from './board-map.tsx';
import { CaseList, rowId } from './case-list.tsx';
import { Frame } from './frame.tsx';
import { Head } from './head.tsx';
import { SharedLog } from './shared-log.tsx';
import { type BoardView, grouped, holding } from './shown.ts';
import { boardTexts } from './texts.ts';
import { Timeline } from './timeline.tsx';
import { useBoard } from './use-board.ts';
import { useClaims } from './use-claims.ts';
import type { Place } from './use-place.ts';

const HOUR_MS = 3_600_000;
const ROUND_MS = 15_000;

/** What is open now: map, list, timeline and shared log, each live. */
export function LiveBoard({ place }: { readonly place: Place }) {
  const { reading, board, ahead } = useBoard(place.filters);
  return <Loaded reading={reading}>{() => board && <Shown board={board} ahead={ahead} place={place} />}</Loaded>;
}

function Shown({ board, ahead, place }: { readonly board: BoardView; readonly ahead: number; readonly place: Place }) {
  const { selected, select } = place;
  const { cases, soonMinutes } = board;
  const now = useTick(toRound);
  const claims = useClaims(board);
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const open = useCallback((code: string) => void navigate(caseHref(code)), [navigate]);
  const groups = useMemo(() => grouped(cases, now, soonMinutes), [cases, now, soonMinutes]);
  const order = useMemo(() => groups.flatMap((group) => group.cases), [groups]);
  const ordered = order.map(({ code }) => code);
  const chosen = useRef(selected); // keys come faster than the address changes
  useEffect(() => {
    chosen.current = selected;
  }, [selected]);
  const step = (by: number) => {
    const code = ordered[Math.min(ordered.length - 1, Math.max(0, ordered.indexOf(chosen.current ?? '') + by))];
    if (!code) return;
    chosen.current = code;
    select(code);
    document.getElementById(rowId(code))?.focus(); // from there Enter opens it
  };
  const claim = () => {
    const one = order.find(({ code }) => code === chosen.current);
    if (!one) return;
    void (holding(one, Date.now() + ahead)?.mine ? claims.release(one.code) : claims.claim(one.code));
  };
  useBoardKeys({
    next: () => step(1),
    previous: () => step(chosen.current ? -1 : 1),
    claim,
    write: () => input.current?.focus(),
    clear: () => select(null),
    replay: () => board.all && place.goTo(new Date(Date.now() - 24 * HOUR_MS)),
    handover: () => void navigate('/handovers'),
  });
  const common = { selected, soonMinutes, ahead };
  return (
    <Frame
      head={
        <Head
          board={board}
          ahead={ahead}
          now={now}
          filters={place.filters}
          onFilter={place.filter}
          onClear={place.clear}
          onReplay={() => place.goTo(new Date(Date.now() - 24 * HOUR_MS))}
        />
      }
      map={<BoardMap {...common} cases={order} onSelect={select} now={now} acts={claims} />}
      list={<CaseList {...common} groups={groups} onSelect={select} onOpen={open} />}
      log={<Log board={board} now={now} input={input} />}
      time={<Timeline cases={order} acts={board.acts} soonMinutes={soonMinutes} selected={selected} onSelect={select} />}
    />
  );
}

interface LogProps {
  readonly board: BoardView;
  readonly now: number;
  readonly input: React.RefObject<HTMLInputElement | null>;
}

function Log({ board, now, input }: LogProps) {
  return (
    <SharedLog
      notes={board.notes}
      acts={board.acts}
      pinnedSince={now - board.pinnedHours * HOUR_MS}
      mayWrite={board.mayWrite}
      input={input}
    />
  );
}

const toRound = (now: number) => Math.floor(now / ROUND_MS) * ROUND_MS;

type Hands = Readonly<Record<'next' | 'previous' | 'claim' | 'write' | 'clear' | 'replay' | 'handover', () => unknown>>;

function useBoardKeys(hands: Hands): void {
  const t = useTexts(boardTexts);
  const latest = useRef(hands);
  latest.current = hands;
  const specs = useMemo((): readonly KeySpec[] => {
    const key = (keys: string, title: string, name: keyof Hands): KeySpec => ({ keys, title, run: () => void latest.current[name]() });
    return [
      key('j', t('nextKey'), 'next'),
      key('k', t('previousKey'), 'previous'),
      key('c', t('claimKey'), 'claim'),
      key('l', t('writeKey'), 'write'),
      key('r', t('replay'), 'replay'),
      key('h', t('handover'), 'handover'),
      key('Escape', t('clearKey'), 'clear'),
    ];
  }, [t]);
  useKeys(specs);
}
