import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

import { useApi } from '../ui/console/use-api.ts';
import type { ScreenList } from './menu.ts';

type ViewModule = { readonly default: ComponentType };

const files = import.meta.glob<ViewModule>(['../../src/modules/*/screens/console/*.tsx', '../../src/kernel/*/screens/console/*.tsx']);
const views = new Map<string, LazyExoticComponent<ComponentType>>();

/** The screens this person may open; the list is read again when somebody else signs in. */
export function useScreens(personId: string): ScreenList {
  return useApi<ScreenList>('/api/console/screens', { query: { for: personId }, freshSeconds: 600 }).data ?? { items: [] };
}

/** Fetches a view before it is opened, when somebody points at the way to it. */
export function prepareView(view: string): void {
  void loaderOf(view)?.().catch(() => undefined);
}

/** The view of a screen, fetched when it is first shown: `policy/matrix` is `policy/screens/console/matrix.tsx` of a module or service. */
export function viewOf(view: string): LazyExoticComponent<ComponentType> | null {
  const kept = views.get(view);
  if (kept) return kept;
  const load = loaderOf(view);
  if (!load) return null;
  const component = lazy(load);
  views.set(view, component);
  return component;
}

function loaderOf(view: string): (() => Promise<ViewModule>) | undefined {
  const [owner, name] = view.split('/');
  const file = Object.keys(files).find((path) => path.endsWith(`/${owner}/screens/console/${name}.tsx`));
  return file === undefined ? undefined : files[file];
}
