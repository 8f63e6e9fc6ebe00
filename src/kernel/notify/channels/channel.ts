import type { Bilingual, Language } from '../../core/index.ts';

/** A message in the words of one language, before a channel gives it its own form. */
export interface Message {
  /** Stays the same however often it is tried, so that receivers can tell a repetition. */
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  readonly text: string;
  /** Whole address that the reader opens, or null for the code that proves an address. */
  readonly link: string | null;
  /** All that a text message says. */
  readonly short: string;
  readonly code: string | null;
  readonly urgent: boolean;
  /** Name of the district, as the sender. */
  readonly district: string;
  /** Words around the message, and where the reader changes what they are told. */
  readonly frame: { readonly open: string; readonly foot: string; readonly settings: string };
}

/** Whom it goes to, by the channel's own kind of address. */
export interface Device {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/**
 * How a try ended. `refused`: this address will never work by this channel. `trouble`: it may work later; `gateway` says that the way
 * itself is in trouble and not only this address.
 */
export type Reply =
  | { readonly kind: 'sent'; readonly gone?: readonly string[] }
  | { readonly kind: 'refused'; readonly problem: string; readonly gone?: readonly string[] }
  | { readonly kind: 'trouble'; readonly problem: string; readonly gateway: boolean; readonly gone?: readonly string[] };

/** Sends by mail. */
export interface MailSender {
  send(address: string, message: Message): Promise<Reply>;
  close(): void;
}

/** How to read a gateway's report; null: not at all. */
export interface Reports {
  readonly arrived: string | null;
  readonly lost: string | null;
}

/** Sends text messages; `receipt` is the address where the gateway may report what became of one. */
export interface SmsSender {
  send(number: string, message: Message, receipt: string): Promise<Reply>;
  /** What a gateway's report looks like when the message arrived, and when it never will, as regular expressions. */
  readonly reports: Reports;
}

/** Sends to browsers. `gone` in a reply names devices that take no more. */
export interface PushSender {
  readonly publicKey: string;
  send(devices: readonly Device[], message: Message): Promise<Reply>;
}

/** The ways out of the house that the operator has set up. */
export interface Senders {
  readonly email: MailSender | null;
  readonly sms: SmsSender | null;
  readonly push: PushSender | null;
}

/** Names of the channels. */
export const CHANNEL_TITLES: Readonly<Record<keyof Senders, Bilingual>> = {
  push: { en: 'This browser and others (push)', zh: '浏览器推送' },
  email: { en: 'E-mail', zh: '电子邮件' },
  sms: { en: 'Text message', zh: '短信' },
};
