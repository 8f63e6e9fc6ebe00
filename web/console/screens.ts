import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

import type { Bilingual } from '#kernel';
import { useApi } from '../ui/console/use-api.ts';

/** A staff page that this person may open, as the server lists it. */
export interface ScreenEntry {
  readonly module: string;
  readonly path: string;
  readonly title: Bilingual;
  readonly view: string;
  readonly menu: { readonly order: number; readonly icon: string } | null;
}

/** What the shell asks before anything else: where it is, and which screens there are. */
export interface ScreenList {
  readonly district?: Bilingual;
  readonly items: readonly ScreenEntry[];
}

type ViewModule = { readonly default: ComponentType };

const files = import.meta.glob<ViewModule>(['../../src/modules/*/screens/console/*.tsx', '../../src/kernel/*/screens/console/*.tsx']);
const views = new Map<string, LazyExoticComponent<ComponentType>>();

/** The screens this person may open; the list is read again when somebody else signs in. */
export function useScreens(personId: string): ScreenList {
  return useApi<ScreenList>('/api/console/screens', { query: { for: personId }, freshSeconds: 600 }).data ?? { items: [] };
}

/** The view of a screen, fetched when it is first shown: `policy/matrix` is `policy/screens/console/matrix.tsx` of a module or service. */
export function viewOf(view: string): LazyExoticComponent<ComponentType> | null {
  const kept = views.get(view);
  if (kept) return kept;
  const [owner, name] = view.split('/');
  const file = Object.keys(files).find((path) => path.endsWith(`/${owner}/screens/console/${name}.tsx`));
  const load = file === undefined ? undefined : files[file];
  if (!load) return null;
  const component = lazy(load);
  views.set(view, component);
  return component;
}

/** The second key after G that goes to a screen: the first letter of its English title that nobody took before it. */
export function goKeys(screens: readonly ScreenEntry[]): ReadonlyMap<string, string> {
  const taken = new Set(['h', 's']);
  const keys = new Map<string, string>();
  for (const { path, title } of screens) {
    const letter = [...title.en.toLowerCase()].find((sign) => /[a-z]/.test(sign) && !taken.has(sign));
    if (!letter) continue;
    taken.add(letter);
    keys.set(path, letter);
  }
  return keys;
}

/** Screens with a place in the rail, in order. */
export function menuOf({ items }: ScreenList): ScreenEntry[] {
  return items.filter(({ menu }) => menu).sort((left, right) => (left.menu?.order ?? 0) - (right.menu?.order ?? 0));
}
