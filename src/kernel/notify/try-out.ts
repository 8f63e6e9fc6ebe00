import { type Context, kernelDb } from '../core/index.ts';
import { notify } from './notify.ts';
import { reachOf } from './reach.ts';

/** Sends the actor a message, so that they see what arrives where. @returns false when no channel reaches them, only their page */
export async function tryOut(context: Context<never>): Promise<boolean> {
  const { id } = context.actor;
  await notify(context, {
    recipientId: id,
    title: { en: 'This is how news reach you', zh: '通知接收测试' },
    text: { en: 'You asked for this message to try your settings.', zh: '您正在测试通知接收方式，收到本消息即表示设置有效。' },
    href: '/account/notifications',
    urgent: true,
  });
  return (await reachOf(kernelDb(context), id)).size > 0;
}
