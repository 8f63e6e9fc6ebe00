import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { ask, type LiveEvent, useApi, useLive, useSession } from '#ui';

import type { ActView, BoardView, NoteView } from './shown.ts';

/** Events come in bursts; what they name is read together. */
const GATHER_MS = 250;
const RETRY_MS = 2_000;
/** Beyond so many cases or notes the whole board is read again. */
const MOST_AT_ONCE = 100;
const ACTS_KEPT = 200;
const SECOND_MS = 1000;

/** The board as it stands, kept up to date by live events. */
export interface LiveBoard {
  readonly reading: ReturnType<typeof useApi<BoardView>>;
  readonly board: BoardView | undefined;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  readonly ahead: number;
}

/** What came since the snapshot was read; it belongs to that snapshot only. */
interface Since {
  readonly of: BoardView | undefined;
  readonly board: BoardView | undefined;
}

type Filters = Readonly<Record<string, string>>;

/** Follows the board: a snapshot once, then only the cases that events name, each read once however many events name it. */
export function useBoard(filters: Filters): LiveBoard {
  const reading = useApi<BoardView>('/api/board', { query: filters, freshSeconds: 0 });
  const snapshot = reading.data;
  const [since, setSince] = useState<Since>({ of: undefined, board: undefined });
  const board = since.of === snapshot ? since.board : snapshot;
  const change = useCallback(
    (next: (old: BoardView) => BoardView) =>
      setSince((old) => {
        const current = old.of === snapshot ? old.board : snapshot;
        return { of: snapshot, board: current && next(current) };
      }),
    [snapshot],
  );
  useLive(useTopics(snapshot), useGathered(filters, reading.refresh, change), snapshot?.position ?? null);
  const ahead = snapshot ? Date.parse(snapshot.now) - reading.at : 0;
  return { reading, board, ahead: Math.abs(ahead) < SECOND_MS ? 0 : ahead };
}

function useTopics(board: BoardView | undefined): readonly string[] {
  const department = useSession().department?.key;
  return useMemo(() => {
    if (!board) return [];
    if (board.all) return ['operations.board', 'operations.notes'];
    return department ? [`operations.department:${department}`] : [];
  }, [board, department]);
}

type Merge = (next: (old: BoardView) => BoardView) => void;

/** Collects what events name for a moment, then reads it; what could not be read is asked for again until it can. */
function useGathered(filters: Filters, refresh: () => void, change: Merge) {
  const codes = useRef(new Set<string>());
  const notes = useRef(new Set<string>());
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const read = useCallback(async () => {
    timer.current = 0;
    const [asked, written] = [[...codes.current], [...notes.current]];
    codes.current.clear();
    notes.current.clear();
    if (asked.length > MOST_AT_ONCE || written.length > MOST_AT_ONCE) return refresh();
    try {
      await Promise.all([readCases(filters, asked, change), readNotes(written, change)]);
    } catch {
      for (const code of asked) codes.current.add(code);
      for (const id of written) notes.current.add(id);
      timer.current = window.setTimeout(() => void read(), RETRY_MS);
    }
  }, [filters, refresh, change]);
  return useCallback(
    (event: LiveEvent) => {
      if (!event.ids) return refresh();
      const named = event.topics.includes('operations.notes') ? notes : codes;
      for (const id of event.ids) named.current.add(id);
      if (!timer.current) timer.current = window.setTimeout(() => void read(), GATHER_MS);
    },
    [read, refresh],
  );
}

async function readCases(filters: Filters, codes: readonly string[], change: Merge): Promise<void> {
  if (codes.length === 0) return;
  const { body } = await ask<BoardView>('GET', '/api/board', { query: { ...filters, codes: codes.join(',') } });
  change((old) => withCases(old, codes, body));
}

async function readNotes(ids: readonly string[], change: Merge): Promise<void> {
  if (ids.length === 0) return;
  const query = { ids: ids.join(','), limit: MOST_AT_ONCE };
  const { body } = await ask<{ items: readonly NoteView[] }>('GET', '/api/board/notes', { query });
  change((old) => ({ ...old, notes: withNew(old.notes, body.items, ({ id }) => id) }));
}

/** Cases that were asked for and did not come have left the board. */
function withCases(old: BoardView, asked: readonly string[], fresh: BoardView): BoardView {
  const gone = new Set(asked);
  const acts = withNew(old.acts, fresh.acts, ({ code, rev }: ActView) => `${code} ${rev}`);
  return {
    ...old,
    seat: fresh.seat,
    signalAt: fresh.signalAt,
    cases: [...old.cases.filter(({ code }) => !gone.has(code)), ...fresh.cases],
    acts: acts.toSorted((one, other) => (one.at < other.at ? 1 : -1)).slice(0, ACTS_KEPT),
  };
}

function withNew<Item>(old: readonly Item[], fresh: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const known = new Set(fresh.map(keyOf));
  return [...fresh, ...old.filter((item) => !known.has(keyOf(item)))];
}
