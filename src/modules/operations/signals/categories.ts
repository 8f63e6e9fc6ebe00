import { type Static, Type } from 'typebox';

import { type Bilingual, BilingualText, closed, profileFile, type ReadProfile } from '#kernel';

import { wordsOf } from './duplicates/words.ts';
import { signalErrors } from './errors.ts';

const Hours = Type.Number({ exclusiveMinimum: 0 });

const Leaf = closed({
  /** `group.leaf`, such as `roads.pothole`. */
  key: Type.String({ pattern: '^[a-z-]+\\.[a-z-]+$' }),
  zh: Type.String(),
  en: Type.String(),
  /** Where it begins; a person may choose another. */
  level: Type.String(),
  department: Type.String(),
  /** Instead of the group's window. */
  windowHours: Type.Optional(Hours),
  /** Words by which a text suggests this category. */
  keywords: Type.Array(Type.String()),
});

const Group = closed({
  key: Type.String({ pattern: '^[a-z-]+$' }),
  zh: Type.String(),
  en: Type.String(),
  /** Signals further apart than this are not the same thing. */
  windowHours: Hours,
  why: BilingualText,
  leaves: Type.Array(Leaf, { minItems: 1 }),
});

/** What a district is told about, in groups and leaves: `profiles/<jurisdiction>/operations-categories.json`. */
export const categoriesFile = profileFile(
  'operations-categories',
  closed({ source: BilingualText, groups: Type.Array(Group, { minItems: 1 }) }),
);
export type CategoryTree = Static<(typeof categoriesFile)['schema']>;

/** A leaf of the tree with what it has from its group. */
export interface Category {
  readonly key: string;
  readonly group: string;
  readonly title: Bilingual;
  readonly groupTitle: Bilingual;
  readonly level: string;
  readonly department: string;
  readonly windowHours: number;
  readonly keywords: readonly string[];
}

const kept = new WeakMap<CategoryTree, ReadonlyMap<string, Category>>();

/** Every category of the jurisdiction by its key. */
export function categoriesOf(profile: ReadProfile): ReadonlyMap<string, Category> {
  const tree = profile(categoriesFile);
  const known = kept.get(tree) ?? new Map(tree.groups.flatMap(leavesOf));
  kept.set(tree, known);
  return known;
}

/** One category. @throws operations-signals.unknownCategory with the list */
export function categoryNamed(profile: ReadProfile, key: string): Category {
  const categories = categoriesOf(profile);
  const found = categories.get(key);
  if (!found) throw signalErrors.unknownCategory({ category: key, known: [...categories.keys()] });
  return found;
}

/** A category that a text suggests, and the words that did it. */
export interface CategoryGuess {
  readonly category: string;
  readonly matched: readonly string[];
}

/** The categories whose words stand in a text, best first: more characters matched is better. */
export function guessCategories(profile: ReadProfile, text: string, most = 5): CategoryGuess[] {
  const plain = text.normalize('NFKC').toLowerCase();
  const words = wordsOf(text).join(' ');
  const guesses = [...categoriesOf(profile).values()].map(({ key, keywords }) => ({
    category: key,
    matched: keywords.filter((keyword) => standsIn(keyword.toLowerCase(), plain, words)),
  }));
  return guesses
    .filter(({ matched }) => matched.length > 0)
    .sort((one, other) => lengthOf(other.matched) - lengthOf(one.matched))
    .slice(0, most);
}

/** Chinese is found anywhere; a Latin word only as a whole word, with or without the plural's s. */
function standsIn(keyword: string, plain: string, words: string): boolean {
  if (/\p{Script=Han}/u.test(keyword)) return plain.includes(keyword);
  return [keyword, `${keyword}s`].some((form) => ` ${words} `.includes(` ${form} `));
}

/** A Chinese character says about as much as four Latin letters. */
function lengthOf(matched: readonly string[]): number {
  return matched.reduce((sum, word) => sum + word.length * (/\p{Script=Han}/u.test(word) ? 4 : 1), 0);
}

function leavesOf({ leaves, ...group }: CategoryTree['groups'][number]): [string, Category][] {
  return leaves.map(({ key, zh, en, level, department, windowHours = group.windowHours, keywords }) => [
    key,
    {
      key,
      group: group.key,
      title: { zh, en },
      groupTitle: { zh: group.zh, en: group.en },
      level,
      department,
      windowHours,
      keywords,
    },
  ]);
}
