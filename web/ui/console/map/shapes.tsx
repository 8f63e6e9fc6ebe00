import type { ReactNode } from 'react';

import type { MapShape, MapTone } from './types.ts';

const SHAPES: Readonly<Record<MapShape, ReactNode>> = {
  drop: <path d="M0-9C4-3 7 0 7 3.5A7 7 0 0 1-7 3.5C-7 0-4-3 0-9z" />,
  triangle: <path d="M0-8.5L8.5 7h-17z" />,
  square: <path d="M-7-7H7V7H-7z" />,
  diamond: <path d="M0-9L9 0 0 9-9 0z" />,
  pentagon: <path d="M0-9l8.6 6.2L5.3 7.3H-5.3L-8.6-2.8z" />,
  ring: (
    <>
      <circle r="8" className="rim" />
      <circle r="3.2" />
    </>
  ),
  cross: (
    <>
      <circle r="9" className="rim" />
      <path d="M-1.6-5.5h3.2v3.9h3.9v3.2H1.6v3.9h-3.2V1.6h-3.9v-3.2h3.9z" />
    </>
  ),
  flag: <path d="M-6-9H7L4-4.5 7 0h-10v9h-3z" />,
};

interface ShapeProps {
  readonly shape: MapShape;
  readonly tone: MapTone;
  readonly late?: boolean | undefined;
  readonly old?: boolean | undefined;
}

/** A mark around the origin; it says nothing to screen readers, words beside it do. */
export function Shape({ shape, tone, late, old }: ShapeProps) {
  return (
    <g className={`shape t-${tone} ${old ? 'old' : ''}`.trim()}>
      {late && <circle r="14" className="halo" />}
      {SHAPES[shape]}
    </g>
  );
}

/** The same mark as a small picture in a line of text. */
export function ShapeIcon(props: ShapeProps) {
  return (
    <svg viewBox="-15 -15 30 30" width="20" height="20" className="map-icon" aria-hidden="true">
      <Shape {...props} />
    </svg>
  );
}
