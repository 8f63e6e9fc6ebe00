import { randomUUIDv7 } from 'node:crypto';

import type { Bilingual } from '#kernel';

import { type Outcome, REASONS, type Refusal, readCap, type Verdict } from './cap/index.ts';
import { alertErrors } from './errors.ts';
import type { Report } from './shapes.ts';
import { type Kept, keepAlert, sha256Of } from './store.ts';
import type { AlertContext, AlertWork } from './tables.ts';
import { headlineOf } from './words.ts';

type AlertReport = Report['alerts'][number];
type Good = Extract<Outcome, { refusal: null }>;

/** A document as it came. */
export interface Incoming {
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** From the transport, where it names one. */
  readonly charset: string | undefined;
}

const CONTRADICTS: Bilingual = {
  en: 'Another alert with this sender, identifier and time is kept, and it says something else',
  zh: '已有同一发布者、标识符和发布时间的预警，且内容不同',
};

/** What we would make of a document, without keeping anything. */
export function look({ bytes, charset }: Incoming): Report {
  const verdict = readCap(bytes, charset);
  return reportOf(
    verdict,
    verdict.alerts.map((outcome) => (outcome.refusal === null ? entryOf(outcome, 'fine', null) : refusedEntry(outcome.refusal))),
  );
}

/**
 * Takes a document in: every alert in it that is right, or none of a distribution with a wrong one. The document is kept as it came, a
 * refused one too, with its reason.
 * @throws operations-alerts.refused with the report
 */
export async function takeIn(work: AlertWork, incoming: Incoming): Promise<Report> {
  const verdict = readCap(incoming.bytes, incoming.charset);
  const report = await work.transaction((context) => keep(context, verdict, incoming));
  if (report.verdict === 'refuse') {
    const { text = CONTRADICTS } = report.reason ?? {};
    throw alertErrors.refused({ reason: text.en, reasonZh: text.zh, report });
  }
  return report;
}

async function keep(context: AlertContext, verdict: Verdict, incoming: Incoming): Promise<Report> {
  const documentId = await keepDocument(context, verdict, incoming);
  if (verdict.verdict === 'refuse')
    return reportOf(
      verdict,
      verdict.alerts.map(({ refusal }) => refusedEntry(refusal)),
    );
  const entries: AlertReport[] = [];
  for (const outcome of verdict.alerts) {
    if (outcome.refusal !== null) entries.push(refusedEntry(outcome.refusal));
    else entries.push(keptEntry(outcome, await keepAlert(context, outcome, { documentId, issuedHere: false })));
  }
  const clash = entries.find(({ reason }) => reason?.code === 'contradicts');
  if (clash && verdict.kind === 'distribution') throw clashing(verdict, entries);
  return clash ? recounted(verdict, entries) : reportOf(verdict, entries);
}

/** The same bytes again are one document. @returns its id */
async function keepDocument({ db, now, actor }: AlertContext, verdict: Verdict, { bytes, mediaType }: Incoming): Promise<string> {
  const { kind, accepted, refused, links, refusal } = verdict;
  const row = {
    id: randomUUIDv7(),
    received_at: now,
    received_by: actor.id,
    media_type: mediaType,
    ...{ kind, verdict: verdict.verdict, accepted, refused, links: JSON.stringify(links) as never },
    ...{ reason: refusal?.reason ?? null, detail: refusal?.detail ?? '', sha256: sha256Of(bytes), bytes },
  };
  const { id } = await db
    .insertInto('operations_alert_document')
    .values(row)
    .onConflict((conflict) => conflict.columns(['sha256', 'media_type']).doUpdateSet({ media_type: mediaType }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function keptEntry(outcome: Good, { outcome: kept, id }: Kept): AlertReport {
  if (kept !== 'contradicts') return entryOf(outcome, kept, id);
  return { ...entryOf(outcome, 'refused', id), reason: { code: 'contradicts', text: CONTRADICTS, detail: '' } };
}

function entryOf({ alert, version, signed }: Good, outcome: AlertReport['outcome'], id: string | null): AlertReport {
  const { sender, identifier, sent, msgType } = alert;
  return { outcome, id, named: { sender, identifier, sent }, version, msgType, headline: headlineOf(alert), signed, reason: null };
}

function refusedEntry(refusal: Refusal | null): AlertReport {
  const nothing = { id: null, named: null, version: null, msgType: null, headline: null, signed: false };
  return { outcome: 'refused', ...nothing, reason: refusal && because(refusal) };
}

function reportOf({ kind, verdict, accepted, refused, links, refusal }: Verdict, alerts: readonly AlertReport[]): Report {
  return { kind, verdict, accepted, refused, links: [...links], reason: refusal && because(refusal), alerts: [...alerts] };
}

function because({ reason, detail }: Refusal) {
  return { code: reason, text: REASONS[reason], detail };
}

/** Some alerts turned out to be against what is kept. */
function recounted(verdict: Verdict, entries: readonly AlertReport[]): Report {
  const refused = entries.filter(({ outcome }) => outcome === 'refused').length;
  const accepted = entries.length - refused;
  const reason = entries.find((entry) => entry.reason !== null)?.reason ?? null;
  return { ...reportOf(verdict, entries), verdict: accepted === 0 ? 'refuse' : 'partial', accepted, refused, reason };
}

/** A distribution is taken whole or not at all: the transaction goes back. */
function clashing(verdict: Verdict, entries: readonly AlertReport[]) {
  const report = { ...recounted(verdict, entries), verdict: 'refuse', accepted: 0, refused: entries.length };
  return alertErrors.refused({ reason: CONTRADICTS.en, reasonZh: CONTRADICTS.zh, report });
}
