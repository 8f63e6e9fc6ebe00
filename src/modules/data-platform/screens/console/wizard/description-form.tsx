import type { ReactNode } from 'react';

import { Section, useApi, useSay, useTexts } from '#ui';

import type { AccessClass, DatasetDescription, Term, Terms } from '../data.ts';
import { dataTexts } from '../texts.ts';
import { wizardTexts } from './texts.ts';

/** A description without its fields, rules and chart, which have places of their own. */
export type Described = Omit<DatasetDescription, 'fields' | 'rules' | 'chart'>;

interface DescriptionFormProps {
  readonly value: Described;
  readonly onChange: (value: Described) => void;
  /** The name of a dataset that exists cannot change. */
  readonly fixedKey?: boolean;
}

/** All that must be said of a dataset before anything is loaded into it. */
export function DescriptionForm({ value, onChange, fixedKey = false }: DescriptionFormProps) {
  const t = useTexts(wizardTexts);
  const d = useTexts(dataTexts);
  const terms = useApi<Terms>('/api/data/terms', { freshSeconds: 3600 }).data;
  const set = (part: Partial<Described>) => onChange({ ...value, ...part });
  return (
    <Section title={t('stepDescription')}>
      <div className="describe">
        <Pair title={t('title')} value={value.title} onChange={(title) => set({ title })} />
        <Pair title={t('description')} value={value.description} onChange={(description) => set({ description })} rows={4} />
        <Pair
          title={t('legalBasis')}
          hint={t('legalHint')}
          value={value.legalBasis}
          onChange={(legalBasis) => set({ legalBasis })}
          rows={2}
        />
        <Labelled title={t('key')} hint={t('keyHint')}>
          <input
            className="input code"
            value={value.key}
            readOnly={fixedKey}
            onChange={({ target }) => set({ key: target.value.toLowerCase() })}
          />
        </Labelled>
        <Labelled title={t('keywords')} hint={t('missingHint')}>
          <input
            className="input"
            defaultValue={value.keywords.join(', ')}
            onBlur={({ target }) =>
              set({
                keywords: target.value
                  .split(/[,，]/)
                  .map((word) => word.trim())
                  .filter(Boolean),
              })
            }
          />
        </Labelled>
        <Choice title={d('theme')} terms={terms?.themes} value={value.theme} onChange={(theme) => set({ theme })} />
        <Choice
          title={d('department')}
          terms={terms?.departments}
          value={value.department}
          onChange={(department) => set({ department })}
        />
        <Choice title={d('licence')} terms={terms?.licences} value={value.licence} onChange={(licence) => set({ licence })} />
        <Choice
          title={d('frequency')}
          terms={terms?.frequencies}
          value={value.updateFrequency}
          onChange={(updateFrequency) => set({ updateFrequency })}
        />
        <ClassChoice title={t('openClass')} value={value.openClass} onChange={(openClass) => set({ openClass })} />
        <ClassChoice title={t('shareClass')} value={value.shareClass} onChange={(shareClass) => set({ shareClass })} />
        <Labelled title={t('retention')} hint={t('forever')}>
          <input
            className="input"
            type="number"
            min={1}
            value={value.retentionDays ?? ''}
            onChange={({ target }) => set({ retentionDays: target.value ? Math.max(1, target.valueAsNumber) : null })}
          />
        </Labelled>
      </div>
    </Section>
  );
}

interface PairProps {
  readonly title: string;
  readonly hint?: string;
  readonly value: { readonly en: string; readonly zh: string };
  readonly onChange: (value: { en: string; zh: string }) => void;
  readonly rows?: number;
}

/** The same words in both languages. */
function Pair({ title, hint, value, onChange, rows }: PairProps) {
  const d = useTexts(dataTexts);
  const entry = (language: 'zh' | 'en') => {
    const shared = {
      className: 'input',
      lang: language,
      value: value[language],
      onChange: ({ target }: { target: { value: string } }) => onChange({ ...value, [language]: target.value }),
    };
    return rows ? <textarea {...shared} rows={rows} /> : <input {...shared} />;
  };
  return (
    <>
      <Labelled title={`${title} (${d('zh')})`} {...(hint && { hint })}>
        {entry('zh')}
      </Labelled>
      <Labelled title={`${title} (${d('en')})`} {...(hint && { hint })}>
        {entry('en')}
      </Labelled>
    </>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly terms: readonly Term[] | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choice({ title, terms = [], value, onChange }: ChoiceProps) {
  const t = useTexts(wizardTexts);
  const say = useSay();
  return (
    <Labelled title={title}>
      <select className="input" value={value} onChange={({ target }) => onChange(target.value)}>
        {!value && <option value="">{t('choose')}</option>}
        {terms.map((term) => (
          <option key={term.key} value={term.key}>
            {say(term.title)}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function ClassChoice({
  title,
  value,
  onChange,
}: {
  readonly title: string;
  readonly value: AccessClass;
  readonly onChange: (value: AccessClass) => void;
}) {
  const { publicClass, conditionalClass, restrictedClass } = dataTexts.table;
  const terms = [
    { key: 'public', title: publicClass },
    { key: 'conditional', title: conditionalClass },
    { key: 'restricted', title: restrictedClass },
  ];
  return <Choice title={title} terms={terms} value={value} onChange={(key) => onChange(key as AccessClass)} />;
}

function Labelled({ title, hint, children }: { readonly title: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label>
      <span>
        {title} {hint && <span className="hint-text">{hint}</span>}
      </span>
      {children}
    </label>
  );
}
