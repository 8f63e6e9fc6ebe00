import { Type } from 'typebox';

import { BilingualText, closed, profileFile } from '#kernel';

const Phrases = Type.Array(BilingualText, { maxItems: 12 });

/** Sentences that workers outside often need, by act: `profiles/<jurisdiction>/operations-field.json`. */
export const fieldFile = profileFile(
  'operations-field',
  closed({ phrases: closed({ progress: Phrases, note: Phrases, done: Phrases, cannot: Phrases }) }),
);
