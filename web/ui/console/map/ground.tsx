import { memo, useMemo } from 'react';

import { useLanguage } from '../language.ts';
import type { Ground } from './base-map.ts';
import { placeLabels } from './labels.ts';
import { type MapView, onScreen } from './view.ts';

/** Drawn from below to above; roads stand on an edge of their own. */
const LAYERS = ['district', 'hills', 'built', 'park', 'lake', 'town', 'water-stream', 'water-river'];
const ROADS = ['road-street', 'road-main', 'road-trunk'];
/** Pixels a kilometre from which on streets are drawn. */
const STREETS_FROM = 45;

/** The ground under the points: it is scaled as a whole, so that dragging costs nothing. */
export function GroundLayer({ ground, view }: { readonly ground: Ground; readonly view: MapView }) {
  const [x, y] = onScreen(view, [0, 0]);
  const size = view.scale < 36 ? 'far' : view.scale < 110 ? 'mid' : 'near';
  return (
    <g className={`ground ${size}`} transform={`translate(${x} ${y}) scale(${view.scale})`}>
      <Paths ground={ground} streets={view.scale >= STREETS_FROM} />
    </g>
  );
}

const Paths = memo(function Paths({ ground, streets }: { readonly ground: Ground; readonly streets: boolean }) {
  const roads = streets ? ROADS : ROADS.slice(1);
  const drawn = (name: string, className = name) =>
    ground.paths[name] && <path key={className} className={className} d={ground.paths[name]} />;
  return (
    <>
      {LAYERS.map((name) => drawn(name))}
      {roads.map((name) => drawn(name, `${name} edge`))}
      {roads.map((name) => drawn(name))}
      {drawn('rail', 'rail edge')}
      {drawn('rail')}
    </>
  );
});

/** The names on the ground. */
export function LabelLayer({ ground, view }: { readonly ground: Ground; readonly view: MapView }) {
  const language = useLanguage();
  const labels = useMemo(() => placeLabels(ground.labels, view, language), [ground, view, language]);
  return (
    <g className="names">
      {labels.map(({ text, style, x, y, turn }) => (
        <text key={`${style} ${text}`} className={style} transform={`translate(${x} ${y}) rotate(${turn})`} dy=".35em">
          {text}
        </text>
      ))}
    </g>
  );
}
