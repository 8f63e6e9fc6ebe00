import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import type { Field } from '../../../src/modules/data-platform/ingest/index.ts';

/** Reads the words of `expected.json` about a column, such as `decimal(14,2), required` or `text, optional`. */
export function fieldFrom(name: string, words: string): Field {
  const [, type = 'text', precision, scale] = /^(\w+)(?:\((\d+),\s*(\d+)\))?/.exec(words) ?? [];
  const required = /\brequired\b/.test(words) ? { required: true } : {};
  if (type === 'decimal') {
    // any fraction is allowed, so one that is longer than the scale is rounded
    return { name, type, precision: Number(precision ?? 18), scale: Number(scale ?? 2), excess: 'round', ...required };
  }
  const format = /\bYYYY-MM-DD\b/.test(words) ? { format: 'YYYY-MM-DD' } : {};
  return { name, type: type as Field['type'], ...format, ...required };
}

/** RFC 4180 read by one expression: quoted fields may hold commas, quotes and line ends. Nothing in common with the engine's scanner. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.some((cell) => cell !== ''));
}

/** A row as one text: days as they are, amounts in hundredths, empty texts as null. Null when a value is not what the schema says. */
export function canonicalRow(fields: readonly Field[], cells: readonly (string | number | null | undefined)[]): string | null {
  const values = fields.map((field, at) => canonicalCell(field, cells[at] ?? null));
  return values.includes(undefined) ? null : JSON.stringify(values);
}

function canonicalCell({ type, scale = 2, required }: Field, cell: string | number | null): string | null | undefined {
  const text = cell === null ? '' : String(cell);
  if (text === '') return required ? undefined : null;
  if (type === 'decimal') return scaled(text, scale);
  if (type === 'date') return isDay(text) ? text : undefined;
  return text;
}

/** A decimal as whole hundredths (or what `scale` says), rounded half away from zero; undefined for anything but plain digits. */
export function scaled(text: string, scale: number): string | undefined {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') return undefined;
  const kept = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  const rounded = kept + (Number(fraction[scale] ?? 0) >= 5 ? 1n : 0n);
  return rounded === 0n ? '0' : `${sign}${rounded}`;
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** One hash over rows in their order. */
export function hashOf(rows: readonly string[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(row).update('\n');
  return hash.digest('hex');
}

export function csvFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return names.sort().map((name) => path.join(folder, name));
}

/** A key that the catalogue takes, from the name of a folder. */
export const keyFrom = (...parts: readonly string[]) =>
  parts
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
