import type { FastifyInstance } from 'fastify';

import { type ConsoleScreen, may, type SearchHit } from '../core/index.ts';
import type { HttpOptions } from './options.ts';
import { inContext } from './scope.ts';

const MAX_HITS = 20;

/** What the console asks when it starts: the screens this person may open, and those they may not with what they need; and the palette's search. */
export function mountConsole(app: FastifyInstance, options: HttpOptions): void {
  const screens = options.modules.flatMap((module) => module.console.map((screen) => ({ module: module.name, ...screen })));

  app.get('/api/console/screens', { schema: { hide: true } }, async (request) => {
    const actor = await options.authenticate(request);
    const open = ({ permission }: ConsoleScreen) =>
      permission === 'public' || (permission === 'signed-in' ? actor.kind !== 'anonymous' : may(actor, permission));
    const refused = actor.kind === 'anonymous' ? [] : screens.filter((screen) => !open(screen));
    return {
      district: options.districtTitle,
      items: screens.filter(open).map((screen) => ({ ...screen, menu: screen.menu ?? null })),
      refused: refused.map(({ path, title, permission }) => ({ path, title, permission })),
    };
  });

  app.get('/api/console/search', { schema: { hide: true } }, async (request) => {
    const actor = await options.authenticate(request);
    const query = String((request.query as { q?: unknown }).q ?? '')
      .slice(0, 200)
      .trim();
    if (!query || actor.kind === 'anonymous') return { items: [] };
    const hits = await inContext(options, actor, async (context) => {
      const found: SearchHit[] = [];
      for (const { contributes } of options.modules) found.push(...((await contributes.search?.(context, query, 'console')) ?? []));
      return found;
    });
    return { items: hits.sort((a, b) => b.score - a.score).slice(0, MAX_HITS) };
  });
}
