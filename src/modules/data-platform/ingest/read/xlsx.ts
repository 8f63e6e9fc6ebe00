import type { Readable } from 'node:stream';

import type { Entry, ZipFile } from 'yauzl';

import { IngestFault } from '../fault.ts';
import type { Limits } from '../limits.ts';
import { openEntry, withEntries } from './archive.ts';

/** One row of a sheet with its number and the texts of its cells; days come as `YYYY-MM-DD`. */
export interface SheetRow {
  readonly line: number;
  readonly cells: string[];
}

/** Most bytes of shared texts that are kept in memory. */
const TEXT_BYTES = 256 * 1024 * 1024;
/** Number formats that show days or times, as the file format fixes them. */
const DAY_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const DAY_MS = 86_400_000;

/**
 * Reads the rows of a workbook's first sheet, until `onRow` says false. Formulas give the value that was saved with them; nothing is computed.
 * @throws badWorkbook, zipBomb, badArchive
 */
export async function readWorkbook(path: string, limits: Limits, onRow: (row: SheetRow) => boolean): Promise<void> {
  await withEntries(path, async (zip, entries) => {
    const parts = new Map(entries.map((entry) => [entry.fileName.replace(/^\//, ''), entry]));
    const book = await partText(zip, parts.get('xl/workbook.xml'), limits);
    const sheet = parts.get(await firstSheet(zip, parts, book, limits));
    if (!sheet) throw new IngestFault('badWorkbook', { reason: 'no sheet' });
    const texts = sharedTexts(await partText(zip, parts.get('xl/sharedStrings.xml'), limits));
    const days = dayStyles(await partText(zip, parts.get('xl/styles.xml'), limits));
    const epoch = /<workbookPr[^>]*date1904="(1|true)"/.test(book) ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    await readSheet(await openEntry(zip, sheet, limits), { texts, days, epoch }, onRow);
  });
}

interface Book {
  readonly texts: readonly string[];
  readonly days: readonly boolean[];
  readonly epoch: number;
}

async function readSheet(sheet: Readable, book: Book, onRow: (row: SheetRow) => boolean): Promise<void> {
  let rest = '';
  let last = 0;
  sheet.setEncoding('utf8');
  for await (const chunk of sheet as AsyncIterable<string>) {
    rest += chunk;
    const end = rest.lastIndexOf('</row>') + '</row>'.length;
    if (end < '</row>'.length) continue;
    for (const [, own = '', inner = ''] of rest.slice(0, end).matchAll(/<row\b([^>]*[^/>])?>(.*?)<\/row>/gs)) {
      const row = rowOf(own, inner, last + 1, book);
      last = row.line;
      if (row.cells.some((cell) => cell !== '') && !onRow(row)) return;
    }
    rest = rest.slice(end);
  }
}

function rowOf(attributes: string, content: string, next: number, book: Book): SheetRow {
  const cells: string[] = [];
  for (const match of content.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const [, own = '', inner = ''] = match;
    const column = columnOf(attribute(own, 'r')) ?? cells.length;
    if (column > 16_384) throw new IngestFault('badWorkbook', { reason: 'column beyond XFD' });
    while (cells.length < column) cells.push('');
    cells[column] = cellText(own, inner, book);
  }
  return { line: Math.max(Number(attribute(attributes, 'r') ?? 0) || 0, next), cells };
}

function cellText(attributes: string, inner: string, { texts, days, epoch }: Book): string {
  const type = attribute(attributes, 't') ?? 'n';
  if (type === 'inlineStr') return runs(inner);
  const value = plain(/<v\b[^>]*>(.*?)<\/v>/s.exec(inner)?.[1] ?? '');
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type !== 'n' || value === '') return value;
  return days[Number(attribute(attributes, 's') ?? -1)] ? dayText(Number(value), epoch) : numberText(value);
}

/** Excel keeps 17 digits, of which it shows 15. */
function numberText(value: string): string {
  const number = Number(value);
  if (!Number.isFinite(number) || Number.isSafeInteger(number)) return Number.isFinite(number) ? String(number) : value;
  const text = String(Number(number.toPrecision(15)));
  return text.includes('e') ? value : text;
}

function dayText(days: number, epoch: number): string {
  const date = new Date(epoch + Math.round(days * DAY_MS));
  if (Number.isNaN(date.getTime())) return String(days);
  const text = date.toISOString();
  return Number.isInteger(days) ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

async function firstSheet(zip: ZipFile, parts: ReadonlyMap<string, Entry>, book: string, limits: Limits): Promise<string> {
  const id = /<sheet\b[^>]*\br:id="([^"]+)"/.exec(book)?.[1];
  const links = await partText(zip, parts.get('xl/_rels/workbook.xml.rels'), limits);
  const link = [...links.matchAll(/<Relationship\b([^>]*)>/g)].find(([, own = '']) => attribute(own, 'Id') === id)?.[1];
  const target = link && attribute(link, 'Target');
  if (!target) return 'xl/worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

function sharedTexts(xml: string): string[] {
  return [...xml.matchAll(/<si\b[^>]*?(?:\/>|>(.*?)<\/si>)/gs)].map(([, inner = '']) => runs(inner));
}

/** Phonetic readings (`rPh`) are no part of a text. */
function runs(inner: string): string {
  const spoken = inner.replaceAll(/<rPh\b.*?<\/rPh>/gs, '');
  return [...spoken.matchAll(/<t\b[^>]*?(?:\/>|>(.*?)<\/t>)/gs)].map(([, text = '']) => plain(text)).join('');
}

/** Which cell styles show days. */
function dayStyles(xml: string): boolean[] {
  const own = [...xml.matchAll(/<numFmt\b([^>]*)>/g)].filter(([, text = '']) => isDayFormat(attribute(text, 'formatCode') ?? ''));
  const ids = new Set([...DAY_FORMATS, ...own.map(([, text = '']) => Number(attribute(text, 'numFmtId')))]);
  const styles = /<cellXfs\b[^>]*>(.*?)<\/cellXfs>/s.exec(xml)?.[1] ?? '';
  return [...styles.matchAll(/<xf\b([^>]*)>/g)].map(([, text = '']) => ids.has(Number(attribute(text, 'numFmtId'))));
}

function isDayFormat(code: string): boolean {
  return /[dmyhs]/i.test(plain(code).replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}

async function partText(zip: ZipFile, entry: Entry | undefined, limits: Limits): Promise<string> {
  if (!entry) return '';
  const stream = await openEntry(zip, entry, { ...limits, expandedBytes: Math.min(limits.expandedBytes, TEXT_BYTES) });
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function attribute(text: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1];
}

function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : null;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (name) return ENTITIES[name] ?? all;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
