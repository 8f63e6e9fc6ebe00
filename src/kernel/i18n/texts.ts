import type { Language } from '../core/errors.ts';

/** One sentence; English may need its own form for one of something. A slot is written `{name}`. */
export type Sentence = string | { readonly one: string; readonly other: string };

/** A sentence in every language. Chinese knows no plural. */
export interface TextSpec {
  readonly en: Sentence;
  readonly zh: string;
}

type Table = Readonly<Record<string, TextSpec>>;
type Value = string | number;
type Slots<Words> = Words extends `${string}{${infer Name}}${infer Rest}` ? Name | Slots<Rest> : never;
type SlotsOf<Spec extends TextSpec> = Spec['en'] extends { readonly other: infer Words } ? 'count' | Slots<Words> : Slots<Spec['en']>;
type Params<Names extends string> = { readonly [Name in Names]: Name extends 'count' ? number : Value };
type Arguments<Spec extends TextSpec> = [SlotsOf<Spec>] extends [never] ? [] : [params: Params<SlotsOf<Spec>>];

/** Says a text by its key. A key or a slot that does not exist does not compile. */
export type Say<Texts extends Table> = <Key extends keyof Texts>(key: Key, ...params: Arguments<Texts[Key]>) => string;

/** A table of texts, waiting for a language. */
export interface Texts<Of extends Table> {
  (language: Language): Say<Of>;
  readonly table: Of;
}

/**
 * Declares texts in every language: `const texts = defineTexts({ hello: { en: 'Hello, {name}', zh: '{name}，您好' } })`,
 * then `texts('zh')('hello', { name })`. Numbers are written the way of the language; `count` chooses the plural.
 */
export function defineTexts<const Of extends Table>(table: Of): Texts<Of> {
  const speak = (language: Language): Say<Of> => {
    return (key, ...[params]) => sentence(table[key] as TextSpec, language, (params ?? {}) as Readonly<Record<string, Value>>);
  };
  return Object.assign(speak, { table });
}

/** What is wrong with a table of texts: empty words, or slots that differ between the languages. For tests. */
export function faultsOf(table: Table): string[] {
  return Object.entries(table).flatMap(([key, { en, zh }]) => {
    const forms = typeof en === 'string' ? [en] : [en.one, en.other];
    const empty = [...forms, zh].some((words) => words.trim() === '');
    const counted = typeof en === 'string' ? [] : ['count'];
    const wanted = slotsIn(forms.at(-1) ?? '', counted);
    const same = forms.every((words) => slotsIn(words, counted) === wanted) && slotsIn(zh, counted) === wanted;
    return [...(empty ? [`${key}: a language is empty`] : []), ...(same ? [] : [`${key}: the slots differ`])];
  });
}

function slotsIn(words: string, always: readonly string[]): string {
  const names = [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  return [...new Set([...names, ...always])].sort().join();
}

const plural = new Intl.PluralRules('en');
const numbers = { en: new Intl.NumberFormat('en-GB'), zh: new Intl.NumberFormat('zh-CN') };

function sentence({ en, zh }: TextSpec, language: Language, params: Readonly<Record<string, Value>>): string {
  return fill(language === 'zh' ? zh : english(en, Number(params['count'])), language, params);
}

function english(words: Sentence, count: number): string {
  if (typeof words === 'string') return words;
  return plural.select(count) === 'one' ? words.one : words.other;
}

function fill(words: string, language: Language, params: Readonly<Record<string, Value>>): string {
  return words.replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
    const value = params[name];
    if (value === undefined) return slot;
    return typeof value === 'number' ? numbers[language].format(value) : value;
  });
}
