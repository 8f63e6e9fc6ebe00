import { type Selectable, sql } from 'kysely';

import { calendarFile, openCalendar } from '../calendar/index.ts';
import { type Context, kernelDb, may, type PageOf, pageOf, readCursor } from '../core/index.ts';
import { differences } from './engine/differences.ts';
import type { RuleSet } from './engine/rule-set.ts';
import { errors } from './errors.ts';
import type { Report, SetSummary, VersionView } from './schema.ts';
import type { RulebookTables } from './tables.ts';

type Row = Selectable<RulebookTables['kernel_rule_set_version']>;

/** Whether somebody may see drafts, and who worked on them. */
export const isSteward = ({ actor }: Context<never>) => may(actor, 'rulebook:edit') || may(actor, 'rulebook:publish');

/** Versions with days as text: a `date` read as an instant would shift with the time zone. */
export function selectVersions(context: Context<never>) {
  const day = (column: 'valid_from' | 'valid_to' | 'ends_on') => sql<string | null>`${sql.ref(column)}::text`.as(column);
  return kernelDb(context)
    .selectFrom('kernel_rule_set_version')
    .selectAll()
    .select([sql<string>`valid_from::text`.as('valid_from'), day('valid_to'), day('ends_on')]);
}

/** The order of semantic versions, newest last. */
export const bySemver = sql<number[]>`string_to_array(version, '.')::int[]`;

/** One row of a version. @throws rulebook.notFound also for drafts that the actor may not see */
export async function readVersionRow(context: Context<never>, identifier: string, version: string): Promise<Row> {
  const row = await selectVersions(context).where('identifier', '=', identifier).where('version', '=', version).executeTakeFirst();
  if (!row || (isHidden(row) && !isSteward(context))) throw errors.notFound({ identifier, version });
  return row;
}

const isHidden = ({ state }: Pick<Row, 'state'>) => state === 'draft' || state === 'shadow';

/** The rule set of a row, in the state it has now. */
export function ruleSetOf({ content, state }: Pick<Row, 'content' | 'state'>): RuleSet {
  return { ...(content as RuleSet), state };
}

/**
 * One version with the history of its rule set.
 * @param version the version in force today when absent, else the newest one
 * @throws rulebook.notFound
 */
export async function readVersion(context: Context<never>, identifier: string, version?: string): Promise<VersionView> {
  const all = await visibleVersions(context, identifier);
  const row = version === undefined ? currentOf(all, context) : all.find((each) => each.version === version);
  if (!row) throw errors.notFound({ identifier, version });
  return {
    ruleSet: ruleSetOf(row),
    endsOn: row.ends_on,
    digest: row.digest,
    revision: row.revision,
    changedAt: row.changed_at,
    publishedAt: row.published_at,
    ledgerEntryId: row.ledger_entry_id,
    report: row.report as Report | null,
    versions: all.map(lineOf),
    changes: changesOf(all, row),
    people: isSteward(context) ? { author: row.author_id, proposer: row.proposed_by, approver: row.approved_by } : null,
  };
}

/** What a version writes differently from the published one just before it. */
function changesOf(newestFirst: readonly Row[], row: Row): VersionView['changes'] {
  const before = newestFirst.slice(newestFirst.indexOf(row) + 1).find((each) => !isHidden(each));
  return before ? { against: before.version, cells: differences(ruleSetOf(before), ruleSetOf(row)) } : null;
}

/** What to list. */
export interface ListQuery {
  readonly limit?: number;
  readonly cursor?: string;
  /** Part of the identifier or the title. */
  readonly q?: string;
  /** Rule sets with a version in this state. */
  readonly state?: Row['state'];
}

/** Rule sets by identifier: published ones for everybody, drafts for stewards. */
export async function listSets(context: Context<never>, query: ListQuery): Promise<PageOf<SetSummary>> {
  const limit = query.limit ?? 50;
  const [after] = readCursor(query.cursor, 1) ?? [''];
  const sets = await kernelDb(context)
    .selectFrom('kernel_rule_set')
    .select('identifier')
    .where('identifier', '>', after as string)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('kernel_rule_set_version')
          .select('version')
          .whereRef('kernel_rule_set_version.identifier', '=', 'kernel_rule_set.identifier')
          .$if(!isSteward(context), (own) => own.where('state', 'in', ['published', 'retired']))
          .$if(query.state !== undefined, (own) => own.where('state', '=', query.state as Row['state']))
          .$if(query.q !== undefined, (own) => own.where(headingOf, 'like', `%${escapeLike(query.q ?? '')}%`)),
      ),
    )
    .orderBy('identifier')
    .limit(limit + 1)
    .execute();
  const page = pageOf(sets, limit, ({ identifier }) => [identifier]);
  const items: SetSummary[] = [];
  for (const { identifier } of page.items) items.push(await summaryOf(context, identifier));
  return { items, next: page.next };
}

const headingOf = sql<string>`lower(kernel_rule_set_version.identifier || ' ' || (content -> 'title' ->> 'en') || ' ' || (content -> 'title' ->> 'zh'))`;

const escapeLike = (text: string) => text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&');

async function summaryOf(context: Context<never>, identifier: string): Promise<SetSummary> {
  const all = await visibleVersions(context, identifier);
  const row = currentOf(all, context) as Row;
  const { title, text, rows } = row.content as RuleSet;
  return { identifier, ...lineOf(row), title, text, rows: rows.length, versions: all.length };
}

/** Newest first. */
function visibleVersions(context: Context<never>, identifier: string): Promise<Row[]> {
  return selectVersions(context)
    .where('identifier', '=', identifier)
    .$if(!isSteward(context), (query) => query.where('state', 'in', ['published', 'retired']))
    .orderBy(bySemver, 'desc')
    .execute();
}

/** The version in force now; before the first one is, the newest published; before there is one, the newest at all. */
function currentOf(newestFirst: readonly Row[], { now, profile }: Context<never>): Row | undefined {
  const published = newestFirst.filter((row) => !isHidden(row));
  const today = openCalendar(profile(calendarFile)).dayOf(now);
  return (
    published.find((row) => row.valid_from <= today && (row.ends_on === null || row.ends_on > today)) ?? published[0] ?? newestFirst[0]
  );
}

function lineOf({ version, state, valid_from, ends_on, published_at }: Row): VersionView['versions'][number] {
  return { version, state, validFrom: valid_from, endsOn: ends_on, publishedAt: published_at };
}
