import { useCallback, useSyncExternalStore } from 'react';

const readers = new Set<() => void>();
let beat = 0;

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  if (readers.size === 1) beat = window.setInterval(() => tell(), 1000);
  return () => {
    readers.delete(reader);
    if (readers.size === 0) clearInterval(beat);
  };
}

function tell(): void {
  for (const reader of readers) reader();
}

/**
 * The moment in milliseconds since 1970, to the second. One beat serves the page, and a component draws again only when what `round`
 * makes of the moment is another value: a clock that shows minutes draws once a minute, and the page around it never.
 */
export function useTick<Shown extends string | number>(round: (now: number) => Shown): Shown {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => round(Math.floor(Date.now() / 1000) * 1000), [round]),
  );
}
