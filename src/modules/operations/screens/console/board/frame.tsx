import type { ReactNode } from 'react';
import { useState } from 'react';

import { Segments, useTexts } from '#ui';

import { boardTexts } from './texts.ts';

interface FrameProps {
  readonly head: ReactNode;
  readonly map: ReactNode;
  readonly list: ReactNode;
  readonly log: ReactNode;
  readonly time: ReactNode;
}

/** The parts of a board side by side; on a phone one at a time. */
export function Frame({ head, map, list, log, time }: FrameProps) {
  const t = useTexts(boardTexts);
  const [view, setView] = useState<'list' | 'map' | 'log'>('list');
  return (
    <div className="board" data-view={view}>
      <header className="board-h">{head}</header>
      <div className="board-switch">
        <Segments
          title={t('views')}
          segments={[
            { value: 'list', title: t('list') },
            { value: 'map', title: t('map') },
            { value: 'log', title: t('log') },
          ]}
          value={view}
          onChange={setView}
        />
      </div>
      <div className="board-map">{map}</div>
      <section className="board-list" aria-label={t('list')}>
        {list}
      </section>
      <section className="board-log" aria-label={t('log')}>
        {log}
      </section>
      <div className="board-foot">{time}</div>
    </div>
  );
}
