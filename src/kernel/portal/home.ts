import type { AnyModule, Bilingual, Context, District, Door, LiveFigure } from '../core/index.ts';
import { activityFigures } from './activity.ts';
import { portalProfile } from './profile.ts';

/** What the home page shows besides the frame. */
export interface HomePage {
  readonly doors: readonly Door[];
  readonly figures: readonly LiveFigure[];
  readonly oftenLookedFor: readonly Bilingual[];
}

/** Figures are read once in this time and served to all; each says its own age. */
const KEPT_MS = 20_000;

/** Gathers the home page from what the modules contribute. */
export function homeOf(modules: () => readonly AnyModule[]) {
  const kept = new Map<District, { readonly until: number; readonly figures: readonly LiveFigure[] }>();
  return async (context: Context<never>): Promise<HomePage> => {
    const { oftenLookedFor } = context.profile(portalProfile);
    const doors = modules()
      .flatMap(({ contributes }) => contributes.doors ?? [])
      .toSorted((a, b) => a.order - b.order);
    const fresh = kept.get(context.district);
    if (fresh && fresh.until > context.now.getTime()) return { doors, figures: fresh.figures, oftenLookedFor };
    const figures = await figuresOf(modules(), context);
    kept.set(context.district, { until: context.now.getTime() + KEPT_MS, figures });
    return { doors, figures, oftenLookedFor };
  };
}

/** The modules' figures, then the platform's own. One after the other: they share the request's transaction. */
async function figuresOf(modules: readonly AnyModule[], context: Context<never>): Promise<LiveFigure[]> {
  const figures: LiveFigure[] = [];
  for (const { contributes } of modules) figures.push(...((await contributes.figures?.(context)) ?? []));
  return [...figures, ...(await activityFigures(context))];
}
