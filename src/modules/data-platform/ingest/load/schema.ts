import { IngestFault } from '../fault.ts';
import type { Field } from '../model.ts';
import { dateFormats, precisionOf, scaleOf } from './types.ts';

/** Refuses a schema that cannot be loaded. @throws badSchema naming the field */
export function checkFields(fields: readonly Field[]): void {
  if (fields.length === 0) throw new IngestFault('badSchema', { field: '', reason: 'no fields' });
  const names = new Set<string>();
  for (const field of fields) {
    const reason = faultOf(field) ?? (names.has(field.name.toLowerCase()) ? 'the name is used twice' : null);
    if (reason) throw new IngestFault('badSchema', { field: field.name, reason });
    names.add(field.name.toLowerCase());
  }
}

function faultOf(field: Field): string | null {
  const timely = field.type === 'date' || field.type === 'datetime';
  if (timely && field.format !== undefined && !(field.format in dateFormats)) return `unknown date format ${field.format}`;
  const numeric = field.type === 'integer' || field.type === 'decimal';
  if (numeric && field.format !== undefined && field.format !== 'plain' && field.format !== 'grouped')
    return `unknown number format ${field.format}`;
  if (field.type === 'decimal' && scaleOf(field) > precisionOf(field)) return 'more digits after the point than in all';
  return null;
}
