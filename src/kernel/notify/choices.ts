import type { Kysely } from 'kysely';
import { type Static, Type } from 'typebox';

import { type Context, closed, type KernelTables, kernelDb, type Language, nullable } from '../core/index.ts';
import { notifyErrors } from './errors.ts';
import { ChannelName, kindOf, type NotifyFacts, notifyFile, TimeOfDay } from './profile.ts';
import type { QuietHours } from './quiet.ts';
import type { Channel } from './tables.ts';

/** What a person chose: language, quiet hours, and for each kind the channels in the order in which they are tried. */
export const Choices = closed({
  language: Type.Enum(['zh', 'en']),
  quiet: nullable(closed({ from: TimeOfDay, to: TimeOfDay })),
  channels: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }), Type.Array(ChannelName, { maxItems: 3 })),
});

/** The same, as others read it. */
export interface Chosen {
  readonly language: Language;
  readonly quiet: QuietHours | null;
  /** The channels for a kind of news, first choice first. */
  channelsFor(kind: string): readonly Channel[];
}

/** What somebody chose; what they did not choose is as the profile says. */
export async function readChoices(tx: Kysely<KernelTables>, facts: NotifyFacts, personId: string): Promise<Chosen> {
  const row = await tx.selectFrom('kernel_notification_choice').selectAll().where('person_id', '=', personId).executeTakeFirst();
  const channelsFor = (kind: string) => row?.channels[kind] ?? kindOf(facts, kind)?.channels ?? [];
  if (!row) return { language: facts.language, quiet: facts.quietHours, channelsFor };
  const quiet = row.quiet_from && row.quiet_to ? { from: row.quiet_from, to: row.quiet_to } : null;
  return { language: row.language, quiet, channelsFor };
}

/**
 * Keeps what the actor chose.
 * @throws notifications.unknownKind, notifications.kindTwice, notifications.quietNever
 */
export async function saveChoices(context: Context<never>, { language, quiet, channels }: Static<typeof Choices>): Promise<void> {
  const facts = context.profile(notifyFile);
  for (const [kind, order] of Object.entries(channels)) {
    requireKind(facts, kind);
    if (new Set(order).size < order.length) throw notifyErrors.kindTwice({ kind });
  }
  if (quiet && quiet.from === quiet.to) throw notifyErrors.quietNever();
  const row = {
    language,
    quiet_from: quiet?.from ?? null,
    quiet_to: quiet?.to ?? null,
    channels: JSON.stringify(channels) as never,
    changed_at: context.now,
  };
  await kernelDb(context)
    .insertInto('kernel_notification_choice')
    .values({ person_id: context.actor.id, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute();
}

/** @throws notifications.unknownKind */
export function requireKind(facts: NotifyFacts, kind: string): void {
  if (!kindOf(facts, kind)) throw notifyErrors.unknownKind({ kind, known: facts.kinds.map(({ key }) => key).join(', ') });
}
