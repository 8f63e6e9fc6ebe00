import type { AnyModule, Bilingual, Context, SearchHit } from '../core/index.ts';
import { portalProfile } from './profile.ts';

/** What the search page shows. */
export interface SearchPage {
  readonly query: string;
  readonly hits: readonly SearchHit[];
  /** True when more was found than is shown. */
  readonly more: boolean;
  readonly oftenLookedFor: readonly Bilingual[];
}

const SHOWN = 50;

/** Searches everything the reader may see: every module, and the portal's own pages. Best first. */
export async function findAll(modules: readonly AnyModule[], context: Context<never>, query: string): Promise<SearchPage> {
  const { oftenLookedFor } = context.profile(portalProfile);
  const asked = query.trim();
  const hits: SearchHit[] = [];
  if (asked) {
    for (const { contributes } of modules) hits.push(...((await contributes.search?.(context, asked, 'portal')) ?? []));
  }
  hits.sort((a, b) => b.score - a.score);
  return { query: asked, hits: hits.slice(0, SHOWN), more: hits.length > SHOWN, oftenLookedFor };
}

/** A page of the portal that the search should find. */
interface OwnPage {
  readonly href: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
}

/** Finds the portal's own pages by words of their title or description. */
export function findPages(pages: readonly OwnPage[], query: string): SearchHit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const kind = { en: 'Page', zh: '页面' };
  return pages
    .map((page) => ({ ...page, kind, score: scoreOf(page, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
}

/** All words in the title beat all words anywhere. */
function scoreOf({ title, text }: OwnPage, words: readonly string[]): number {
  const heading = `${title.en} ${title.zh}`.toLowerCase();
  const everything = `${heading} ${text.en} ${text.zh}`.toLowerCase();
  if (words.every((word) => heading.includes(word))) return 0.9;
  return words.every((word) => everything.includes(word)) ? 0.5 : 0;
}
