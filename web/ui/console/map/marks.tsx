import { defineTexts } from '#kernel/i18n';
import { useTexts } from '../language.ts';
import type { Cluster } from './clusters.ts';
import { Shape } from './shapes.tsx';
import type { MapArea, MapLine, MapPoint } from './types.ts';
import { type MapView, onScreen, type Projection, type Spot } from './view.ts';

const texts = defineTexts({
  cluster: { en: '{count} here, first {first}. Enter zooms in', zh: '此处 {count} 项，首项为{first}。回车放大' },
  handledBy: { en: 'handled by {who}', zh: '由 {who} 处理' },
  signals: { en: '{count} signals', zh: '{count} 条信号' },
  late: { en: 'past due', zh: '已逾期' },
  old: { en: 'old data', zh: '数据过期' },
  area: { en: 'Area: {label}', zh: '区域：{label}' },
});

/** A point with its spot on the ground. */
export interface PlacedPoint extends MapPoint {
  readonly spot: Spot;
}

/** What a point says in words. */
export function usePointWords(): (point: MapPoint) => string {
  const t = useTexts(texts);
  return ({ label, note, late, old }) => [label, note, late && t('late'), old && t('old')].filter(Boolean).join(', ');
}

interface MarkProps {
  readonly point: PlacedPoint;
  readonly view: MapView;
  readonly selected: boolean;
  /** Whether its name is written beside it. */
  readonly named: boolean;
  readonly onSelect: () => void;
}

/** One point. Letters on it stand beside the button, whose name says all of them in words. */
export function Mark({ point, view, selected, named, onSelect }: MarkProps) {
  const t = useTexts(texts);
  const [x, y] = onScreen(view, point.spot);
  const { badge, count = 1 } = point;
  const words = [usePointWords()(point), badge && t('handledBy', { who: badge }), count > 1 && t('signals', { count })]
    .filter(Boolean)
    .join(', ');
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG knows no button element */}
      <g
        role="button"
        tabIndex={-1}
        aria-label={words}
        aria-pressed={selected}
        className="mark"
        transform={`translate(${x} ${y})`}
        onClick={onSelect}
        onKeyDown={(event) => event.key === 'Enter' && onSelect()}
      >
        <title>{words}</title>
        <circle r="15" className="hit" />
        {selected && <circle r="18" className="chosen" />}
        <Shape {...point} />
      </g>
      <g className="mark-words" transform={`translate(${x} ${y})`}>
        {badge && <Badge>{badge}</Badge>}
        {count > 1 && <CountPill count={count} />}
        {named && (
          <text className="mark-name" y="-19">
            {point.label}
          </text>
        )}
      </g>
    </>
  );
}

function Badge({ children }: { readonly children: string }) {
  return (
    <g transform="translate(11 -10)">
      <circle r="7.5" className="badge" />
      <text className="in-badge" dy=".36em">
        {children}
      </text>
    </g>
  );
}

function CountPill({ count }: { readonly count: number }) {
  const width = 9 + String(count).length * 6;
  return (
    <g transform="translate(11 10)">
      <rect x={-width / 2} y="-7" width={width} height="14" rx="7" className="pill-back" />
      <text className="in-badge dark" dy=".36em">
        {count}
      </text>
    </g>
  );
}

interface ClusterMarkProps {
  readonly cluster: Cluster<PlacedPoint>;
  readonly view: MapView;
  readonly onOpen: () => void;
}

/** Points that would cover each other: how many, and whether one of them is late. */
export function ClusterMark({ cluster, view, onOpen }: ClusterMarkProps) {
  const t = useTexts(texts);
  const { members, spot } = cluster;
  const [x, y] = onScreen(view, spot);
  const words = t('cluster', { count: members.length, first: members[0].label });
  const late = members.filter((point) => point.late).length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG knows no button element
    <g
      role="button"
      tabIndex={-1}
      aria-label={late > 0 ? `${words}, ${t('late')} ${late}` : words}
      className="mark cluster"
      transform={`translate(${x} ${y})`}
      onClick={onOpen}
      onKeyDown={(event) => event.key === 'Enter' && onOpen()}
    >
      <title>{words}</title>
      {late > 0 && <circle r={radiusOf(members.length) + 4} className="halo t-stop" />}
      <circle r={radiusOf(members.length)} className="cluster-back" />
      <text className="cluster-count" dy=".36em">
        {members.length}
      </text>
    </g>
  );
}

function radiusOf(count: number): number {
  return Math.min(24, 12 + Math.log2(count) * 1.6);
}

interface AreasProps {
  readonly areas: readonly MapArea[];
  readonly view: MapView;
  readonly projection: Projection;
  readonly selected: string | null;
}

/** Areas lie over the ground and under the points. */
export function Areas({ areas, view, projection, selected }: AreasProps) {
  const t = useTexts(texts);
  return areas.map((area) => {
    const label = labelSpot(area, view, projection);
    return (
      <g key={area.id} className={`area t-${area.tone} ${selected === area.id ? 'selected' : ''}`}>
        <title>{t('area', { label: area.label })}</title>
        {area.rings && <path d={area.rings.map((ring) => ringPath(ring.map((at) => onScreen(view, projection.flat(at))))).join('')} />}
        {area.circle && <CircleArea {...area.circle} view={view} projection={projection} />}
        {label && (
          <text x={label[0]} y={label[1]} className="area-name">
            {area.label}
          </text>
        )}
      </g>
    );
  });
}

function CircleArea({ at, km, view, projection }: NonNullable<MapArea['circle']> & { view: MapView; projection: Projection }) {
  const [x, y] = onScreen(view, projection.flat(at));
  return <circle cx={x} cy={y} r={Math.max(4, km * view.scale)} />;
}

/** The highest point of the area, where its name stands. */
function labelSpot({ rings, circle }: MapArea, view: MapView, { flat }: Projection): readonly [number, number] | null {
  if (circle) {
    const [x, y] = onScreen(view, flat(circle.at));
    return [x, y - circle.km * view.scale - 6];
  }
  const corners = (rings?.[0] ?? []).map((at) => onScreen(view, flat(at)));
  const [top] = corners.toSorted((a, b) => a[1] - b[1]);
  return top ? [top[0], top[1] - 6] : null;
}

/** Ways and closures, over the ground. */
export function Lines({ lines, view, projection }: { lines: readonly MapLine[]; view: MapView; projection: Projection }) {
  return lines.map(({ id, label, tone, points, dashed }) => (
    <g key={id} className={`way t-${tone} ${dashed ? 'dashed' : ''}`}>
      <title>{label}</title>
      <path d={`M${points.map((at) => onScreen(view, projection.flat(at)).join(' ')).join('L')}`} />
    </g>
  ));
}

function ringPath(corners: readonly (readonly [number, number])[]): string {
  return corners.length > 0 ? `M${corners.map(([x, y]) => `${x} ${y}`).join('L')}Z` : '';
}
