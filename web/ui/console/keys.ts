import { useEffect, useRef, useSyncExternalStore } from 'react';

import { preferences } from './preferences.ts';

/** A key or two keys in a row, such as `j`, `Escape`, `mod+k` or `g h`, what it does, and words for the sheet of keys. */
export interface KeySpec {
  readonly keys: string;
  readonly title: string;
  readonly run: () => void;
  /** Also while somebody types; for `mod+k` and the like. */
  readonly always?: boolean;
  /** Left out of the sheet of keys. */
  readonly silent?: boolean;
}

const active = new Map<symbol, readonly KeySpec[]>();
const readers = new Set<() => void>();
let sheet: readonly KeySpec[] = [];
let pending = '';
let pendingTimer = 0;

const SECOND_KEY_MS = 1200;

/** Makes keys work while the component is on the page. Later components win over earlier ones. */
export function useKeys(specs: readonly KeySpec[]): void {
  const owner = useRef(Symbol('keys'));
  useEffect(() => {
    const { current } = owner;
    const isNew = !active.has(current);
    active.set(current, specs);
    if (isNew) listen();
    publish();
  }, [specs]);
  useEffect(() => {
    const { current } = owner;
    return () => {
      active.delete(current);
      publish();
    };
  }, []);
}

/** All keys that work now, for the sheet of keys. */
export function useActiveKeys(): readonly KeySpec[] {
  return useSyncExternalStore(subscribe, () => sheet);
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

function publish(): void {
  sheet = [...active.values()].flat();
  for (const reader of readers) reader();
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  document.addEventListener('keydown', onKey);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const stroke = strokeOf(event);
  const typing = isTyping(event.target);
  const spec = find(pending ? `${pending} ${stroke}` : stroke) ?? (pending ? find(stroke) : undefined);
  setPending('');
  if (spec && (spec.always || (!typing && letterAllowed(stroke) && !inDialog(event.target)))) {
    event.preventDefault();
    spec.run();
  } else if (!typing && letterAllowed(stroke) && sheet.some(({ keys }) => keys.startsWith(`${stroke} `))) {
    setPending(stroke);
  }
}

function find(strokes: string): KeySpec | undefined {
  return sheet.findLast(({ keys }) => keys === strokes);
}

/** The first of two keys waits a moment for the second. */
function setPending(stroke: string): void {
  clearTimeout(pendingTimer);
  pending = stroke;
  if (stroke) pendingTimer = window.setTimeout(() => setPending(''), SECOND_KEY_MS);
}

function strokeOf({ key, ctrlKey, metaKey }: KeyboardEvent): string {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return ctrlKey || metaKey ? `mod+${name}` : name;
}

function letterAllowed(stroke: string): boolean {
  return stroke.length > 1 || preferences().letterKeys;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio]), textarea, select'))
  );
}

/** A dialog has its own keys; the screen behind it stays still. */
function inDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role=dialog]') !== null;
}
