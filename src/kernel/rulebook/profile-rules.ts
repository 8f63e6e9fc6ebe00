import { sql } from 'kysely';
import { Type } from 'typebox';

import { type Context, closed, kernelDb, type ProfileFile, profileFile, SYSTEM } from '../core/index.ts';
import { createDraft } from './drafts.ts';
import { readJdm } from './engine/jdm.ts';
import { Identifier, type RuleSet } from './engine/rule-set.ts';
import { approve, propose } from './publication.ts';

/** Names the rule sets that the jurisdiction brings; each is a JDM file beside this list. */
export const ruleListFile = profileFile('rules/index', closed({ ruleSets: Type.Array(Identifier, { uniqueItems: true }) }));

const jdmFile = (identifier: string): ProfileFile => profileFile(`rules/${identifier}`, Type.Object({}, { additionalProperties: true }));

/** Who stands for the jurisdiction that wrote the rules; the platform itself is the second person. */
const LEGISLATOR = 'profile';

/**
 * Publishes the profile's rule sets that are not there yet, in the versions the files say. Doing it again changes nothing.
 * @returns what was published now, as `identifier version`
 */
export async function publishProfileRules(context: Context<never>): Promise<string[]> {
  const published: string[] = [];
  await oneStarterAtATime(context);
  for (const name of context.profile(ruleListFile).ruleSets) {
    const file = context.profile(jdmFile(name));
    const { identifier, version } = readJdm(file);
    if (await isKept(context, identifier, version)) continue;
    await publish(context, file, { identifier, version });
    published.push(`${identifier} ${version}`);
  }
  return published;
}

/** Several processes may start over one database at once; the second finds what the first has published. */
async function oneStarterAtATime(context: Context<never>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.profile-rules', 0))`.execute(kernelDb(context));
}

async function publish(
  context: Context<never>,
  file: unknown,
  { identifier, version }: Pick<RuleSet, 'identifier' | 'version'>,
): Promise<void> {
  const author = { ...context, actor: { ...SYSTEM, id: LEGISLATOR } };
  await createDraft(author, file);
  await propose(author, identifier, version);
  await approve({ ...context, actor: SYSTEM }, identifier, version);
}

async function isKept(context: Context<never>, identifier: string, version: string): Promise<boolean> {
  const kept = await kernelDb(context)
    .selectFrom('kernel_rule_set_version')
    .select('version')
    .where('identifier', '=', identifier)
    .where('version', '=', version)
    .executeTakeFirst();
  return kept !== undefined;
}
