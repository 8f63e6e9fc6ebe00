import { calendarFile, openCalendar } from '../calendar/index.ts';
import { type Context, kernelDb } from '../core/index.ts';
import { failingExamples, keyOf } from './engine/outcome.ts';
import type { Fault, RuleSet } from './engine/rule-set.ts';
import { says } from './engine/wording.ts';
import { errors, invalidRuleSet } from './errors.ts';
import { report } from './reports.ts';
import type { VersionView } from './schema.ts';
import { readVersion, readVersionRow, ruleSetOf } from './versions.ts';

/**
 * Puts a draft forward: its examples must come out, and the what-if report is kept with it. From now on it is a shadow, which cannot
 * be changed and waits for a second person.
 * @throws rulebook.notFound, rulebook.notDraft, rulebook.invalid naming the examples that fail
 */
export async function propose(context: Context<never>, identifier: string, version: string): Promise<VersionView> {
  const set = ruleSetOf(await readVersionRow(context, identifier, version));
  refuseFailingExamples(set);
  const { sample: _, groupable: __, ...kept } = await report(context, set);
  const changed = await change(context, identifier, version, 'draft')
    .set({ state: 'shadow', proposed_by: context.actor.id, proposed_at: context.now, report: JSON.stringify(kept) })
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw errors.notDraft();
  return readVersion(context, identifier, version);
}

/** Takes a proposal back to be changed. @throws rulebook.notFound, rulebook.notProposed */
export async function withdraw(context: Context<never>, identifier: string, version: string): Promise<VersionView> {
  await readVersionRow(context, identifier, version);
  const changed = await change(context, identifier, version, 'shadow')
    .set({ state: 'draft', proposed_by: null, proposed_at: null, report: null })
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw errors.notProposed();
  return readVersion(context, identifier, version);
}

/**
 * Publishes a proposal as its second person. The version before it ends on the day this one begins. Publication and its ledger line
 * stand or fall together.
 * @throws rulebook.notFound, rulebook.notProposed, rulebook.twoPersons, rulebook.noticeTooShort, rulebook.overlap
 */
export async function approve(context: Context<never>, identifier: string, version: string): Promise<VersionView> {
  const { actor, now } = context;
  // One publication of a rule set at a time, so that each sees the predecessor that the other left.
  await kernelDb(context).selectFrom('kernel_rule_set').select('number').where('identifier', '=', identifier).forUpdate().execute();
  const row = await readVersionRow(context, identifier, version);
  if (row.state !== 'shadow') throw errors.notProposed();
  if (actor.id === row.author_id || actor.id === row.proposed_by) throw errors.twoPersons();
  await endPredecessor(context, ruleSetOf(row));
  const body = { identifier, version, digest: row.digest, validFrom: row.valid_from, validTo: row.valid_to };
  const ledger_entry_id = await context.record({ kind: 'rulebook.published', body });
  await refusingOverlap(
    change(context, identifier, version, 'shadow')
      .set({ state: 'published', approved_by: actor.id, published_at: now, ends_on: row.valid_to, ledger_entry_id })
      .execute(),
  );
  return readVersion(context, identifier, version);
}

/**
 * Ends a published version on a day not before today, with a ledger line.
 * @throws rulebook.notFound, rulebook.notPublished, rulebook.pastEnd
 */
export async function retire(context: Context<never>, identifier: string, version: string, day: string): Promise<VersionView> {
  const row = await readVersionRow(context, identifier, version);
  if (day < todayOf(context) || day < row.valid_from || (row.ends_on !== null && day > row.ends_on)) throw errors.pastEnd();
  const changed = await change(context, identifier, version, 'published')
    .set({ state: 'retired', ends_on: day, ends_known_at: context.now })
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw errors.notPublished();
  await context.record({ kind: 'rulebook.retired', body: { identifier, version, digest: row.digest, endsOn: day } });
  return readVersion(context, identifier, version);
}

const change = (context: Context<never>, identifier: string, version: string, from: 'draft' | 'shadow' | 'published') =>
  kernelDb(context)
    .updateTable('kernel_rule_set_version')
    .where('identifier', '=', identifier)
    .where('version', '=', version)
    .where('state', '=', from);

const calendarOf = (context: Context<never>) => openCalendar(context.profile(calendarFile));

const todayOf = (context: Context<never>) => calendarOf(context).dayOf(context.now);

/** An open version before gives way, after the notice that people were promised. */
async function endPredecessor(context: Context<never>, { identifier, validFrom, noticePeriod }: RuleSet): Promise<void> {
  const before = await kernelDb(context)
    .updateTable('kernel_rule_set_version')
    .set({ ends_on: validFrom, ends_known_at: context.now })
    .where('identifier', '=', identifier)
    .where('state', '=', 'published')
    .where('ends_on', 'is', null)
    .where('valid_from', '<', validFrom)
    .returning('version')
    .executeTakeFirst();
  const earliest = calendarOf(context).addWorkingDays(todayOf(context), noticePeriod);
  if (before && validFrom < earliest) throw errors.noticeTooShort({ days: noticePeriod, earliest });
}

function refuseFailingExamples(set: RuleSet): void {
  const faults = failingExamples(set).map(({ example, found }): Fault => {
    const expected = Object.entries(example.outcome).map(([field, value]) => `${field} = ${keyOf(value)}`);
    const came = Object.keys(example.outcome).map((field) => `${field} = ${keyOf(found[field] ?? null)}`);
    return { row: null, column: null, text: says.example(example.title.zh, expected.join(', '), came.join(', ')) };
  });
  if (faults.length > 0) throw invalidRuleSet(faults);
}

async function refusingOverlap<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'kernel_rule_set_version_no_overlap') throw errors.overlap();
    throw error;
  }
}
