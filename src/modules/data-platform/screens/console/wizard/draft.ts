import type { Bilingual } from '#kernel';

import type { DatasetDescription, FieldView } from '../data.ts';
import type { Described } from './description-form.tsx';
import type { DraftField } from './fields-table.tsx';
import type { Dialect } from './found-step.tsx';
import { wizardTexts } from './texts.ts';
import type { SentFile } from './use-uploads.ts';

/** A dataset in the making; it can be kept and continued. */
export interface Draft {
  readonly step: number;
  readonly files: readonly SentFile[];
  readonly dialect: Dialect | null;
  /** Null until the steward has seen what was found. */
  readonly fields: readonly DraftField[] | null;
  readonly described: Described;
}

export const FRESH_DRAFT: Draft = {
  step: 0,
  files: [],
  dialect: null,
  fields: null,
  described: {
    key: '',
    title: { en: '', zh: '' },
    description: { en: '', zh: '' },
    theme: '',
    keywords: [],
    department: '',
    updateFrequency: '',
    licence: '',
    legalBasis: { en: '', zh: '' },
    shareClass: 'conditional',
    openClass: 'restricted',
    retentionDays: null,
  },
};

/** Fields as found, to be corrected. */
export function draftFields(fields: readonly FieldView[]): DraftField[] {
  return fields.map((field) => ({ id: field.spec.name, field, taken: true }));
}

/** The fields that are taken in. */
export const takenFields = (rows: readonly DraftField[]): FieldView[] => rows.filter(({ taken }) => taken).map(({ field }) => field);

/** What keeps the fields from being taken as they are; the server checks the same. */
export function faultsOfFields(fields: readonly FieldView[]): Bilingual[] {
  const { noFields, noName } = wizardTexts.table;
  if (fields.length === 0) return [noFields];
  const seen = new Set<string>();
  return fields.flatMap(({ spec: { name }, personal, class: access }): Bilingual[] => {
    const known = seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    if (!name.trim()) return [noName];
    if (known) return [said('doubleName', name)];
    return personal && access === 'public' ? [said('personalPublic', name)] : [];
  });
}

function said(key: 'doubleName' | 'personalPublic', name: string): Bilingual {
  return { en: wizardTexts('en')(key, { name }), zh: wizardTexts('zh')(key, { name }) };
}

const KEY = /^(?!(?:new|loads)$)[a-z0-9][a-z0-9-]{1,62}$/;

/** Parts of the description that are still missing or cannot be. */
export function faultsOfDescription(
  described: Described,
  words: (part: Part) => string,
): { readonly missing: string[]; readonly badKey: boolean } {
  const empty = (Object.keys(PARTS) as Part[]).filter((part) => !PARTS[part](described));
  return { missing: empty.map(words), badKey: described.key !== '' && !KEY.test(described.key) };
}

export type Part = 'key' | 'title' | 'description' | 'legalBasis' | 'theme' | 'department' | 'licence' | 'frequency';

const both = ({ en, zh }: Bilingual) => en.trim() !== '' && zh.trim() !== '';

const PARTS: Readonly<Record<Part, (described: Described) => boolean>> = {
  title: ({ title }) => both(title),
  description: ({ description }) => both(description),
  legalBasis: ({ legalBasis }) => both(legalBasis),
  key: ({ key }) => key !== '',
  theme: ({ theme }) => theme !== '',
  department: ({ department }) => department !== '',
  licence: ({ licence }) => licence !== '',
  frequency: ({ updateFrequency }) => updateFrequency !== '',
};

/** What is sent to the server. A title or meaning that nobody wrote is the field's name. */
export function wholeDescription({ described, fields }: Pick<Draft, 'described' | 'fields'>): DatasetDescription {
  const filled = ({ en, zh }: Bilingual, name: string): Bilingual => ({
    en: en.trim() || zh.trim() || name,
    zh: zh.trim() || en.trim() || name,
  });
  const named = takenFields(fields ?? []).map((field) => ({
    ...field,
    title: filled(field.title, field.spec.name),
    definition: filled(field.definition, field.spec.name),
  }));
  return { ...described, fields: named, rules: [] };
}
