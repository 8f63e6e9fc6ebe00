import { randomUUIDv7 } from 'node:crypto';

import { type Bilingual, type Context, kernelDb } from '../core/index.ts';
import { districtFile } from '../district.ts';
import { tellLive } from '../events/index.ts';
import { readChoices, requireKind } from './choices.ts';
import { kindOf, notifyFile } from './profile.ts';
import { quietUntil } from './quiet.ts';
import { reachOf } from './reach.ts';

/** Short news for one person, with a link to where they can act. */
export interface News {
  readonly recipientId: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
  /** Path in the console or the portal. */
  readonly href: `/${string}`;
  /** A kind of the profile's notify.json; `general` unless said. It decides by which channels the news travel. */
  readonly kind?: string;
  /** Public code of the matter: all that a text message tells beside the link. */
  readonly code?: string;
  /** Does not wait for quiet hours to end, and moves on to the next channel sooner. */
  readonly urgent?: boolean;
  /** News with the same key reach a person once, however often they are told. */
  readonly key?: string;
}

/**
 * Leaves news for somebody, in this transaction; their open pages hear of it at once, and it leaves by the channels they chose.
 * @throws notifications.unknownKind
 */
export async function notify<Tables>(context: Context<Tables>, news: News): Promise<void> {
  const tx = kernelDb(context);
  const { recipientId, title, text, href, kind = 'general', code = null, urgent = false, key = null } = news;
  const facts = context.profile(notifyFile);
  requireKind(facts, kind);
  const id = randomUUIDv7();
  const words = { title: JSON.stringify(title) as never, text: JSON.stringify(text) as never };
  const kept = await tx
    .insertInto('kernel_notification')
    .values({ id, recipient_id: recipientId, ...words, href, kind, code, urgent, dedupe_key: key, created_at: context.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!kept) return;
  await tellLive(tx, context.now, `notifications:${recipientId}`, [id]);
  await queue(context, { id, recipientId, kind, urgent });
}

/** Nothing is queued for somebody who can be reached by none of the channels of this kind. */
async function queue<Tables>(
  context: Context<Tables>,
  { id, recipientId, kind, urgent }: { id: string; recipientId: string; kind: string; urgent: boolean },
): Promise<void> {
  const tx = kernelDb(context);
  const reach = await reachOf(tx, recipientId);
  if (reach.size === 0) return;
  const facts = context.profile(notifyFile);
  const chosen = await readChoices(tx, facts, recipientId);
  if (!chosen.channelsFor(kind).some((channel) => reach.has(channel))) return;
  const passes = urgent || kindOf(facts, kind)?.passesQuietHours;
  const { timeZone } = context.profile(districtFile);
  const due = (!passes && chosen.quiet && quietUntil(chosen.quiet, context.now, timeZone)) || context.now;
  const row = { id: randomUUIDv7(), notification_id: id, recipient_id: recipientId, claim_channel: null };
  await tx
    .insertInto('kernel_delivery')
    .values({ ...row, urgent: urgent || Boolean(passes), created_at: context.now, due_at: due, next_at: due })
    .execute();
}
