import { defineTexts } from '#kernel/i18n';
import { useApi, useSay, useSession, useTexts } from '#ui';

import { type PoliciesView, plainCode } from '../cases/data.ts';
import { useTerms } from '../cases/terms.ts';
import { type FieldName, type FieldSpec, fieldTexts } from './act-specs.ts';
import type { About } from './case-context.ts';
import { useCaseActs } from './case-context.ts';
import { CaseField } from './case-field.tsx';
import { FilesField } from './files-field.tsx';

const texts = defineTexts({
  me: { en: 'Myself', zh: '本人' },
  evidence: { en: 'needs evidence', zh: '须附佐证' },
});

interface ActFieldProps {
  readonly field: FieldSpec;
  readonly about?: About | undefined;
  readonly value: unknown;
  readonly first: boolean;
  readonly onChange: (value: unknown) => void;
}

const LONGEST_LINE = 200;
const LONGEST_WORDS = 2_000;

/** One field of an act's form. */
export function ActField({ field, about, value, first, onChange }: ActFieldProps) {
  const t = useTexts(fieldTexts);
  const label = [t(field.name), field.optional && t('optional')].filter(Boolean).join(' ');
  const focus = first ? { 'data-autofocus': true } : {};
  const written = typeof value === 'string' ? value : '';
  if (field.kind === 'files') return <FilesField label={label} value={value as readonly string[] | undefined} onChange={onChange} />;
  if (field.kind === 'case') return <CaseField label={label} onChange={onChange} parse={plainCode} />;
  if (field.kind === 'yesno') return <YesNo label={label} value={value as boolean | undefined} onChange={onChange} />;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: each kind of field brings its control
    <label>
      {label}
      {field.kind === 'words' && (
        <textarea
          className="input"
          rows={4}
          maxLength={LONGEST_WORDS}
          value={written}
          onChange={(event) => onChange(event.target.value)}
          {...focus}
        />
      )}
      {field.kind === 'line' && (
        <input className="input" maxLength={LONGEST_LINE} value={written} onChange={(event) => onChange(event.target.value)} {...focus} />
      )}
      {(field.kind === 'department' || field.kind === 'choice' || field.kind === 'team') && (
        <Options field={field} about={about} value={written} onChange={onChange} focus={focus} />
      )}
    </label>
  );
}

interface OptionsProps {
  readonly field: FieldSpec;
  readonly about: About | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly focus: object;
}

function Options({ field, about, value, onChange, focus }: OptionsProps) {
  const t = useTexts(fieldTexts);
  const options = useOptions(field, about);
  return (
    <select className="input" value={value} onChange={(event) => onChange(event.target.value)} {...focus}>
      <option value="">{t('choose')}</option>
      {options.map(({ key, title }) => (
        <option key={key} value={key}>
          {title}
        </option>
      ))}
    </select>
  );
}

function useOptions({ kind, from }: FieldSpec, about: About | undefined): readonly { readonly key: string; readonly title: string }[] {
  const t = useTexts(fieldTexts);
  const w = useTexts(texts);
  const say = useSay();
  const { departments } = useTerms();
  const { id } = useSession();
  const { view } = useCaseActs();
  const policies = useApi<PoliciesView>(isCoded(from) ? '/api/policies' : null, { freshSeconds: 3600 }).data;
  const teams = useApi<{ readonly items: readonly { id: string; title: { en: string; zh: string } }[] }>(
    kind === 'team' ? `/api/desk/teams?department=${encodeURIComponent(about?.department ?? '')}` : null,
  ).data;
  if (kind === 'department') return departments.map(({ key, title }) => ({ key, title: say(title) }));
  if (kind === 'team') {
    const own = { key: `person:${id}`, title: w('me') };
    return [own, ...(teams?.items ?? []).map((team) => ({ key: `team:${team.id}`, title: say(team.title) }))];
  }
  if (isCoded(from))
    return Object.entries((from === 'stages' ? policies?.stages : policies?.reasons[from]) ?? {}).map(([key, title]) => ({
      key,
      title: say(title),
    }));
  if (from === 'pause') {
    const codes = view.clocks.find((clock) => clock.id === about?.id)?.pauseCodes ?? [];
    return codes.map(({ key, title, evidence }) => ({ key, title: `${say(title)}${evidence ? ` · ${w('evidence')}` : ''}` }));
  }
  return (from ?? []).map((key: FieldName) => ({ key, title: t(key) }));
}

/** Lists that the profile keeps. */
function isCoded(from: FieldSpec['from']): from is 'bounce' | 'refuse' | 'cannot' | 'stages' {
  return from === 'bounce' || from === 'refuse' || from === 'cannot' || from === 'stages';
}

interface YesNoProps {
  readonly label: string;
  readonly value: boolean | undefined;
  readonly onChange: (value: boolean) => void;
}

function YesNo({ label, value, onChange }: YesNoProps) {
  const t = useTexts(fieldTexts);
  return (
    <fieldset className="row">
      <legend className="small b">{label}</legend>
      {([true, false] as const).map((answer) => (
        <label key={String(answer)} className="row small">
          <input type="radio" name={label} checked={value === answer} onChange={() => onChange(answer)} />
          {t(answer ? 'yes' : 'no')}
        </label>
      ))}
    </fieldset>
  );
}
