import type { Context, SearchHit } from '../core/index.ts';
import { listSets } from './versions.ts';

const KIND = { en: 'Rules', zh: '规则' };

/** Rule sets whose identifier, title or text holds every word of the query. */
export async function searchRules(context: Context<never>, query: string, face: 'portal' | 'console'): Promise<SearchHit[]> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const { items } = await listSets(context, { limit: 200 });
  return items.flatMap(({ identifier, title, text }) => {
    const heading = `${identifier} ${title.en} ${title.zh}`.toLowerCase();
    const whole = `${heading} ${text.en} ${text.zh}`.toLowerCase();
    if (!words.every((word) => whole.includes(word))) return [];
    const score = words.every((word) => heading.includes(word)) ? 0.9 : 0.5;
    return [{ kind: KIND, title, text, href: face === 'portal' ? `/rules/${identifier}` : `/console/rules/${identifier}`, score }];
  });
}
