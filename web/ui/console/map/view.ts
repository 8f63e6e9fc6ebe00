/** Longitude and latitude, WGS84 degrees. */
export type LngLat = readonly [lng: number, lat: number];
/** Kilometres east and south of the map's origin. */
export type Spot = readonly [east: number, south: number];

/** Turns degrees into kilometres around an origin and back: flat, which is right to a few metres within one district. */
export interface Projection {
  readonly flat: (at: LngLat) => Spot;
  readonly degrees: (spot: Spot) => LngLat;
}

/** What part of the ground is on the screen, and how large. */
export interface MapView {
  /** Middle of the screen. */
  readonly centre: Spot;
  /** Pixels a kilometre. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle on the ground. */
export interface Extent {
  readonly from: Spot;
  readonly to: Spot;
}

const KM_PER_DEGREE_NORTH = 110.85;
const KM_PER_DEGREE_EQUATOR = 111.32;
/** A street fills the screen. */
const NEAREST = 1_600;

/** The projection around a place. */
export function projectionAt([lng0, lat0]: LngLat): Projection {
  const east = KM_PER_DEGREE_EQUATOR * Math.cos((lat0 * Math.PI) / 180);
  return {
    flat: ([lng, lat]) => [(lng - lng0) * east, (lat0 - lat) * KM_PER_DEGREE_NORTH],
    degrees: ([x, y]) => [lng0 + x / east, lat0 - y / KM_PER_DEGREE_NORTH],
  };
}

/** The smallest rectangle around some spots. */
export function extentOf(spots: readonly Spot[]): Extent {
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
  return { from: [least(xs), least(ys)], to: [most(xs), most(ys)] };
}

/** A view that shows a whole rectangle with a little room around; one spot is shown with its neighbourhood. */
export function fit({ from, to }: Extent, width: number, height: number, room = 24): MapView {
  const across = Math.max(to[0] - from[0], 0.6);
  const down = Math.max(to[1] - from[1], 0.4);
  const scale = Math.max(1, Math.min((width - 2 * room) / across, (height - 2 * room) / down));
  return { centre: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], scale: Math.min(scale, NEAREST), width, height };
}

/** Where a spot is on the screen, in pixels from the upper left corner. */
export function onScreen({ centre, scale, width, height }: MapView, [x, y]: Spot): readonly [number, number] {
  return [width / 2 + (x - centre[0]) * scale, height / 2 + (y - centre[1]) * scale];
}

/** The spot under a pixel. */
export function underPixel({ centre, scale, width, height }: MapView, px: number, py: number): Spot {
  return [centre[0] + (px - width / 2) / scale, centre[1] + (py - height / 2) / scale];
}

/** The view after the ground was dragged by some pixels. */
export function panned(view: MapView, dx: number, dy: number): MapView {
  return { ...view, centre: [view.centre[0] - dx / view.scale, view.centre[1] - dy / view.scale] };
}

/** The view after zooming by a factor; what lies under the pixel stays there. `whole` is the scale that shows everything. */
export function zoomed(view: MapView, factor: number, whole: number, px = view.width / 2, py = view.height / 2): MapView {
  const scale = Math.max(whole * 0.8, Math.min(NEAREST, view.scale * factor));
  const [x, y] = underPixel(view, px, py);
  return { ...view, scale, centre: [x - (px - view.width / 2) / scale, y - (py - view.height / 2) / scale] };
}

/** Keeps the middle of the screen on the ground, so that nobody gets lost in emptiness. */
export function kept(view: MapView, { from, to }: Extent): MapView {
  const within = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
  return { ...view, centre: [within(view.centre[0], from[0], to[0]), within(view.centre[1], from[1], to[1])] };
}

/** Whether a spot is on the screen, or at most `beyond` pixels outside. */
export function isSeen(view: MapView, spot: Spot, beyond = 0): boolean {
  const [x, y] = onScreen(view, spot);
  return x >= -beyond && y >= -beyond && x <= view.width + beyond && y <= view.height + beyond;
}

const least = (values: readonly number[]) => values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]) => values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
