import { type KeyboardEvent, type MouseEvent, useId, useMemo, useRef, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useTexts } from '../language.ts';
import { useApi } from '../use-api.ts';
import { type Ground, groundOf, type MapCollection } from './base-map.ts';
import { clustersOf } from './clusters.ts';
import { Ages, Legend, PointList, ScaleBar, Tools } from './furniture.tsx';
import { GroundLayer, LabelLayer } from './ground.tsx';
import { Areas, ClusterMark, Lines, Mark, type PlacedPoint } from './marks.tsx';
import type { CaseMapProps } from './types.ts';
import { type MapHands, moveByKey, useMapView } from './use-map-view.ts';
import { type Extent, extentOf, isSeen, onScreen, projectionAt, underPixel } from './view.ts';

const texts = defineTexts({
  keys: {
    en: 'Arrow keys move the map, plus and minus zoom, 0 shows the whole district, N and P go to the next and previous point.',
    zh: '方向键移动地图，加减号缩放，0 显示全区，N 和 P 前往下一个、上一个点位。',
  },
  place: { en: 'Enter marks the spot in the middle.', zh: '回车标记地图中心。' },
  map: { en: 'map', zh: '地图' },
});

/** Marks closer than this are joined. */
const APART_PX = 27;
const SEEN_BEYOND_PX = 30;
const DAY_SECONDS = 86_400;
const NO_POINTS: never[] = [];

/**
 * A map of the district that needs no map server: ground, areas, points with clusters, and the same points as a list.
 * @example <CaseMap title="Open cases" points={points} selected={id} onSelect={setId} callout={(id) => <Card id={id} />} height={420} />
 */
export function CaseMap(props: CaseMapProps) {
  const collection = useApi<MapCollection>('/api/map', { freshSeconds: DAY_SECONDS }).data;
  const ground = useMemo(() => (collection ? groundOf(collection) : bareGround(props.points)), [collection, props.points]);
  return <Stage key={collection ? 'ground' : 'bare'} {...props} ground={ground} />;
}

function Stage(props: CaseMapProps & { readonly ground: Ground }) {
  const { title, ground, areas = NO_POINTS, lines = NO_POINTS, legend = NO_POINTS, ages = NO_POINTS, selected = null, height } = props;
  const t = useTexts(texts);
  const stage = useRef<HTMLDivElement>(null);
  const keysId = useId();
  const [listed, setListed] = useState(false);
  const points = useMemo(
    () => props.points.map((point): PlacedPoint => ({ ...point, spot: ground.projection.flat([point.lng, point.lat]) })),
    [props.points, ground],
  );
  const hands = useMapView(stage, ground.extent, useStart(props, points));
  const { view } = hands;
  const seen = points.filter(({ spot }) => isSeen(view, spot, SEEN_BEYOND_PX));
  const select = (id: string | null) => {
    props.onSelect?.(id);
    const point = points.find((one) => one.id === id);
    if (point && !isSeen(view, point.spot, -40)) hands.change((old) => ({ ...old, centre: point.spot }));
  };
  const place = (x: number, y: number) => {
    const [lng, lat] = ground.projection.degrees(underPixel(view, x, y));
    props.onPlace?.({ lng, lat });
  };
  const onClick = (event: MouseEvent) => {
    if (hands.dragged() || (event.target as Element).closest('.mark')) return;
    const box = event.currentTarget.getBoundingClientRect();
    if (props.onPlace) place(event.clientX - box.left, event.clientY - box.top);
    else props.onSelect?.(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const done = moveByKey(event.key, hands) || step(event.key, points, selected, select) || enter(event);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const enter = ({ key, target, currentTarget }: KeyboardEvent) => {
    if (key === 'Enter' && props.onPlace && target === currentTarget) place(view.width / 2, view.height / 2);
    else if (key === 'Escape' && selected !== null) props.onSelect?.(null);
    else return false;
    return true;
  };
  return (
    <section className="map" aria-label={title} style={height ? { height } : undefined}>
      <div
        ref={stage}
        className="map-stage"
        data-place={props.onPlace ? '' : undefined}
        role="application"
        aria-roledescription={t('map')}
        aria-label={title}
        aria-describedby={keysId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the map
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
        {...hands.pointers}
      >
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: the stage around it has the name; a title would show as a tip everywhere */}
        <svg width={view.width} height={view.height} className="map-svg">
          <GroundLayer ground={ground} view={view} />
          <Areas areas={areas} view={view} projection={ground.projection} selected={selected} />
          <LabelLayer ground={ground} view={view} />
          <Lines lines={lines} view={view} projection={ground.projection} />
          <Points points={points} hands={hands} selected={selected} named={!props.callout} onSelect={select} />
          <ScaleBar pxPerKm={view.scale} width={view.width} height={view.height} />
        </svg>
      </div>
      <p id={keysId} className="vh">
        {t('keys')} {props.onPlace && t('place')}
      </p>
      <Callout {...props} points={points} hands={hands} />
      <Tools hands={hands} listed={listed} onList={() => setListed(!listed)} />
      {listed && <PointList points={seen} selected={selected} onSelect={select} />}
      {!listed && <Legend entries={legend} />}
      <Ages ages={ages} />
    </section>
  );
}

interface PointsProps {
  readonly points: readonly PlacedPoint[];
  readonly hands: MapHands;
  readonly selected: string | null;
  /** Whether the selected point's name is written beside it, because no card says it. */
  readonly named: boolean;
  readonly onSelect: (id: string) => void;
}

/** Single and selected points stand alone; the others are joined where they would cover each other. */
function Points({ points, hands, selected, named, onSelect }: PointsProps) {
  const { view } = hands;
  const alone = points.filter((point) => point.single || point.id === selected);
  const joined = useMemo(
    () =>
      clustersOf(
        points.filter((point) => !point.single && point.id !== selected),
        APART_PX / view.scale,
      ),
    [points, selected, view.scale],
  );
  const seen = joined.filter(({ spot }) => isSeen(view, spot, SEEN_BEYOND_PX)).reverse(); // what matters most is drawn last, on top
  const mark = (point: PlacedPoint) => (
    <Mark
      key={point.id}
      point={point}
      view={view}
      selected={point.id === selected}
      named={point.single || (named && point.id === selected)}
      onSelect={() => onSelect(point.id)}
    />
  );
  return (
    <>
      {seen.map((cluster) => {
        const [first] = cluster.members;
        if (cluster.members.length === 1) return mark(first);
        return <ClusterMark key={first.id} cluster={cluster} view={view} onOpen={() => open(cluster.members, hands, onSelect)} />;
      })}
      {alone.filter(({ spot }) => isSeen(view, spot, SEEN_BEYOND_PX)).map(mark)}
    </>
  );
}

/** Zooms to what a cluster holds; when all of it is in one spot, its first point is chosen. */
function open(members: readonly PlacedPoint[], hands: MapHands, onSelect: (id: string) => void): void {
  const extent = extentOf(members.map(({ spot }) => spot));
  const [first] = members;
  const oneSpot = Math.max(extent.to[0] - extent.from[0], extent.to[1] - extent.from[1]) < 0.01;
  if (oneSpot && first) onSelect(first.id);
  else hands.look(extent);
}

/** N and P go from point to point, in the order given. */
function step(key: string, points: readonly PlacedPoint[], selected: string | null, select: (id: string) => void): boolean {
  const way = { n: 1, p: -1 }[key.toLowerCase()];
  if (!way || points.length === 0) return false;
  const now = points.findIndex(({ id }) => id === selected);
  const next = points[now < 0 ? 0 : (now + way + points.length) % points.length];
  if (next) select(next.id);
  return true;
}

const CALLOUT_PX = 300;

/** A card beside the selected point, on the side where there is room. */
function Callout({
  callout,
  selected,
  points,
  hands,
}: Pick<CaseMapProps, 'callout' | 'selected'> & { readonly points: readonly PlacedPoint[]; readonly hands: MapHands }) {
  const point = points.find(({ id }) => id === selected);
  if (!callout || !point || !isSeen(hands.view, point.spot)) return null;
  const [x, y] = onScreen(hands.view, point.spot);
  const left = x + CALLOUT_PX + 30 < hands.view.width ? x + 26 : Math.max(8, x - CALLOUT_PX - 26);
  const top = Math.max(8, Math.min(y - 34, hands.view.height - 170));
  return (
    <section className="map-callout" style={{ left, top, width: CALLOUT_PX }} aria-label={point.label}>
      {callout(point.id)}
    </section>
  );
}

/** What is shown first; it does not move again when points come and go. */
function useStart({ start = 'district', ground }: CaseMapProps & { readonly ground: Ground }, points: readonly PlacedPoint[]): Extent {
  const first = useRef<Extent | null>(null);
  if (!first.current && points.length > 0 && start === 'points') first.current = extentOf(points.map(({ spot }) => spot));
  return first.current ?? ground.extent;
}

/** Without a map the points still stand where they are. */
function bareGround(points: CaseMapProps['points']): Ground {
  const first = points[0];
  const projection = projectionAt(first ? [first.lng, first.lat] : [0, 0]);
  const extent = extentOf([[-1, -1], [1, 1], ...points.map(({ lng, lat }) => projection.flat([lng, lat]))]);
  return { projection, extent, paths: {}, labels: [] };
}
