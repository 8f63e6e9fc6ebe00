import type { ReactNode } from 'react';

import { useTexts } from '#ui';

import type { FieldView } from '../data.ts';
import { dataTexts } from '../texts.ts';
import { wizardTexts } from './texts.ts';

/** Ways of writing days that the engine reads, most usual first. */
const DAYS = [
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'YYYYMMDD',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'DD-MM-YYYY',
  'DD.MM.YYYY',
  'DD/MM/YY',
  'DD-Mon-YYYY',
  'YYYY年MM月DD日',
];

interface FieldMoreProps {
  readonly field: FieldView;
  readonly onChange: (part: Partial<FieldView>) => void;
}

/** What is said of a field more seldom: its meaning, format, limits and codes. */
export function FieldMore({ field, onChange }: FieldMoreProps) {
  const t = useTexts(wizardTexts);
  const d = useTexts(dataTexts);
  const { spec, definition, unit } = field;
  const setSpec = (part: Partial<FieldView['spec']>) => onChange({ spec: without({ ...spec, ...part }) });
  const setUnit = (part: Partial<NonNullable<FieldView['unit']>>) => {
    const next = { zh: '', en: '', ...unit, ...part };
    onChange({ unit: next.zh || next.en ? { zh: next.zh || next.en, en: next.en || next.zh } : null });
  };
  return (
    <div className="field-more">
      <Entry
        title={`${t('definition')} (${d('zh')})`}
        value={definition.zh}
        onChange={(zh) => onChange({ definition: { ...definition, zh } })}
      />
      <Entry
        title={`${t('definition')} (${d('en')})`}
        value={definition.en}
        onChange={(en) => onChange({ definition: { ...definition, en } })}
      />
      <Entry title={`${d('unit')} (${d('zh')})`} value={unit?.zh ?? ''} onChange={(zh) => setUnit({ zh })} />
      <Entry title={`${d('unit')} (${d('en')})`} value={unit?.en ?? ''} onChange={(en) => setUnit({ en })} />
      <Format spec={spec} onChange={(format) => setSpec({ format })} />
      {spec.type === 'decimal' && <Digits spec={spec} onChange={setSpec} />}
      {spec.type !== 'text' && spec.type !== 'boolean' && (
        <>
          <Entry title={t('min')} value={spec.min ?? ''} onChange={(min) => setSpec({ min })} />
          <Entry title={t('max')} value={spec.max ?? ''} onChange={(max) => setSpec({ max })} />
        </>
      )}
      {spec.type === 'text' && <Entry title={t('pattern')} value={spec.pattern ?? ''} onChange={(pattern) => setSpec({ pattern })} code />}
      <List title={t('codes')} values={spec.codes} onChange={(codes) => setSpec({ codes })} />
      <List title={t('missing')} values={spec.missing} onChange={(missing) => setSpec({ missing })} />
      <List title={t('sourceNames')} values={spec.source} onChange={(source) => setSpec({ source })} />
    </div>
  );
}

type Spec = FieldView['spec'];

function Format({ spec, onChange }: { readonly spec: Spec; readonly onChange: (format: string) => void }) {
  const t = useTexts(wizardTexts);
  const timely = spec.type === 'date' || spec.type === 'datetime';
  const numeric = spec.type === 'integer' || spec.type === 'decimal';
  if (!timely && !numeric) return null;
  const options = timely
    ? DAYS.map((day) => [day, day] as const)
    : ([
        ['plain', t('plain')],
        ['grouped', t('grouped')],
      ] as const);
  return (
    <Labelled title={t('format')}>
      <select className="input" value={spec.format ?? options[0]?.[0]} onChange={({ target }) => onChange(target.value)}>
        {options.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function Digits({ spec, onChange }: { readonly spec: Spec; readonly onChange: (part: Partial<Spec>) => void }) {
  const t = useTexts(wizardTexts);
  return (
    <>
      <Labelled title={t('digits')}>
        <input
          className="input"
          type="number"
          min={0}
          max={spec.precision ?? 18}
          value={spec.scale ?? 2}
          onChange={({ target }) => onChange({ scale: Math.max(0, target.valueAsNumber || 0) })}
        />
      </Labelled>
      <Labelled title={t('excess')}>
        <select
          className="input"
          value={spec.excess ?? 'reject'}
          onChange={({ target }) => onChange({ excess: target.value as 'reject' | 'round' })}
        >
          <option value="reject">{t('reject')}</option>
          <option value="round">{t('round')}</option>
        </select>
      </Labelled>
    </>
  );
}

interface EntryProps {
  readonly title: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly code?: boolean;
}

function Entry({ title, value, onChange, code = false }: EntryProps) {
  return (
    <Labelled title={title}>
      <input className={code ? 'input code' : 'input'} value={value} onChange={({ target }) => onChange(target.value)} />
    </Labelled>
  );
}

function List({
  title,
  values,
  onChange,
}: {
  readonly title: string;
  readonly values: readonly string[] | undefined;
  readonly onChange: (values: string[]) => void;
}) {
  const t = useTexts(wizardTexts);
  const read = (text: string) =>
    text
      .split(/[,，]/)
      .map((part) => part.trim())
      .filter(Boolean);
  return (
    <Labelled title={`${title} · ${t('missingHint')}`}>
      <input className="input" defaultValue={values?.join(', ') ?? ''} onBlur={({ target }) => onChange(read(target.value))} />
    </Labelled>
  );
}

function Labelled({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label>
      {title}
      {children}
    </label>
  );
}

/** An empty limit is no limit. */
function without(spec: { [Part in keyof Spec]: Spec[Part] | undefined }): Spec {
  const said = Object.entries(spec).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(said) as unknown as Spec;
}
