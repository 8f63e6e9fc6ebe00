import { createHash } from 'node:crypto';

import { type Context, kernelDb, kernelErrors } from '../core/index.ts';
import { canonicalJson } from '../ledger/index.ts';
import { compileRuleSet } from './engine/compile.ts';
import { readJdm } from './engine/jdm.ts';
import type { RuleSet } from './engine/rule-set.ts';
import { errors } from './errors.ts';
import type { VersionView } from './schema.ts';
import { readVersion, readVersionRow } from './versions.ts';

/**
 * Takes in a JDM file as a new draft.
 * @throws rulebook.invalid, rulebook.exists
 */
export async function createDraft(context: Context<never>, file: unknown): Promise<VersionView> {
  const { set } = compileRuleSet(readJdm(file));
  const number = await setNumber(context, set.identifier);
  const inserted = await kernelDb(context)
    .insertInto('kernel_rule_set_version')
    .values({
      identifier: set.identifier,
      version: set.version,
      set_number: number,
      state: 'draft',
      revision: 1,
      author_id: context.actor.id,
      ...contentOf(context, set),
      ...NOT_YET,
    })
    .onConflict((conflict) => conflict.columns(['identifier', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  if (!inserted) throw errors.exists();
  return readVersion(context, set.identifier, set.version);
}

/**
 * Replaces a draft; whoever changes it becomes its author.
 * @param revision the one that the change is based on
 * @throws rulebook.invalid, rulebook.identifierDiffers, rulebook.notFound, rulebook.notDraft, kernel.revisionChanged
 */
export async function changeDraft(
  context: Context<never>,
  identifier: string,
  version: string,
  file: unknown,
  revision: number,
): Promise<VersionView> {
  const { set } = compileRuleSet(readJdm(file));
  if (set.identifier !== identifier || set.version !== version)
    throw errors.identifierDiffers({ identifier: set.identifier, version: set.version });
  const changed = await kernelDb(context)
    .updateTable('kernel_rule_set_version')
    .set({ ...contentOf(context, set), author_id: context.actor.id, revision: revision + 1 })
    .where('identifier', '=', identifier)
    .where('version', '=', version)
    .where('state', '=', 'draft')
    .where('revision', '=', revision)
    .returning('version')
    .executeTakeFirst();
  if (changed) return readVersion(context, identifier, version);
  const { state } = await readVersionRow(context, identifier, version);
  throw state === 'draft' ? kernelErrors.revisionChanged() : errors.notDraft();
}

const NOT_YET = {
  ends_on: null,
  ends_known_at: null,
  proposed_by: null,
  proposed_at: null,
  report: null,
  approved_by: null,
  published_at: null,
  ledger_entry_id: null,
};

/** SHA-256 over the canonical JSON (RFC 8785) of the rule set without its state, which changes while its words do not. */
function digestOf({ state: _, ...set }: RuleSet): string {
  return createHash('sha256').update(canonicalJson(set)).digest('hex');
}

function contentOf({ now }: Context<never>, set: RuleSet) {
  return { content: JSON.stringify(set), digest: digestOf(set), valid_from: set.validFrom, valid_to: set.validTo, changed_at: now };
}

async function setNumber(context: Context<never>, identifier: string): Promise<string> {
  const db = kernelDb(context);
  await db
    .insertInto('kernel_rule_set')
    .values({ identifier, created_at: context.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { number } = await db.selectFrom('kernel_rule_set').select('number').where('identifier', '=', identifier).executeTakeFirstOrThrow();
  return number;
}
