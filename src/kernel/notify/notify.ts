import { randomUUIDv7 } from 'node:crypto';

import { type Bilingual, type Context, kernelDb } from '../core/index.ts';
import { tellLive } from '../events/index.ts';

/** Short news for one person, with a link to where they can act. */
export interface News {
  readonly recipientId: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
  /** Path in the console or the portal. */
  readonly href: `/${string}`;
}

/** Leaves news for somebody, in this transaction; their open pages hear of it at once. */
export async function notify<Tables>(context: Context<Tables>, { recipientId, title, text, href }: News): Promise<void> {
  const tx = kernelDb(context as unknown as Context<never>);
  const id = randomUUIDv7();
  const words = { title: JSON.stringify(title) as never, text: JSON.stringify(text) as never };
  await tx
    .insertInto('kernel_notification')
    .values({ id, recipient_id: recipientId, ...words, href, created_at: context.now })
    .execute();
  await tellLive(tx, context.now, 'notifications', [id]);
}
