import { ECDH, randomUUIDv7 } from 'node:crypto';

import { type Static, Type } from 'typebox';

import { type Context, closed, kernelDb, text } from '../core/index.ts';
import { parseEndpoint } from './channels/public-address.ts';
import { notifyErrors } from './errors.ts';
import { notifyFile } from './profile.ts';

const Base64Url = Type.String({ pattern: '^[A-Za-z0-9_-]+={0,2}$', maxLength: 200 });

/** A push subscription as browsers give it (`PushSubscription.toJSON()`), and what the person calls the device. */
export const Subscription = closed({
  endpoint: Type.String({ minLength: 10, maxLength: 1000 }),
  keys: closed({ p256dh: Base64Url, auth: Base64Url }),
  label: text(80),
});

/**
 * Keeps a device of the actor's. A browser that subscribes again, or for somebody else, replaces what it had.
 * @throws notifications.badEndpoint, notifications.badPushKeys, notifications.tooManyDevices
 */
export async function addDevice(context: Context<never>, given: Static<typeof Subscription>): Promise<string> {
  const tx = kernelDb(context);
  const most = context.profile(notifyFile).devicesAtMost;
  const endpoint = parseEndpoint(given.endpoint).href;
  requireKeys(given.keys);
  await tx.deleteFrom('kernel_push_device').where('endpoint', '=', endpoint).execute();
  const { count } = await tx
    .selectFrom('kernel_push_device')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('person_id', '=', context.actor.id)
    .executeTakeFirstOrThrow();
  if (Number(count) >= most) throw notifyErrors.tooManyDevices({ most });
  const id = randomUUIDv7();
  const device = { id, person_id: context.actor.id, endpoint, ...given.keys, label: given.label, created_at: context.now };
  await tx.insertInto('kernel_push_device').values(device).execute();
  return id;
}

/** @throws notifications.deviceAbsent also when it is somebody else's */
export async function removeDevice(context: Context<never>, id: string): Promise<void> {
  const removed = await kernelDb(context)
    .deleteFrom('kernel_push_device')
    .where('id', '=', id)
    .where('person_id', '=', context.actor.id)
    .executeTakeFirst();
  if (removed.numDeletedRows === 0n) throw notifyErrors.deviceAbsent();
}

/** RFC 8291: a point on P-256, and 16 octets. @throws notifications.badPushKeys */
function requireKeys({ p256dh, auth }: { p256dh: string; auth: string }): void {
  try {
    const point = ECDH.convertKey(p256dh, 'prime256v1', 'base64url', 'base64url', 'uncompressed') as string;
    if (Buffer.from(point, 'base64url').length === 65 && Buffer.from(auth, 'base64url').length === 16) return;
  } catch {
    // not on the curve
  }
  throw notifyErrors.badPushKeys();
}
