import { may, type SearchHit } from '#kernel';

import { eventsPage } from './read.ts';
import type { SignalContext } from './tables.ts';

const EVENT = { en: 'Event', zh: '事件' };
const MOST = 5;

/** Events whose words all stand in what was typed, for the desk only; newest first, so a little below an exact name elsewhere. */
export async function searchEvents(context: SignalContext, query: string, face: 'portal' | 'console'): Promise<SearchHit[]> {
  if (face !== 'console' || !may(context.actor, 'operations:intake')) return [];
  const { items } = await eventsPage(context, { q: query, limit: MOST });
  return items.map(({ id, title, place }, at) => ({
    kind: EVENT,
    title: { en: title, zh: title },
    text: { en: place.label ?? '', zh: place.label ?? '' },
    href: `/console/intake/${id}`,
    score: 0.6 - at * 0.02,
  }));
}
