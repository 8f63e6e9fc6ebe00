import type { Bilingual } from '#kernel';

import type { Alert, Info } from './cap/index.ts';

/** Words of an alert in both languages: of the block in that language, else of its first. */
export function bothOf(alert: Alert, words: (info: Info) => string | undefined): Bilingual {
  const said = (language: string) => words(blockOf(alert, language) ?? EMPTY) ?? '';
  return { en: said('en'), zh: said('zh') };
}

/** The block in a language such as `zh`; a block that names none is en-US by the standard. */
export function blockOf({ info }: Alert, language: string): Info | undefined {
  return info.find((one) => (one.language || 'en-US').toLowerCase().startsWith(language)) ?? info[0];
}

/** The headline, or else the event. */
export const headlineOf = (alert: Alert): Bilingual => bothOf(alert, ({ headline, event }) => headline?.trim() || event);

/** The areas in a row. */
export const areaOf = (alert: Alert): Bilingual => bothOf(alert, ({ area }) => area.map(({ areaDesc }) => areaDesc.trim()).join('; '));

const EMPTY: Info = {
  ...{ event: '', urgency: '', severity: '', certainty: '' },
  ...{ category: [], responseType: [], eventCode: [], parameter: [], resource: [], area: [] },
};
