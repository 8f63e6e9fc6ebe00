import type { Static } from 'typebox';

import type { Bilingual } from '#kernel';

import type { Aid, Board, SuggestionView } from '../../../dispatch/shapes.ts';

/** What a shape looks like after JSON: moments are texts. */
export type Wire<Shape> = Shape extends Date
  ? string
  : Shape extends object
    ? { readonly [Part in keyof Shape]: Wire<Shape[Part]> }
    : Shape;

export type BoardView = Wire<Static<typeof Board>>;
export type TeamView = BoardView['teams'][number];
export type Suggested = Wire<Static<typeof SuggestionView>>;
export type Item = Suggested['items'][number];
export type ChoiceView = Item['chosen'];
export type AidView = Wire<Static<typeof Aid>>;

/** A word of the profile. */
export interface Named {
  readonly key: string;
  readonly title: Bilingual;
}

/** The title of a key; the key itself when the profile does not know it. */
export function titleOf(words: readonly Named[] | undefined, key: string): Bilingual {
  return words?.find((word) => word.key === key)?.title ?? { en: key, zh: key };
}
