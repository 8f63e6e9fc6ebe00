import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Something that can be done with what is chosen on the screen; the command palette offers it first. */
export interface SelectionAct {
  readonly title: string;
  readonly shortcut?: string;
  /** Why it cannot be done now. */
  readonly refusal?: string | null;
  readonly run: () => unknown;
}

/** What is chosen on the screen, in words, and what can be done with it. */
export interface Selection {
  readonly title: string;
  readonly acts: readonly SelectionAct[];
}

const offered = new Map<symbol, Selection>();
const readers = new Set<() => void>();
let current: Selection | null = null;

/** Offers acts on the chosen thing to the command palette, while the component is on the page; null offers nothing. */
export function useSelectionActs(selection: Selection | null): void {
  const owner = useRef(Symbol('selection'));
  useEffect(() => {
    const { current: key } = owner;
    if (selection) offered.set(key, selection);
    else offered.delete(key);
    publish();
    return () => {
      offered.delete(key);
      publish();
    };
  }, [selection]);
}

/** What is chosen now, or null. */
export function useSelection(): Selection | null {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

function publish(): void {
  current = [...offered.values()].at(-1) ?? null;
  for (const reader of readers) reader();
}
