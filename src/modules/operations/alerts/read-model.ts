import { type Expression, type SqlBool, sql } from 'kysely';
import { type Static, Type } from 'typebox';

import { type PageOf, pageOf, pageQuery, readCursor } from '#kernel';

import { alertErrors } from './errors.ts';
import { alertFacts } from './facts.ts';
import { type AlertDetail, AlertState, type AlertSummary } from './shapes.ts';
import type { AlertContext, AlertTables } from './tables.ts';
import { areaOf, bothOf, headlineOf } from './words.ts';

type Row = Omit<AlertTables['operations_alert'], 'source'> & { state: AlertState; shown: boolean; ends_at: Date | null };

const HOUR_MS = 3_600_000;

/** What narrows the list of alerts. */
export const alertFilters = {
  state: Type.Optional(AlertState),
  severity: Type.Optional(Type.Enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'])),
  origin: Type.Optional(Type.Enum(['here', 'elsewhere'])),
  shown: Type.Optional(Type.Boolean()),
};
const Asked = Type.Object({ ...alertFilters, ...pageQuery });

/** Alerts, the latest first. */
export async function listAlerts(context: AlertContext, asked: Static<typeof Asked>): Promise<PageOf<AlertSummary>> {
  const limit = asked.limit ?? 50;
  const after = readCursor(asked.cursor, 2);
  const rows = await alerts(context)
    .$if(asked.state !== undefined, (query) => query.where('state', '=', asked.state as AlertState))
    .$if(asked.severity !== undefined, (query) => query.where('severity', '=', asked.severity as string))
    .$if(asked.origin !== undefined, (query) => query.where('issued_here', '=', asked.origin === 'here'))
    .$if(asked.shown !== undefined, (query) => query.where('shown', '=', asked.shown as boolean))
    .$if(after !== null, (query) => query.where(sql<SqlBool>`(received_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows as Row[], limit, (row) => [row.received_at.toISOString(), row.id]);
  return { items: page.items.map(summaryOf), next: page.next };
}

/** One alert with everything around it. @throws operations-alerts.noAlert */
export async function readDetail(context: AlertContext, id: string): Promise<AlertDetail> {
  const row = await readRow(context, id);
  const { version, sha256, content } = row;
  return {
    ...summaryOf(row),
    ...{ version, sha256, note: content.note ?? null, info: [...content.info] as never },
    refersTo: await referencesFrom(context, id),
    followedBy: await followersOf(context, row),
    mayShow: mayBeShown(row),
  };
}

/** An alert as it stands. @throws operations-alerts.noAlert */
export async function readRow(context: AlertContext, id: string): Promise<Row> {
  const row = await alerts(context).where('id', '=', id).executeTakeFirst();
  if (!row) throw alertErrors.noAlert();
  return row as Row;
}

/** The alert's own document. @throws operations-alerts.noAlert when it is not there, or not shown and `anyOfThem` is not said */
export async function readSource(context: AlertContext, id: string, anyOfThem: boolean): Promise<{ source: string; sha256: string }> {
  const row = await context.db
    .selectFrom('operations_alert as a')
    .leftJoin('operations_alert_showing as s', 's.alert_id', 'a.id')
    .select(['a.source', 'a.sha256', 's.shown_at'])
    .where('a.id', '=', id)
    .executeTakeFirst();
  if (!row || (row.shown_at === null && !anyOfThem)) throw alertErrors.noAlert();
  return { source: row.source, sha256: row.sha256 };
}

/** Shown alerts that are in force, and those that came or ended within the days that the profile says; the latest first. */
export async function shownAlerts(context: AlertContext): Promise<{ readonly inForce: Row[]; readonly over: Row[] }> {
  const { recent } = context.profile(alertFacts);
  const since = new Date(context.now.getTime() - recent.days * 24 * HOUR_MS);
  const rows = (await alerts(context)
    .where('shown', '=', true)
    .where((is) => is.or([is('state', '=', 'in-force'), is('sent_at', '>', since), is('ends_at', '>', since)]))
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute()) as Row[];
  return { inForce: rows.filter(({ state }) => state === 'in-force'), over: rows.filter(({ state }) => state !== 'in-force') };
}

const MOST_SHOWN = 100;

/** Whether the public may see it: an exercise or a message to some would only mislead. */
export function mayBeShown({ status, scope }: Pick<Row, 'status' | 'scope'>): boolean {
  return status === 'Actual' && scope === 'Public';
}

/** A row as people see it in lists. */
export function summaryOf(row: Row): AlertSummary {
  const { content } = row;
  return {
    ...{ id: row.id, sender: row.sender, identifier: row.identifier, sent: row.sent, state: row.state, status: row.status },
    ...{
      msgType: row.msg_type,
      scope: row.scope,
      severity: row.severity,
      issuedHere: row.issued_here,
      shown: row.shown,
      signed: row.signed,
    },
    event: bothOf(content, ({ event }) => event),
    headline: headlineOf(content),
    area: areaOf(content),
    ...{ startsAt: row.starts_at, endsAt: row.ends_at, receivedAt: row.received_at },
  };
}

/** Every alert with its state, which follows from its end and from later messages of the same sender about it. */
function alerts({ db, now, profile }: AlertContext) {
  const hours = profile(alertFacts).withoutEnd.hours;
  const end = sql<Date>`coalesce(a.expires_at, a.sent_at + make_interval(hours => ${hours}))`;
  const rows = db
    .selectFrom('operations_alert as a')
    .leftJoin('operations_alert_showing as s', 's.alert_id', 'a.id')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('operations_alert_reference as r')
          .innerJoin('operations_alert as later', 'later.id', 'r.alert_id')
          .select('later.msg_type')
          .whereRef('r.sender', '=', 'a.sender')
          .whereRef('r.identifier', '=', 'a.identifier')
          .where(follows())
          .orderBy('later.sent_at', 'desc')
          .limit(1)
          .as('f'),
      (join) => join.onTrue(),
    )
    .selectAll('a')
    .select([
      sql<boolean>`s.alert_id is not null`.as('shown'),
      sql<Date | null>`case when a.msg_type in ('Alert', 'Update') then ${end} end`.as('ends_at'),
      sql<AlertState>`case when a.msg_type not in ('Alert', 'Update') then 'notice'
        when f.msg_type = 'Cancel' then 'cancelled' when f.msg_type is not null then 'superseded'
        when ${end} <= ${now} then 'expired' else 'in-force' end`.as('state'),
    ]);
  return db.selectFrom(rows.as('alert')).selectAll('alert');
}

/** Only the sender takes back or renews what it said: whoever else names the alert is not believed. */
function follows(): Expression<SqlBool> {
  return sql<SqlBool>`later.sender = a.sender and later.id <> a.id and later.msg_type in ('Update', 'Cancel')
    and later.sent_at >= a.sent_at and (r.sent_at is null or r.sent_at = a.sent_at)`;
}

async function referencesFrom({ db }: AlertContext, id: string): Promise<AlertDetail['refersTo']> {
  const rows = await db
    .selectFrom('operations_alert_reference as r')
    .leftJoin('operations_alert as a', (join) =>
      join
        .onRef('a.sender', '=', 'r.sender')
        .onRef('a.identifier', '=', 'r.identifier')
        .on(sql<SqlBool>`r.sent_at is null or r.sent_at = a.sent_at`),
    )
    .select(['r.sender', 'r.identifier', 'r.sent_at', 'a.id'])
    .where('r.alert_id', '=', id)
    .orderBy('r.sent_at', 'desc')
    .execute();
  return rows.map(({ sender, identifier, sent_at, id: known }) => ({ sender, identifier, sentAt: sent_at, id: known }));
}

async function followersOf({ db }: AlertContext, { sender, identifier, sent_at }: Row): Promise<AlertDetail['followedBy']> {
  const rows = await db
    .selectFrom('operations_alert_reference as r')
    .innerJoin('operations_alert as a', 'a.id', 'r.alert_id')
    .select(['a.id', 'a.msg_type', 'a.sent'])
    .where('r.sender', '=', sender)
    .where('r.identifier', '=', identifier)
    .where((is) => is.or([is('r.sent_at', 'is', null), is('r.sent_at', '=', sent_at)]))
    .orderBy('a.sent_at')
    .execute();
  return rows.map(({ id, msg_type: msgType, sent }) => ({ id, msgType, sent }));
}
