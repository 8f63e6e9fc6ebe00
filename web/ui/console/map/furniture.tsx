import { IconList, IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react';

import { defineTexts } from '#kernel/i18n';
import { useFormat } from '../format.ts';
import { useTexts } from '../language.ts';
import { useNow } from '../values.tsx';
import { usePointWords } from './marks.tsx';
import { ShapeIcon } from './shapes.tsx';
import type { LegendEntry, MapAge, MapPoint } from './types.ts';
import type { MapHands } from './use-map-view.ts';

const texts = defineTexts({
  tools: { en: 'Map', zh: '地图' },
  nearer: { en: 'Zoom in', zh: '放大' },
  farther: { en: 'Zoom out', zh: '缩小' },
  whole: { en: 'Whole district', zh: '全区' },
  list: { en: 'List of points', zh: '点位列表' },
  legend: { en: 'Legend', zh: '图例' },
  ages: { en: 'Age of data', zh: '数据时间' },
  never: { en: 'none yet', zh: '暂无' },
  here: { en: { one: '{count} point on the screen', other: '{count} points on the screen' }, zh: '当前范围内 {count} 个点位' },
  nothing: { en: 'Nothing in this part of the district', zh: '当前范围内没有点位' },
  kilometres: { en: '{count} km', zh: '{count} 公里' },
  metres: { en: '{count} m', zh: '{count} 米' },
});

interface ToolsProps {
  readonly hands: MapHands;
  readonly listed: boolean;
  readonly onList: () => void;
}

/** The map's own buttons. */
export function Tools({ hands, listed, onList }: ToolsProps) {
  const t = useTexts(texts);
  const tool = (title: string, icon: React.ReactNode, run: () => void, pressed?: boolean) => (
    <button type="button" aria-label={title} title={title} aria-pressed={pressed} onClick={run}>
      {icon}
    </button>
  );
  return (
    <fieldset className="map-tools" aria-label={t('tools')}>
      {tool(t('nearer'), <IconPlus size={18} aria-hidden />, () => hands.zoom(1.6))}
      {tool(t('farther'), <IconMinus size={18} aria-hidden />, () => hands.zoom(1 / 1.6))}
      {tool(t('whole'), <IconZoomReset size={18} aria-hidden />, hands.whole)}
      {tool(t('list'), <IconList size={18} aria-hidden />, onList, listed)}
    </fieldset>
  );
}

interface PointListProps {
  readonly points: readonly MapPoint[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** Everything on the screen once more in words: the map is never the only way. */
export function PointList({ points, selected, onSelect }: PointListProps) {
  const t = useTexts(texts);
  const words = usePointWords();
  return (
    <section className="map-list" aria-label={t('list')}>
      <p className="small ink2" role="status">
        {points.length > 0 ? t('here', { count: points.length }) : t('nothing')}
      </p>
      <ul>
        {points.map((point) => (
          <li key={point.id}>
            <button type="button" aria-pressed={point.id === selected} onClick={() => onSelect(point.id)}>
              <ShapeIcon {...point} />
              <span>{words(point)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the shapes mean; it can be folded away. */
export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  const t = useTexts(texts);
  if (entries.length === 0) return null;
  return (
    <details className="map-legend" open={window.innerWidth > 720}>
      <summary>{t('legend')}</summary>
      <ul>
        {entries.map(({ title, shape = 'ring', tone = 'ink', late }) => (
          <li key={title}>
            <ShapeIcon shape={shape} tone={tone} late={late} />
            {title}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** How old each kind of data is; what is older than promised is marked in words. */
export function Ages({ ages }: { readonly ages: readonly MapAge[] }) {
  const t = useTexts(texts);
  const format = useFormat();
  const now = useNow();
  if (ages.length === 0) return null;
  return (
    <p className="map-ages">
      <span className="b">{t('ages')}</span>
      {ages.map(({ title, at, oldAfterSeconds }) => {
        const age = at ? now - new Date(at).getTime() : null;
        const old = age === null || age > oldAfterSeconds * 1000;
        return (
          <span key={title} className={old ? 'age old' : 'age'}>
            {title} {age === null ? t('never') : format.span(age)}
          </span>
        );
      })}
    </p>
  );
}

const STEPS_KM = [0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10];
const SCALE_PX = 110;

/** A round length at the map's scale. */
export function ScaleBar({ pxPerKm, width, height }: { readonly pxPerKm: number; readonly width: number; readonly height: number }) {
  const t = useTexts(texts);
  const km = STEPS_KM.findLast((step) => step * pxPerKm <= SCALE_PX) ?? 0.02;
  const length = km * pxPerKm;
  return (
    <g className="scale" transform={`translate(${width - length - 14} ${height - 18})`}>
      <path d={`M0 0v6h${length}v-6`} />
      <text x={length / 2} y="-1">
        {km >= 1 ? t('kilometres', { count: km }) : t('metres', { count: km * 1000 })}
      </text>
    </g>
  );
}
