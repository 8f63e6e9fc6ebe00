import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

import { localDay } from './day.ts';

/** Where somebody is on the board: it all stands in the address, so that it can be sent to others. */
export interface Place {
  readonly filters: Readonly<Record<string, string>>;
  readonly selected: string | null;
  /** The day played back, `YYYY-MM-DD`; null is now. */
  readonly day: string | null;
  readonly filter: (key: string, value: string) => void;
  readonly clear: () => void;
  readonly select: (code: string | null) => void;
  /** To another day, or back to now. */
  readonly goTo: (day: Date | string | null) => void;
}

const FILTERS = ['town', 'department', 'category', 'level'];

/** Reads the address, and changes it without filling the history with every case somebody looked at. */
export function usePlace(): Place {
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>, replace: boolean) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          for (const [key, value] of Object.entries(changes)) {
            if (value) next.set(key, value);
            else next.delete(key);
          }
          return next;
        },
        { replace },
      ),
    [setParams],
  );
  return useMemo(() => {
    const now = new URLSearchParams(text);
    return {
      filters: Object.fromEntries(FILTERS.flatMap((key) => (now.get(key) ? [[key, now.get(key) ?? '']] : []))),
      selected: now.get('sel'),
      day: now.get('day'),
      filter: (key, value) => set({ [key]: value }, false),
      clear: () => set(Object.fromEntries(FILTERS.map((key) => [key, null])), false),
      select: (code) => set({ sel: code }, true),
      goTo: (day) => set({ day: day instanceof Date ? localDay(day) : day, sel: null }, false),
    };
  }, [text, set]);
}
