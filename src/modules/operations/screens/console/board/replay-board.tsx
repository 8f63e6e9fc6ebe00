import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';

import { Button, Loaded, useApi, useFormat, useKeys, useTexts } from '#ui';

import { caseHref } from '../cases/data.ts';
import { BoardMap } from './board-map.tsx';
import { CaseList } from './case-list.tsx';
import { localDay } from './day.ts';
import { Frame } from './frame.tsx';
import { Tally, useTitle } from './head.tsx';
import { Player } from './player.tsx';
import { SharedLog } from './shared-log.tsx';
import { grouped, type ReplayView, type Shown } from './shown.ts';
import { boardTexts } from './texts.ts';
import type { Place } from './use-place.ts';

const SOON_MINUTES = 60;
const MINUTE_MS = 60_000;
const TICK_MS = 200;
const SPEEDS = [1, 5, 15, 60] as const;

/** A day as it went, from the log: the same board, moved by a slider. */
export function ReplayBoard({ place, day }: { readonly place: Place; readonly day: string }) {
  const reading = useApi<ReplayView>('/api/replay', { query: { day }, freshSeconds: 3600 });
  return <Loaded reading={reading}>{(replay) => <Played key={replay.day} replay={replay} place={place} />}</Loaded>;
}

function Played({ replay, place }: { readonly replay: ReplayView; readonly place: Place }) {
  const t = useTexts(boardTexts);
  const navigate = useNavigate();
  const player = usePlayer(replay);
  const { moment } = player;
  const until = new Date(moment).toISOString();
  const cases = useMemo(() => standingAt(replay, until), [replay, until]);
  const groups = useMemo(() => grouped(cases, moment, SOON_MINUTES), [cases, moment]);
  const lines = useMemo(() => replay.lines.filter(({ at }) => at <= until).toReversed(), [replay, until]);
  const notes = useMemo(() => replay.notes.filter(({ at }) => at <= until).toReversed(), [replay, until]);
  useTitle(t('replayOf', { day: replay.day }));
  const common = { selected: place.selected, soonMinutes: SOON_MINUTES, ahead: 0 };
  return (
    <Frame
      head={<Head replay={replay} cases={cases} moment={moment} place={place} />}
      map={<BoardMap {...common} cases={cases} onSelect={place.select} now={moment} />}
      list={<CaseList {...common} groups={groups} onSelect={place.select} onOpen={(code) => void navigate(caseHref(code))} at={moment} />}
      log={<SharedLog notes={notes} acts={lines} pinnedSince={Number.POSITIVE_INFINITY} mayWrite={false} />}
      time={<Player replay={replay} {...player} speeds={SPEEDS} />}
    />
  );
}

interface HeadProps {
  readonly replay: ReplayView;
  readonly cases: readonly Shown[];
  readonly moment: number;
  readonly place: Place;
}

function Head({ replay, cases, moment, place }: HeadProps) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const seen = new Set([...replay.start, ...replay.lines].map(({ code }) => code)).size;
  return (
    <>
      <div className="row between">
        <div className="row wide">
          <h1 tabIndex={-1}>{t('replayOf', { day: format.day(new Date(replay.from)) })}</h1>
          <Tally cases={cases} soonMinutes={SOON_MINUTES} now={moment} ahead={null} />
        </div>
        <div className="row">
          <label className="row tiny">
            {t('day')}
            <input
              className="input"
              type="date"
              value={replay.day}
              max={localDay(new Date())}
              onChange={(event) => event.target.value && place.goTo(event.target.value)}
            />
          </label>
          <Button kind="primary" size="sm" onClick={() => place.goTo(null)}>
            {t('live')}
          </Button>
        </div>
      </div>
      <p className="board-ages">{t('replayed', { lines: replay.lines.length, cases: seen })}</p>
    </>
  );
}

/** How every open case stood at a moment: as the day found it, then as the last line before the moment left it. */
function standingAt(replay: ReplayView, until: string): readonly Shown[] {
  const standing = new Map<string, Omit<Shown, 'claim'>>();
  for (const one of replay.start) standing.set(one.code, one as Omit<Shown, 'claim'>);
  for (const { at, after } of replay.lines) {
    if (at > until) break;
    if (after.state === 'closed' || after.state === 'merged') standing.delete(after.code);
    else standing.set(after.code, after as Omit<Shown, 'claim'>);
  }
  return [...standing.values()].map((one) => ({ ...one, claim: null }));
}

/** A moment that moves while it is played, and the keys that move it. */
function usePlayer(replay: ReplayView) {
  const t = useTexts(boardTexts);
  const [from, end] = [Date.parse(replay.from), Math.min(Date.parse(replay.until), Math.max(Date.now(), Date.parse(replay.from)))];
  const [moment, setMoment] = useState(() => firstMoment(replay, end));
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(SPEEDS[1]);
  const move = (to: number) => setMoment(Math.min(end, Math.max(from, to)));
  useEffect(() => {
    if (!playing) return;
    const beat = setInterval(() => setMoment((at) => Math.min(end, at + (speed * MINUTE_MS * TICK_MS) / 1000)), TICK_MS);
    return () => clearInterval(beat);
  }, [playing, speed, end]);
  useEffect(() => {
    if (moment >= end) setPlaying(false);
  }, [moment, end]);
  const toggle = () => {
    if (!playing && moment >= end) setMoment(from);
    setPlaying(!playing);
  };
  const step = (minutes: number) => move(moment + minutes * MINUTE_MS);
  useKeys([
    { keys: ' ', title: playing ? t('stop') : t('play'), run: toggle },
    { keys: '[', title: t('back'), run: () => step(-15) },
    { keys: ']', title: t('forth'), run: () => step(15) },
  ]);
  return { moment, from, end, playing, speed, move, toggle, setSpeed };
}

/** The day opens where something happens. */
function firstMoment(replay: ReplayView, end: number): number {
  const first = replay.lines[0]?.at;
  return Math.min(end, first ? Date.parse(first) : Date.parse(replay.from) + 8 * 60 * MINUTE_MS);
}
