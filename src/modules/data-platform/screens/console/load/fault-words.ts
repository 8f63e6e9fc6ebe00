import type { useTexts } from '#ui';

import type { ManifestView } from '../data.ts';
import type { wizardTexts } from '../wizard/texts.ts';
import type { loadTexts } from './texts.ts';

type Words = ReturnType<typeof useTexts<typeof loadTexts.table>>;
type TypeWords = ReturnType<typeof useTexts<typeof wizardTexts.table>>;

const KINDS = ['notNull', 'unique', 'range', 'pattern', 'codes', 'reference'] as const;

/** Why a row was refused or a check failed, in words: `type:amount` becomes "is not decimal". */
export function faultWords(fault: string, schema: ManifestView['schema'], t: Words, types: TypeWords): string {
  const [kind = '', ...rest] = fault.split(':');
  const name = rest.join(':');
  if (kind === 'structure') return structureWords(name, t);
  if (kind === 'type') {
    const field = schema.find((candidate) => candidate.name === name);
    return field ? t('why_type', { type: typeWords(field, types) }) : t('why_typeUnknown');
  }
  const known = KINDS.find((one) => one === kind);
  return known ? t(`why_${known}`) : t('why_rule', { rule: fault });
}

function typeWords({ type, format }: ManifestView['schema'][number], t: TypeWords): string {
  return format && format !== 'plain' && format !== 'grouped' ? `${t(type)} (${format})` : t(type);
}

function structureWords(fault: string, t: Words): string {
  return fault in STRUCTURE ? t(STRUCTURE[fault as keyof typeof STRUCTURE]) : t('structure_other', { fault });
}

const STRUCTURE = {
  tooFewFields: 'structure_few',
  tooManyFields: 'structure_many',
  unclosedQuote: 'structure_quote',
  textAfterQuote: 'structure_after',
  tooLong: 'structure_tooLong',
  nulByte: 'structure_nul',
  badEncoding: 'structure_encoding',
} as const;
