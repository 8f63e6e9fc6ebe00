import type { ReactNode } from 'react';

import { useTexts } from '#ui';

import type { AlertDraft } from './draft.ts';
import { useCapWord } from './marks.tsx';
import { composeTexts } from './texts.ts';

/** A label over its field, with a hint below. */
export function Labelled({
  title,
  hint,
  whole,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly whole?: boolean;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className={whole ? 'whole' : undefined}>
      {title}
      {children}
      {hint && <span className="hint">{hint}</span>}
    </label>
  );
}

interface ChoiceProps<Value extends string> {
  readonly title: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly hint?: string;
}

/** One word of the standard out of a list. */
export function Choice<Value extends string>({ title, values, value, onChange, hint }: ChoiceProps<Value>) {
  const word = useCapWord();
  return (
    <Labelled title={title} {...(hint && { hint })}>
      <select className="input" value={value} onChange={({ target }) => onChange(target.value as Value)}>
        {values.map((one) => (
          <option key={one} value={one}>
            {word(one)}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** Any of a few words, each switched by itself. */
export function Picks<Value extends string>({
  title,
  values,
  chosen,
  onChange,
}: {
  readonly title: string;
  readonly values: readonly Value[];
  readonly chosen: readonly Value[];
  readonly onChange: (values: Value[]) => void;
}) {
  const word = useCapWord();
  const turn = (value: Value) => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset className="labelled whole">
      <legend>{title}</legend>
      <div className="picks">
        {values.map((value) => (
          <button key={value} type="button" className="chip" aria-pressed={chosen.includes(value)} onClick={() => turn(value)}>
            {word(value)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** What is said in one language. */
export function WordsFields({
  language,
  draft,
  set,
}: {
  readonly language: 'zh' | 'en';
  readonly draft: AlertDraft;
  readonly set: (part: Partial<AlertDraft>) => void;
}) {
  const t = useTexts(composeTexts);
  const words = draft[language];
  const field = (name: keyof typeof words, maxLength: number) => ({
    className: 'input',
    lang: language,
    maxLength,
    value: words[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) => set({ [language]: { ...words, [name]: target.value } }),
  });
  return (
    <div>
      <p className="b">{t(language)}</p>
      <Labelled title={t('event')}>
        <input {...field('event', 100)} />
      </Labelled>
      <Labelled title={t('headline')}>
        <input {...field('headline', 160)} />
      </Labelled>
      <Labelled title={t('description')}>
        <textarea rows={4} {...field('description', 4_000)} />
      </Labelled>
      <Labelled title={t('instruction')}>
        <textarea rows={3} {...field('instruction', 4_000)} />
      </Labelled>
      {draft.where !== 'whole' && (
        <Labelled title={t('areaName')}>
          <input {...field('area', 400)} />
        </Labelled>
      )}
    </div>
  );
}
