import { gunzipSync, gzipSync } from 'node:zlib';

import { type Context, kernelDb } from '../core/index.ts';
import { type Columns, packColumns } from './engine/columns.ts';
import type { InputColumn, Subject } from './engine/rule-set.ts';

/** The subjects of a rule set, as the module that owns them hands them over. */
export interface Population {
  readonly identifier: string;
  /** How subjects are called in samples: public identifiers, never persons' names. */
  readonly names: readonly string[];
  /** The inputs of the rule set, and further text columns to count by. */
  readonly columns: readonly Pick<InputColumn, 'field' | 'type'>[];
  readonly subjects: readonly Subject[];
}

/** A population ready for what-ifs. */
export interface PackedPopulation {
  readonly takenAt: Date;
  readonly names: readonly string[];
  readonly columns: Columns;
}

interface Body {
  readonly names: readonly string[];
  readonly columns: Population['columns'];
  readonly values: readonly (readonly (Subject[string] | null)[])[];
}

/** Unpacked populations, newest for each district and rule set; a dragged threshold asks many times a second. */
const kept = new Map<string, PackedPopulation>();

/** Keeps the subjects of a rule set for what-ifs, in place of the former ones. @throws rulebook.wrongInput */
export async function keepPopulation<Tables>(
  context: Context<Tables>,
  { identifier, names, columns, subjects }: Population,
): Promise<void> {
  packColumns(columns, subjects);
  const body: Body = { names, columns, values: columns.map(({ field }) => subjects.map((subject) => subject[field] ?? null)) };
  const row = { taken_at: context.now, subjects: subjects.length, body: gzipSync(JSON.stringify(body)) };
  await kernelDb(context as unknown as Context<never>)
    .insertInto('kernel_rule_population')
    .values({ identifier, ...row })
    .onConflict((conflict) => conflict.column('identifier').doUpdateSet(row))
    .execute();
}

/** The subjects kept for a rule set, or null. */
export async function readPopulation(context: Context<never>, identifier: string): Promise<PackedPopulation | null> {
  const source = kernelDb(context).selectFrom('kernel_rule_population').where('identifier', '=', identifier);
  const head = await source.select('taken_at').executeTakeFirst();
  if (!head) return null;
  const key = `${context.district}/${identifier}`;
  const known = kept.get(key);
  if (known?.takenAt.getTime() === head.taken_at.getTime()) return known;
  const { body } = await source.select('body').executeTakeFirstOrThrow();
  const population = unpack(head.taken_at, JSON.parse(gunzipSync(body).toString('utf8')) as Body);
  kept.set(key, population);
  return population;
}

function unpack(takenAt: Date, { names, columns, values }: Body): PackedPopulation {
  const subjects = names.map((_, i) => Object.fromEntries(columns.map(({ field }, at) => [field, values[at]?.[i] ?? null])));
  return { takenAt, names, columns: packColumns(columns, subjects) };
}
