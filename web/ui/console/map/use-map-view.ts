import { type Dispatch, type PointerEvent, type RefObject, type SetStateAction, useEffect, useMemo, useRef, useState } from 'react';

import { type Extent, fit, kept, type MapView, panned, zoomed } from './view.ts';

const STEP_PX = 80;
const ZOOM = 1.6;
const DRAG_FROM_PX = 4;

/** The view of a map in somebody's hands. */
export interface MapHands {
  readonly view: MapView;
  readonly look: (extent: Extent) => void;
  readonly zoom: (factor: number) => void;
  readonly pan: (right: number, down: number) => void;
  readonly whole: () => void;
  readonly change: Dispatch<SetStateAction<MapView>>;
  /** Handlers for the stage. */
  readonly pointers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: (event: PointerEvent) => void;
  };
  /** True when the pointer's last press moved the map, so its click means nothing. */
  readonly dragged: () => boolean;
}

/** Holds what a map shows: follows the size of its stage, drags, pinches, wheels and steps. */
export function useMapView(stage: RefObject<HTMLElement | null>, ground: Extent, start: Extent): MapHands {
  const [view, setView] = useState<MapView>(() => fit(start, 640, 420));
  const touched = useRef(false);
  const wholeScale = useMemo(() => fit(ground, view.width, view.height).scale, [ground, view.width, view.height]);
  const change: MapHands['change'] = (next) => {
    touched.current = true;
    setView((old) => kept(typeof next === 'function' ? next(old) : next, ground));
  };
  useSize(stage, (width, height) => setView((old) => (touched.current ? { ...old, width, height } : fit(start, width, height))));
  useEffect(() => {
    if (!touched.current) setView((old) => fit(start, old.width, old.height));
  }, [start]);
  useWheel(stage, (factor, x, y) => change((old) => zoomed(old, factor, wholeScale, x, y)));
  const { pointers, dragged } = usePointers(stage, change, wholeScale);
  return {
    view,
    change,
    pointers,
    dragged,
    look: (extent) => change((old) => fit(extent, old.width, old.height)),
    zoom: (factor) => change((old) => zoomed(old, factor, wholeScale)),
    pan: (right, down) => change((old) => panned(old, -right * STEP_PX, -down * STEP_PX)),
    whole: () => change((old) => fit(ground, old.width, old.height)),
  };
}

/** What keys do on a map: arrows move it, plus and minus zoom, zero shows everything. @returns whether the key was one of them */
export function moveByKey(key: string, { pan, zoom, whole }: MapHands): boolean {
  const way = ARROWS[key];
  const factor = FACTORS[key];
  if (way) pan(...way);
  else if (factor) zoom(factor);
  else if (key === '0') whole();
  else return false;
  return true;
}

const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const FACTORS: Readonly<Record<string, number>> = { '+': ZOOM, '=': ZOOM, '-': 1 / ZOOM };

function useSize(stage: RefObject<HTMLElement | null>, onSize: (width: number, height: number) => void): void {
  const latest = useRef(onSize);
  latest.current = onSize;
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width > 0 && height > 0) latest.current(width, height);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage]);
}

/** The wheel zooms once the map is in use, or with Ctrl; before, it scrolls the page as people expect. */
function useWheel(stage: RefObject<HTMLElement | null>, onZoom: (factor: number, x: number, y: number) => void): void {
  const latest = useRef(onZoom);
  latest.current = onZoom;
  useEffect(() => {
    const element = stage.current;
    const onWheel = (event: WheelEvent) => {
      if (!element || !(event.ctrlKey || element.contains(document.activeElement))) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      latest.current(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), event.clientX - box.left, event.clientY - box.top);
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [stage]);
}

interface Finger {
  readonly x: number;
  readonly y: number;
}

/** One finger or the mouse drags, two fingers pinch. */
function usePointers(stage: RefObject<HTMLElement | null>, change: MapHands['change'], wholeScale: number) {
  const fingers = useRef(new Map<number, Finger>());
  const travelled = useRef(0);
  const onPointerMove = (event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const [other] = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, finger]) => finger);
    const now = { x: event.clientX, y: event.clientY };
    fingers.current.set(event.pointerId, now);
    travelled.current += Math.hypot(now.x - before.x, now.y - before.y);
    if (travelled.current < DRAG_FROM_PX) return;
    if (!other) return change((old) => panned(old, now.x - before.x, now.y - before.y));
    const factor = apart(now, other) / Math.max(1, apart(before, other));
    const box = stage.current?.getBoundingClientRect();
    change((old) => zoomed(old, factor, wholeScale, (now.x + other.x) / 2 - (box?.left ?? 0), (now.y + other.y) / 2 - (box?.top ?? 0)));
  };
  const release = (event: PointerEvent) => void fingers.current.delete(event.pointerId);
  return {
    dragged: () => travelled.current >= DRAG_FROM_PX,
    pointers: {
      onPointerDown: (event: PointerEvent) => {
        if (fingers.current.size === 0) travelled.current = 0;
        fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      },
      onPointerMove: (event: PointerEvent) => {
        if (travelled.current >= DRAG_FROM_PX) event.currentTarget.setPointerCapture(event.pointerId);
        onPointerMove(event);
      },
      onPointerUp: release,
      onPointerCancel: release,
    },
  };
}

function apart(a: Finger, b: Finger): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
