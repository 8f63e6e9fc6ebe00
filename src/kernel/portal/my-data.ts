import { Readable } from 'node:stream';

import { type Static, Type } from 'typebox';

import { type Bilingual, type Context, closed, Day, type FileReply, kernelDb, type Language, pageOf, readCursor } from '../core/index.ts';
import { formats } from '../i18n/index.ts';
import { departmentName, departmentsFile } from '../policy/index.ts';
import { toCsv } from './csv.ts';
import { portalProfile } from './profile.ts';
import { portalTexts } from './texts.ts';

/** One look at the reader's data, as the page shows it. */
export interface ReadLine {
  readonly id: string;
  readonly readAt: Date;
  readonly office: Bilingual;
  readonly purpose: Bilingual;
  /** What left the database, in everyday words where the profile has them. */
  readonly fields: readonly Bilingual[];
  readonly record: string | null;
  readonly ledgerEntryId: string;
}

/** What the page "who read my data" shows. */
export interface MyDataPage {
  readonly lines: readonly ReadLine[];
  readonly total: number;
  readonly offices: number;
  readonly next: string | null;
  /** Who answers when an office does not. */
  readonly dataOffice: Bilingual;
  readonly query: Static<typeof MyDataQuery>;
}

/** The period asked for, both days included, and where the last page ended. */
export const MyDataQuery = closed({
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
});

type Period = Pick<Static<typeof MyDataQuery>, 'from' | 'to'>;

const PER_PAGE = 20;
const EXPORTED_AT_MOST = 20_000;

/** The reader's own lines of the access log, newest first. Reading them is not itself a read that somebody must be told of. */
export async function readsAbout(context: Context<never>, query: Static<typeof MyDataQuery>): Promise<MyDataPage> {
  const after = readCursor(query.cursor, 1);
  const mine = linesAbout(context, query);
  const rows = await mine
    .selectAll()
    .$if(after !== null, (select) => select.where('id', '<', after?.[0] ?? ''))
    .orderBy('id', 'desc')
    .limit(PER_PAGE + 1)
    .execute();
  const { items, next } = pageOf(rows, PER_PAGE, (row) => [row.id]);
  const counts = await mine
    .select(({ fn }) => [fn.countAll<string>().as('total'), fn.count<string>('actor_department').distinct().as('offices')])
    .executeTakeFirstOrThrow();
  return {
    lines: items.map((row) => toLine(context, row)),
    next,
    total: Number(counts.total),
    offices: Number(counts.offices),
    dataOffice: departmentName(context.profile(departmentsFile), context.profile(portalProfile).dataOffice),
    query,
  };
}

/** The same lines as a file for a spreadsheet. */
export async function exportReads(context: Context<never>, period: Period & { readonly language?: Language }): Promise<FileReply> {
  const language = period.language ?? 'zh';
  const say = portalTexts(language);
  const rows = await linesAbout(context, period).selectAll().orderBy('id', 'desc').limit(EXPORTED_AT_MOST).execute();
  const lines = rows.map((row) => toLine(context, row));
  const head = [say('when'), say('office'), say('purpose'), say('fields'), say('record'), say('ledgerEntry')];
  const body = lines.map((line) => [
    formats(language).instant(line.readAt),
    line.office[language],
    line.purpose[language],
    line.fields.map((field) => field[language]).join('; '),
    line.record ?? '',
    line.ledgerEntryId,
  ]);
  return { stream: Readable.from([toCsv([head, ...body])]), type: 'text/csv; charset=utf-8', fileName: 'who-read-my-data.csv' };
}

/**
 * Who looked at one record about somebody, newest first: for whoever proves by other means than an account that it is about them.
 * @param subjects pseudonyms under which the person may stand
 */
export async function readsOfRecord<Tables>(context: Context<Tables>, subjects: readonly string[], record: string): Promise<ReadLine[]> {
  const rows = await kernelDb(context)
    .selectFrom('kernel_access_log')
    .selectAll()
    .where('subject_id', 'in', subjects)
    .where('record', '=', record)
    .orderBy('id', 'desc')
    .limit(PER_PAGE)
    .execute();
  return rows.map((row) => toLine(context as unknown as Context<never>, row));
}

function linesAbout(context: Context<never>, { from, to }: Period) {
  let lines = kernelDb(context).selectFrom('kernel_access_log').where('subject_id', '=', context.actor.id);
  if (from) lines = lines.where('read_at', '>=', new Date(`${from}T00:00:00+08:00`));
  if (to) lines = lines.where('read_at', '<', new Date(new Date(`${to}T00:00:00+08:00`).getTime() + 24 * 60 * 60 * 1000));
  return lines;
}

interface Row {
  readonly id: string;
  readonly actor_id: string;
  readonly actor_department: string | null;
  readonly subject_id: string;
  readonly record: string | null;
  readonly fields: string;
  readonly purpose_text: unknown;
  readonly read_at: Date;
  readonly ledger_entry_id: string;
}

function toLine(context: Context<never>, row: Row): ReadLine {
  const { fieldNames } = context.profile(portalProfile);
  const columns = row.fields.split(',').filter(Boolean);
  return {
    id: row.id,
    readAt: row.read_at,
    office: officeOf(context, row),
    purpose: row.purpose_text as Bilingual,
    fields: columns.map((column) => fieldNames[column] ?? { en: column, zh: column }),
    record: row.record,
    ledgerEntryId: row.ledger_entry_id,
  };
}

/** People see which office looked, not which clerk: the clerk answers to the office. */
function officeOf(context: Context<never>, { actor_id, actor_department, subject_id }: Row): Bilingual {
  if (actor_department) return departmentName(context.profile(departmentsFile), actor_department);
  const key = actor_id === subject_id ? 'yourself' : actor_id === 'system' ? 'byPlatform' : 'someoneElse';
  return { en: portalTexts('en')(key), zh: portalTexts('zh')(key) };
}
