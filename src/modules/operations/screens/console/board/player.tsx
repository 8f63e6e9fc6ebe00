import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useMemo } from 'react';

import { Button, Segments, useFormat, useTexts } from '#ui';

import type { ReplayView } from './shown.ts';
import { boardTexts } from './texts.ts';
import { useWidth } from './timeline.tsx';

const BIN_MS = 15 * 60_000;
const HEIGHT = 34;
const STEP_SECONDS = 60;
const HOURS = [0, 6, 12, 18];

interface PlayerProps {
  readonly replay: ReplayView;
  readonly moment: number;
  readonly from: number;
  readonly end: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly speeds: readonly number[];
  readonly move: (to: number) => void;
  readonly toggle: () => void;
  readonly setSpeed: (speed: number) => void;
}

/** Plays a day: a slider over how busy it was, a button, and how fast. */
export function Player({ replay, moment, from, end, playing, speed, speeds, move, toggle, setSpeed }: PlayerProps) {
  const t = useTexts(boardTexts);
  const format = useFormat();
  const [box, width] = useWidth();
  const columns = useMemo(() => busy(replay), [replay]);
  const whole = Date.parse(replay.until) - from;
  const at = format.time(new Date(moment));
  return (
    <div className="board-player">
      <Button
        kind="primary"
        onClick={toggle}
        icon={playing ? <IconPlayerPauseFilled size={16} aria-hidden /> : <IconPlayerPlayFilled size={16} aria-hidden />}
      >
        {playing ? t('stop') : t('play')}
      </Button>
      <output className="board-moment">{at}</output>
      <div className="board-slide" ref={box as React.RefObject<HTMLDivElement>}>
        <svg width={width} height={HEIGHT} aria-hidden>
          {columns.map(({ start, share }) => (
            <rect
              key={start}
              className={start <= moment ? 'acts' : 'acts ahead'}
              x={((start - from) / whole) * width}
              width={Math.max(2, (BIN_MS / whole) * width - 1)}
              y={HEIGHT - share * HEIGHT}
              height={share * HEIGHT}
            />
          ))}
        </svg>
        <p className="board-hours" aria-hidden>
          {HOURS.map((hour) => (
            <span key={hour}>{format.time(new Date(from + (hour / 24) * whole))}</span>
          ))}
        </p>
        <input
          type="range"
          aria-label={t('moment')}
          aria-valuetext={at}
          min={from / 1000}
          max={end / 1000}
          step={STEP_SECONDS}
          value={moment / 1000}
          style={{ width: `${((end - from) / whole) * 100}%` }}
          onChange={(event) => move(Number(event.target.value) * 1000)}
        />
      </div>
      <Segments
        title={t('speed')}
        segments={speeds.map((value) => ({ value: String(value), title: t('perSecond', { count: value }) }))}
        value={String(speed)}
        onChange={(value) => setSpeed(Number(value))}
      />
    </div>
  );
}

/** Lines per quarter of an hour, as shares of the busiest. */
function busy({ lines }: ReplayView): readonly { readonly start: number; readonly share: number }[] {
  const bins = Map.groupBy(lines, ({ at }) => Math.floor(Date.parse(at) / BIN_MS) * BIN_MS);
  const most = Math.max(1, ...[...bins.values()].map(({ length }) => length));
  return [...bins].map(([start, some]) => ({ start, share: some.length / most }));
}
