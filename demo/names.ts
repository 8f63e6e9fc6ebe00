/** A name in both languages. */
export interface Name {
  readonly zh: string;
  readonly en: string;
}

/** A syllable or word with its reading, `枫 feng`. */
export type Reading = readonly [zh: string, pinyin: string];

/** Reads a list such as `枫 feng,江 jiang`. */
export function readings(list: string): Reading[] {
  return list.split(',').map((pair) => {
    const [zh = '', pinyin = ''] = pair.trim().split(' ');
    return [zh, pinyin];
  });
}

/** One word from several syllables: `柳岸` is Liu'an, with the apostrophe that the romanisation rules ask for before a vowel. */
export function spell(...parts: readonly Reading[]): Name {
  const pinyin = parts.reduce((word, [, syllable]) => (word && /^[aoe]/.test(syllable) ? `${word}'${syllable}` : word + syllable), '');
  return { zh: parts.map(([zh]) => zh).join(''), en: pinyin.charAt(0).toUpperCase() + pinyin.slice(1) };
}
