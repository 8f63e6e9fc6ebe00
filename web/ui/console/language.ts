import { useMemo } from 'react';

import type { Bilingual, Language } from '#kernel';
import type { Say, TextSpec, Texts } from '#kernel/i18n';
import { usePreferences } from './preferences.ts';

/** The language this person reads. */
export function useLanguage(): Language {
  return usePreferences()[0].language;
}

/** Says bilingual words that came as data, such as a title from the server. */
export function useSay(): (text: Bilingual) => string {
  const language = useLanguage();
  return useMemo(() => (text) => text[language], [language]);
}

/** Speaks a table of `defineTexts` in the reader's language: `const t = useTexts(texts); t('rows', { count })`. */
export function useTexts<Table extends Readonly<Record<string, TextSpec>>>(texts: Texts<Table>): Say<Table> {
  const language = useLanguage();
  return useMemo(() => texts(language), [texts, language]);
}
