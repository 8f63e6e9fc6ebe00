import { randomInt, randomUUIDv7 } from 'node:crypto';

import { type Context, kernelDb } from '../core/index.ts';
import { notifyErrors } from './errors.ts';
import { type NotifyFacts, notifyFile } from './profile.ts';
import type { ContactChannel } from './tables.ts';

/** How the typing of a code ended. Wrong codes are counted, so this is an answer and no failure that would undo the count. */
export type Proof = { readonly state: 'proven' | 'expired' } | { readonly state: 'wrong'; readonly left: number };

const DAY_MS = 24 * 60 * 60 * 1000;
/** RFC 5321 length; one @, a dotted domain, nothing that could end a header. */
const MAIL =
  /^[^\s@"<>(),:;\\[\]\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u;
const INTERNATIONAL = /^\+[1-9][0-9]{6,14}$/;

/**
 * Writes an address the way it is kept: mail in lower case, phone numbers as E.164.
 * @throws notifications.badAddress, notifications.badPhone
 */
export function plainAddress(facts: NotifyFacts, channel: ContactChannel, given: string): string {
  if (channel === 'email') {
    const address = given.trim().toLowerCase();
    if (address.length > 254 || !MAIL.test(address)) throw notifyErrors.badAddress();
    return address;
  }
  const number = given.replaceAll(/[\s()-]/g, '');
  if (new RegExp(facts.phone.national, 'u').test(number)) return `${facts.phone.countryCode}${number}`;
  if (!INTERNATIONAL.test(number)) throw notifyErrors.badPhone();
  return number;
}

/**
 * Takes an address the actor says is theirs and queues a code to it. The address they had stays in use until the new one is proven.
 * @throws notifications.badAddress, notifications.badPhone, notifications.channelAbsent, notifications.askedTooSoon, notifications.askedTooOften
 */
export async function claimContact(context: Context<never>, channel: ContactChannel, given: string): Promise<void> {
  const { now, actor } = context;
  const tx = kernelDb(context);
  const facts = context.profile(notifyFile);
  const address = plainAddress(facts, channel, given);
  const way = await tx.selectFrom('kernel_delivery_channel').select('ready').where('channel', '=', channel).executeTakeFirst();
  if (!way?.ready) throw notifyErrors.channelAbsent();
  await requirePatience(context, facts, channel);
  const { digits, minutes } = facts.proof;
  const claim = {
    address,
    code: String(randomInt(10 ** digits)).padStart(digits, '0'),
    wrong: 0,
    asked_at: now,
    expires_at: new Date(now.getTime() + minutes * 60_000),
  };
  await tx
    .insertInto('kernel_contact_claim')
    .values({ person_id: actor.id, channel, ...claim })
    .onConflict((conflict) => conflict.columns(['person_id', 'channel']).doUpdateSet(claim))
    .execute();
  const row = { id: randomUUIDv7(), notification_id: null, recipient_id: actor.id, claim_channel: channel, urgent: true };
  await tx
    .insertInto('kernel_delivery')
    .values({ ...row, created_at: now, due_at: now, next_at: now })
    .execute();
}

/** Messages cost money and patience of whoever owns the address. */
async function requirePatience(context: Context<never>, { proof }: NotifyFacts, channel: ContactChannel): Promise<void> {
  const { actor, now } = context;
  const { count, latest } = await kernelDb(context)
    .selectFrom('kernel_delivery')
    .select(({ fn }) => [fn.countAll<string>().as('count'), fn.max('created_at').filterWhere('claim_channel', '=', channel).as('latest')])
    .where('recipient_id', '=', actor.id)
    .where('claim_channel', 'is not', null)
    .where('created_at', '>', new Date(now.getTime() - DAY_MS))
    .executeTakeFirstOrThrow();
  const waited = latest ? (now.getTime() - latest.getTime()) / 1000 : Number.POSITIVE_INFINITY;
  if (waited < proof.againAfterSeconds) throw notifyErrors.askedTooSoon({ seconds: Math.ceil(proof.againAfterSeconds - waited) });
  if (Number(count) >= proof.perDay) throw notifyErrors.askedTooOften();
}

/** Compares a code with the one that was sent; the right one makes the address the actor's. After too many wrong ones it is void. */
export async function proveContact(context: Context<never>, channel: ContactChannel, code: string): Promise<Proof> {
  const { now, actor } = context;
  const tx = kernelDb(context);
  const { wrongAtMost } = context.profile(notifyFile).proof;
  const claim = await tx
    .selectFrom('kernel_contact_claim')
    .selectAll()
    .where('person_id', '=', actor.id)
    .where('channel', '=', channel)
    .forUpdate()
    .executeTakeFirst();
  if (!claim || claim.expires_at <= now || claim.wrong >= wrongAtMost) return { state: 'expired' };
  const mine = { person_id: actor.id, channel };
  if (claim.code !== code.trim()) {
    await tx
      .updateTable('kernel_contact_claim')
      .set({ wrong: claim.wrong + 1 })
      .where('person_id', '=', actor.id)
      .where('channel', '=', channel)
      .execute();
    const left = wrongAtMost - claim.wrong - 1;
    return left > 0 ? { state: 'wrong', left } : { state: 'expired' };
  }
  const contact = { address: claim.address, verified_at: now };
  await tx
    .insertInto('kernel_contact')
    .values({ ...mine, ...contact })
    .onConflict((conflict) => conflict.columns(['person_id', 'channel']).doUpdateSet(contact))
    .execute();
  await tx.deleteFrom('kernel_contact_claim').where('person_id', '=', actor.id).where('channel', '=', channel).execute();
  return { state: 'proven' };
}

/** Erases one address of the actor, proven or not; what waits for it goes another way. */
export async function eraseContact(context: Context<never>, channel: ContactChannel): Promise<void> {
  for (const table of ['kernel_contact', 'kernel_contact_claim'] as const) {
    await kernelDb(context).deleteFrom(table).where('person_id', '=', context.actor.id).where('channel', '=', channel).execute();
  }
}

/** Erases all that is kept about how to reach the actor: addresses, devices and choices. Their news stay in their pages. */
export async function eraseReach(context: Context<never>): Promise<void> {
  for (const table of ['kernel_contact', 'kernel_contact_claim', 'kernel_push_device', 'kernel_notification_choice'] as const) {
    await kernelDb(context).deleteFrom(table).where('person_id', '=', context.actor.id).execute();
  }
}
