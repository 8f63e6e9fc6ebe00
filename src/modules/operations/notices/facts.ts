import { type Static, Type } from 'typebox';

import { type Bilingual, BilingualText, closed, profileFile } from '#kernel';

const Notice = closed({
  /** A kind of the profile's notify.json. */
  kind: Type.String(),
  urgent: Type.Boolean(),
  title: BilingualText,
  text: BilingualText,
});

/** Who is told what about cases, and in which words: `profiles/<jurisdiction>/operations-notices.json`. */
export const noticesFile = profileFile(
  'operations-notices',
  closed({
    source: Type.String(),
    /** Pages that the news lead to. */
    pages: closed({ staff: Type.String({ pattern: '^/' }), reporter: Type.String({ pattern: '^/' }) }),
    notices: closed({
      offered: Notice,
      assigned: Notice,
      dueSoon: Notice,
      breached: Notice,
      ordered: Notice,
      decided: Notice,
      answered: Notice,
      closed: Notice,
    }),
  }),
);

export type NoticeName = keyof Static<(typeof noticesFile)['schema']>['notices'];

/** Fills the slots of a text in each language with the words of that language. */
export function fillBoth(text: Bilingual, slots: Readonly<Record<string, Bilingual | string>>): Bilingual {
  const fill = (language: keyof Bilingual) =>
    text[language].replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
      const value = slots[name];
      return typeof value === 'string' ? value : (value?.[language] ?? slot);
    });
  return { en: fill('en'), zh: fill('zh') };
}
