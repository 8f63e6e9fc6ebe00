import type { ReactNode } from 'react';

import { useWords } from './frame.tsx';
import { niceStep, px } from './scale.ts';

export interface MapPoint {
  /** Degrees, WGS84. */
  readonly lon: number;
  readonly lat: number;
  readonly label: string;
  readonly href?: string;
  readonly note?: ReactNode;
}

export interface ServerMapProps {
  /** What the map shows, in a sentence; read out instead of the picture. */
  readonly finding: string;
  readonly points: readonly MapPoint[];
  /** Points up to this many are numbered and stand in the list beside the map. */
  readonly listed?: number;
  readonly caption?: ReactNode;
}

const SIZE = 480;
const PADDING = 40;
/** Room below the points for the scale. */
const FOOT = 28;
const KM_PER_DEGREE = 111.32;

/** A plain map of points with a grid, a scale and a list; it needs no map service. */
export function ServerMap({ finding, points, listed = 12, caption }: ServerMapProps) {
  const view = viewOf(points);
  const numbered = points.length <= listed ? points : [];
  return (
    <figure className="plain-map">
      <svg viewBox={`0 0 ${SIZE} ${view.height}`} role="img" aria-label={finding}>
        <rect width={SIZE} height={view.height} className="land" />
        <Grid view={view} />
        {numbered.length === 0 && <path className="dots" d={points.map(({ lon, lat }) => `M${view.x(lon)} ${view.y(lat)}h0`).join('')} />}
        {numbered.map(({ lon, lat, label }, index) => (
          <g key={label} transform={`translate(${view.x(lon)} ${view.y(lat)})`}>
            <circle r="13" className="mark" />
            <text className="mk" y="5">
              {index + 1}
            </text>
          </g>
        ))}
        <ScaleBar view={view} />
      </svg>
      <figcaption>
        {numbered.length > 0 && (
          <ol className="map-list">
            {numbered.map(({ label, href, note }) => (
              <li key={label}>
                {href ? <a href={href}>{label}</a> : label}
                {note && <span className="sm dim"> {note}</span>}
              </li>
            ))}
          </ol>
        )}
        {caption}
      </figcaption>
    </figure>
  );
}

interface View {
  readonly height: number;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  /** Pixels a degree of longitude. */
  readonly scale: number;
  x(lon: number): number;
  y(lat: number): number;
}

/** Fits all points; a degree of longitude shrinks with the cosine of the latitude. */
function viewOf(points: readonly MapPoint[]): View {
  const [lons, lats] = [points.map(({ lon }) => lon), points.map(({ lat }) => lat)];
  const range = (values: readonly number[]) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = Math.max(0, 0.004 - (high - low)) / 2;
    return [low - room, high + room] as const;
  };
  const [west, east] = range(lons);
  const [south, north] = range(lats);
  const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const tall = (north - south) / ((east - west) * squeeze);
  const inner = SIZE - 2 * PADDING;
  const scale = tall > 1 ? inner / (tall * (east - west)) : inner / (east - west);
  const height = px(Math.max(200, (scale / squeeze) * (north - south) + 2 * PADDING) + FOOT);
  const left = (SIZE - scale * (east - west)) / 2;
  const top = (height - FOOT - (scale / squeeze) * (north - south)) / 2;
  const x = (lon: number) => px(left + (lon - west) * scale);
  const y = (lat: number) => px(top + (north - lat) * (scale / squeeze));
  return { height, west, east, south, north, scale, x, y };
}

function Grid({ view }: { view: View }) {
  const step = niceStep(SIZE / view.scale, 4);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const between = (low: number, high: number) => {
    const first = Math.ceil(low / step);
    return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, index) => (first + index) * step);
  };
  return (
    <g className="grid">
      {between(view.west, view.east).map((lon) => (
        <g key={lon}>
          <path d={`M${view.x(lon)} 0V${view.height}`} />
          <text x={view.x(lon) + 4} y="14">
            {lon.toFixed(digits)}°E
          </text>
        </g>
      ))}
      {between(view.south, view.north).map((lat) => (
        <g key={lat}>
          <path d={`M0 ${view.y(lat)}H${SIZE}`} />
          <text x="4" y={view.y(lat) - 5}>
            {lat.toFixed(digits)}°N
          </text>
        </g>
      ))}
    </g>
  );
}

function ScaleBar({ view }: { view: View }) {
  const say = useWords();
  const kmPerPixel = (KM_PER_DEGREE * Math.cos(((view.south + view.north) / 2) * (Math.PI / 180))) / view.scale;
  const km = niceStep(kmPerPixel * SIZE, 5);
  const [end, length] = [SIZE - 16, px(km / kmPerPixel)];
  const words = km < 1 ? say('metres', { distance: Math.round(km * 1000) }) : say('kilometres', { distance: km });
  return (
    <g className="scale">
      <path d={`M${px(end - length)} ${view.height - 18}v6H${end}v-6`} />
      <text x={end} y={view.height - 24} textAnchor="end">
        {words}
      </text>
    </g>
  );
}
