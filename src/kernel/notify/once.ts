import { type Context, DomainError, kernelDb } from '../core/index.ts';
import { plainAddress } from './contacts.ts';
import { type News, notify } from './notify.ts';
import { type NotifyFacts, notifyFile } from './profile.ts';
import type { ContactChannel } from './tables.ts';

/** Addresses as somebody without an account gave them with a report. */
export interface GivenAddresses {
  readonly email: string | null;
  readonly phone: string | null;
}

/**
 * Tells somebody without an account what became of their report, at the addresses they gave for that. The caller has recorded that they
 * were read; they are removed when the message can no longer be on its way.
 * @param news `recipientId` is a pseudonym with a colon, such as `reporter:<id>`, so that it is no person's
 * @returns false when none of the addresses can be used
 */
export async function notifyOnce<Tables>(context: Context<Tables>, given: GivenAddresses, news: News): Promise<boolean> {
  const facts = context.profile(notifyFile);
  const hours = 2 * facts.tries.giveUpHours;
  const expires_at = new Date(context.now.getTime() + hours * 3_600_000);
  const found = [usable(facts, 'email', given.email), usable(facts, 'sms', given.phone)].filter((each) => each !== null);
  for (const { channel, address } of found) {
    await kernelDb(context)
      .insertInto('kernel_contact_once')
      .values({ recipient_id: news.recipientId, channel, address, expires_at })
      .onConflict((conflict) => conflict.columns(['recipient_id', 'channel']).doUpdateSet({ address, expires_at }))
      .execute();
  }
  await notify(context, news);
  return found.length > 0;
}

/** A landline takes no text message, and what is no address is left out. */
function usable(facts: NotifyFacts, channel: ContactChannel, given: string | null): { channel: ContactChannel; address: string } | null {
  if (!given) return null;
  try {
    return { channel, address: plainAddress(facts, channel, given) };
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
