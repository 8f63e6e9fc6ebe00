import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

import type { Bilingual } from '../core/index.ts';

let cutter: Jieba | null = null;

/** Words of a text in either language, lower case, cut for searching, as PostgreSQL's `simple` configuration takes them. */
export function searchWords(...texts: readonly (string | Bilingual)[]): string {
  cutter ??= Jieba.withDict(dict);
  const plain = texts.map((text) => (typeof text === 'string' ? text : `${text.zh} ${text.en}`)).join(' ');
  return [...new Set(cutter.cutForSearch(plain.toLowerCase(), true).filter((word) => /[\p{L}\p{N}]/u.test(word)))].join(' ');
}

/** The same for what somebody typed: every word must be found, the last one also as a beginning. @returns null when nothing is left */
export function searchQuery(typed: string): string | null {
  cutter ??= Jieba.withDict(dict);
  const words = cutter
    .cut(typed.toLowerCase(), true)
    .map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, ''))
    .filter(Boolean);
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ');
}

/** The words of a text in their order and with repeats, cut as for searching, full-width forms made plain: for counting and comparing. */
export function cutWords(text: string): string[] {
  cutter ??= Jieba.withDict(dict);
  return cutter
    .cutForSearch(text.normalize('NFKC').toLowerCase(), true)
    .flatMap((piece) => piece.split(/[^\p{L}\p{N}]+/u))
    .filter(Boolean);
}
