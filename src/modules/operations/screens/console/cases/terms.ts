import { useMemo } from 'react';

import type { Bilingual } from '#kernel';
import { type MapShape, type MapTone, useApi, useSay } from '#ui';

interface Named {
  readonly key: string;
  readonly title: Bilingual;
}

/** Words of the profile that forms and lists need. */
export interface Terms {
  readonly groups: readonly (Named & { readonly leaves: readonly (Named & { readonly level: string; readonly department: string })[] })[];
  readonly levels: readonly Named[];
  readonly departments: readonly Named[];
}

const HOUR_SECONDS = 3600;
const NONE: Terms = { groups: [], levels: [], departments: [] };

/** Categories, levels and departments; empty until they have come. */
export function useTerms(): Terms {
  return useApi<Terms>('/api/intake/terms', { freshSeconds: HOUR_SECONDS }).data ?? NONE;
}

/** A department in words. */
export function useDepartmentName(): (key: string) => string {
  const say = useSay();
  const { departments } = useTerms();
  return useMemo(() => {
    const names = new Map(departments.map(({ key, title }) => [key, say(title)]));
    return (key) => names.get(key) ?? key;
  }, [departments, say]);
}

interface TownMap {
  readonly features: readonly { readonly properties: { readonly layer?: string; readonly code?: string; readonly name?: Bilingual } }[];
}

/** Towns of the district by their codes, as the map knows them. */
export function useTowns(): readonly Named[] {
  const map = useApi<TownMap>('/api/map', { freshSeconds: 24 * HOUR_SECONDS }).data;
  return useMemo(
    () =>
      (map?.features ?? []).flatMap(({ properties: { layer, code, name } }) =>
        layer === 'town' && code && name ? [{ key: code, title: name }] : [],
      ),
    [map],
  );
}

/** A town in words. */
export function useTownName(): (code: string | null) => string | null {
  const say = useSay();
  const towns = useTowns();
  return (code) => {
    const found = towns.find(({ key }) => key === code);
    return found ? say(found.title) : code;
  };
}

/** Marks for groups of categories, in the order in which the profile names the groups. */
const MARKS: readonly (readonly [MapShape, MapTone])[] = [
  ['square', 'ink'],
  ['triangle', 'amber'],
  ['drop', 'river'],
  ['diamond', 'leaf'],
  ['pentagon', 'stop'],
  ['ring', 'plum'],
  ['diamond', 'teal'],
  ['triangle', 'plum'],
  ['square', 'leaf'],
  ['pentagon', 'amber'],
  ['ring', 'teal'],
];

/** Shape and colour of a category: that of its group. */
export function useCategoryMark(): (category: string) => { readonly shape: MapShape; readonly tone: MapTone } {
  const { groups } = useTerms();
  return (category) => {
    const index = groups.findIndex(({ key }) => category === key || category.startsWith(`${key}.`));
    const [shape, tone] = MARKS[Math.max(0, index) % MARKS.length] ?? ['square', 'ink'];
    return { shape, tone };
  };
}
