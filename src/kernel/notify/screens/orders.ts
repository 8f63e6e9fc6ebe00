import type { Language } from '../../core/errors.ts';
import type { Channel } from '../tables.ts';

const NAMES: Readonly<Record<Channel, Readonly<Record<Language, string>>>> = {
  push: { en: 'push', zh: '推送' },
  email: { en: 'e-mail', zh: '邮件' },
  sms: { en: 'text message', zh: '短信' },
};
const WORDS = { en: { none: 'Only in my pages', other: ', else ' }, zh: { none: '仅站内通知', other: '，否则' } } as const;

/** A channel's short name within a sentence. */
export const channelName = (channel: Channel, language: Language): string => NAMES[channel][language];

/** Every order in which these channels can be tried, from none to all; what a person chooses from for each kind of news. */
export function ordersOf(channels: readonly Channel[]): Channel[][] {
  const longer = (order: Channel[]): Channel[][] => [
    order,
    ...channels.filter((channel) => !order.includes(channel)).flatMap((channel) => longer([...order, channel])),
  ];
  return longer([]).sort((a, b) => a.length - b.length);
}

/** An order in words: “push, else e-mail”. */
export function orderWords(order: readonly Channel[], language: Language): string {
  const { none, other } = WORDS[language];
  return order.length === 0 ? none : order.map((channel) => channelName(channel, language)).join(other);
}
