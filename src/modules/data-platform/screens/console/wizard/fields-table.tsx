import { Fragment, useState } from 'react';

import { Button, Section, useFormat, useTexts } from '#ui';

import type { FieldView, FoundColumn } from '../data.ts';
import { Scrolling } from '../scrolling.tsx';
import { dataTexts } from '../texts.ts';
import { FieldMore } from './field-more.tsx';
import { wizardTexts } from './texts.ts';

/** A field in the making. One that is left out is kept, so that it can be taken in again. */
export interface DraftField {
  readonly id: string;
  readonly field: FieldView;
  readonly taken: boolean;
}

interface FieldsTableProps {
  readonly rows: readonly DraftField[];
  readonly onChange: (rows: readonly DraftField[]) => void;
  /** What was seen in the file, by the field's first name. */
  readonly columns?: readonly FoundColumn[];
}

/** The fields as a table that is written in: name, titles, type, and what every value must be. */
export function FieldsTable({ rows, onChange, columns = [] }: FieldsTableProps) {
  const t = useTexts(wizardTexts);
  const taken = rows.filter((row) => row.taken).length;
  const set = (id: string, change: Partial<DraftField>) => onChange(rows.map((row) => (row.id === id ? { ...row, ...change } : row)));
  const setAll = (value: FieldView['class']) =>
    onChange(
      rows.map((row) => ({ ...row, field: { ...row.field, class: value === 'public' && row.field.personal ? 'restricted' : value } })),
    );
  return (
    <Section
      title={t('stepFields')}
      note={t('fieldsTaken', { taken, all: rows.length })}
      aside={
        <>
          <Button size="sm" onClick={() => setAll('public')}>
            {t('allPublic')}
          </Button>
          <Button size="sm" onClick={() => setAll('restricted')}>
            {t('allRestricted')}
          </Button>
        </>
      }
      flush
    >
      <Scrolling title={t('stepFields')}>
        <table className="grid-t fields-t">
          <thead>
            <tr>
              {[t('column'), t('name'), t('title'), t('type'), t('required'), t('unique'), t('personal'), t('class')].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
              <th>
                <span className="vh">{t('more')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <FieldRow
                key={row.id}
                row={row}
                column={columns.find(({ field }) => field.name === row.id)}
                onChange={(change) => set(row.id, change)}
              />
            ))}
          </tbody>
        </table>
      </Scrolling>
    </Section>
  );
}

const TYPES = ['text', 'integer', 'decimal', 'boolean', 'date', 'datetime'] as const;
const CLASSES = ['public', 'conditional', 'restricted'] as const;

interface FieldRowProps {
  readonly row: DraftField;
  readonly column: FoundColumn | undefined;
  readonly onChange: (change: Partial<DraftField>) => void;
}

function FieldRow({ row, column, onChange }: FieldRowProps) {
  const t = useTexts(wizardTexts);
  const [open, setOpen] = useState(false);
  const { field, taken, id } = row;
  const change = (part: Partial<FieldView>) => onChange({ field: { ...field, ...part } });
  return (
    <Fragment>
      <tr data-out={!taken || undefined}>
        <th scope="row">
          <Origin id={id} column={column} sources={field.spec.source} />
        </th>
        {taken ? (
          <FieldCells field={field} id={id} change={change} />
        ) : (
          <td colSpan={7} className="ink3">
            {t('leaveOut')}
          </td>
        )}
        <td className="nb">
          {taken && (
            <Button
              size="sm"
              kind="quiet"
              aria-expanded={open}
              aria-label={`${t(open ? 'less' : 'more')}: ${id}`}
              onClick={() => setOpen(!open)}
            >
              {t(open ? 'less' : 'more')}
            </Button>
          )}
          <Button
            size="sm"
            kind="quiet"
            aria-label={`${t(taken ? 'leaveOut' : 'takeBack')}: ${id}`}
            onClick={() => onChange({ taken: !taken })}
          >
            {t(taken ? 'leaveOut' : 'takeBack')}
          </Button>
        </td>
      </tr>
      {open && taken && (
        <tr className="more-row">
          <td colSpan={9}>
            <FieldMore field={field} onChange={change} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function Origin({
  id,
  column,
  sources,
}: {
  readonly id: string;
  readonly column: FoundColumn | undefined;
  readonly sources?: readonly string[] | undefined;
}) {
  const t = useTexts(wizardTexts);
  const { percent } = useFormat();
  return (
    <>
      <code>{sources?.join(' / ') ?? id}</code>
      {column && (
        <small className="sample">
          {column.samples.length > 0 && t('examples', { values: column.samples.slice(0, 2).join(' · ') })}
          {column.nullShare > 0 && ` (${t('nulls', { share: percent(column.nullShare, 1) })})`}
        </small>
      )}
    </>
  );
}

interface CellsProps {
  readonly field: FieldView;
  readonly id: string;
  readonly change: (part: Partial<FieldView>) => void;
}

function FieldCells({ field, id, change }: CellsProps) {
  const t = useTexts(wizardTexts);
  const d = useTexts(dataTexts);
  const { spec, title } = field;
  const label = (word: string) => `${word}: ${id}`;
  const setSpec = (part: Partial<FieldView['spec']>) => change({ spec: { ...spec, ...part } });
  return (
    <>
      <td>
        <input
          className="input code"
          aria-label={label(t('name'))}
          value={spec.name}
          onChange={({ target }) => setSpec({ name: target.value })}
        />
      </td>
      <td className="two-inputs">
        <input
          className="input"
          lang="zh"
          placeholder={d('zh')}
          aria-label={label(`${t('title')} ${d('zh')}`)}
          value={title.zh}
          onChange={({ target }) => change({ title: { ...title, zh: target.value } })}
        />
        <input
          className="input"
          lang="en"
          placeholder={d('en')}
          aria-label={label(`${t('title')} ${d('en')}`)}
          value={title.en}
          onChange={({ target }) => change({ title: { ...title, en: target.value } })}
        />
      </td>
      <td>
        <select
          className="input"
          aria-label={label(t('type'))}
          value={spec.type}
          onChange={({ target }) => change({ spec: retyped(spec, target.value as FieldView['spec']['type']) })}
        >
          {TYPES.map((type) => (
            <option key={type} value={type}>
              {t(type)}
            </option>
          ))}
        </select>
      </td>
      <Tick label={label(t('required'))} on={spec.required ?? false} onChange={(required) => setSpec({ required })} />
      <Tick label={label(t('unique'))} on={spec.unique ?? false} onChange={(unique) => setSpec({ unique })} />
      <Tick
        label={label(t('personal'))}
        on={field.personal}
        onChange={(personal) => change({ personal, class: personal && field.class === 'public' ? 'restricted' : field.class })}
      />
      <td>
        <select
          className="input"
          aria-label={label(t('class'))}
          value={field.class}
          onChange={({ target }) => change({ class: target.value as FieldView['class'] })}
        >
          {CLASSES.map((name) => (
            <option key={name} value={name} disabled={name === 'public' && field.personal}>
              {d(`${name}Class`)}
            </option>
          ))}
        </select>
      </td>
    </>
  );
}

function Tick({ label, on, onChange }: { readonly label: string; readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  return (
    <td className="tick">
      <input type="checkbox" aria-label={label} checked={on} onChange={() => onChange(!on)} />
    </td>
  );
}

/** What belonged to the old type only would make the new one refuse everything. */
function retyped(spec: FieldView['spec'], type: FieldView['spec']['type']): FieldView['spec'] {
  const { format: _format, precision: _precision, scale: _scale, excess: _excess, min: _min, max: _max, pattern: _pattern, ...rest } = spec;
  return { ...rest, type, ...(type === 'decimal' && { precision: 18, scale: 2 }) };
}
