import { Pill, Section, useApi, useFormat, useSay, useTexts } from '#ui';

import type { DatasetView, FieldView, ManifestView } from '../data.ts';
import { Scrolling } from '../scrolling.tsx';
import { dataTexts } from '../texts.ts';
import { wizardTexts } from '../wizard/texts.ts';
import { datasetTexts } from './texts.ts';

/** The schema dictionary: what every field means, must be, and holds in the current version. */
export function Fields({ dataset: { key, version, fields } }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const manifest = useApi<ManifestView>(version ? `/data/${key}/v${version.number}/manifest.json` : null, { freshSeconds: 3600 }).data;
  return (
    <Section title={t('fields')} note={fields.length} flush>
      <Scrolling title={t('fields')}>
        <table className="grid-t dict-t">
          <thead>
            <tr>
              {[t('field'), t('meaning'), t('type'), t('must'), t('class'), t('filled'), t('spread')].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <FieldLine key={field.spec.name} field={field as FieldView} manifest={manifest} />
            ))}
          </tbody>
        </table>
      </Scrolling>
    </Section>
  );
}

function FieldLine({ field, manifest }: { readonly field: FieldView; readonly manifest: ManifestView | undefined }) {
  const d = useTexts(dataTexts);
  const t = useTexts(datasetTexts);
  const types = useTexts(wizardTexts);
  const say = useSay();
  const { spec, title, definition, unit, personal } = field;
  return (
    <tr>
      <th scope="row">
        <b>{say(title)}</b>
        <small className="sample">
          <code>{spec.name}</code>
        </small>
      </th>
      <td className="meaning">{say(definition)}</td>
      <td>
        {types(spec.type)}
        <small className="sample">{[spec.format, unit && say(unit)].filter(Boolean).join(' · ')}</small>
      </td>
      <td>{demands(spec, t)}</td>
      <td>
        {d(`${field.class}Class`)}
        {personal && (
          <div>
            <Pill tone="paused">{t('personal')}</Pill>
          </div>
        )}
      </td>
      <Profile name={spec.name} manifest={manifest} />
    </tr>
  );
}

function demands(
  { required, unique, min, max, pattern, codes }: FieldView['spec'],
  t: ReturnType<typeof useTexts<typeof datasetTexts.table>>,
): string {
  const words = [
    required && t('required'),
    unique && t('unique'),
    min !== undefined && `≥ ${min}`,
    max !== undefined && `≤ ${max}`,
    pattern,
    codes && t('codesCount', { count: codes.length }),
  ];
  return words.filter(Boolean).join(', ');
}

function Profile({ name, manifest }: { readonly name: string; readonly manifest: ManifestView | undefined }) {
  const { percent } = useFormat();
  const profile = manifest?.profile.find((one) => one.name === name);
  const rows = manifest?.rows.accepted ?? 0;
  const span = profile && profile.min !== null ? `${profile.min.slice(0, 24)} – ${profile.max?.slice(0, 24) ?? ''}` : '';
  return (
    <>
      <td className="nb">{profile && rows > 0 && percent(1 - profile.nulls / rows, 1)}</td>
      <td className="spread">{span}</td>
    </>
  );
}
