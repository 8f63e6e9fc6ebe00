import { type Static, Type } from 'typebox';

import { type Bilingual, BilingualText, closed, type Language, profileFile } from '../core/index.ts';
import type { Channel } from './tables.ts';

/** The channels there are, in the order in which screens show them. */
export const CHANNELS = ['push', 'email', 'sms'] as const satisfies readonly Channel[];

export const ChannelName = Type.Enum([...CHANNELS]);
export const ContactChannelName = Type.Enum(['email', 'sms']);

/** A time of day in the district's zone. */
export const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

const Key = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 40 });
const Seconds = Type.Integer({ minimum: 1, maximum: 86_400 });

/** What kinds of news there are, by which channels they go unless somebody chose otherwise, and how patient delivery is. */
export const notifyFile = profileFile(
  'notify',
  closed({
    source: Type.String(),
    /** The language of those who chose none. */
    language: Type.Enum(['zh', 'en']),
    kinds: Type.Array(
      closed({ key: Key, title: BilingualText, text: BilingualText, channels: Type.Array(ChannelName), passesQuietHours: Type.Boolean() }),
      { minItems: 1 },
    ),
    quietHours: Type.Union([closed({ from: TimeOfDay, to: TimeOfDay }), Type.Null()]),
    tries: closed({
      /** Pauses between tries on one channel; after the last the next channel gets its turn. */
      waitsSeconds: Type.Array(Seconds),
      urgentWaitsSeconds: Type.Array(Seconds),
      /** Pause after all channels were tried in vain. */
      againAfterSeconds: Seconds,
      giveUpHours: Type.Integer({ minimum: 1 }),
      /** A queue whose oldest message has been due for so long is in trouble. */
      lateMinutes: Type.Integer({ minimum: 1 }),
    }),
    proof: closed({
      digits: Type.Integer({ minimum: 6, maximum: 10 }),
      minutes: Type.Integer({ minimum: 1, maximum: 60 }),
      wrongAtMost: Type.Integer({ minimum: 1, maximum: 10 }),
      againAfterSeconds: Seconds,
      /** Codes a person may ask for in 24 hours. */
      perDay: Type.Integer({ minimum: 1 }),
    }),
    devicesAtMost: Type.Integer({ minimum: 1, maximum: 50 }),
    phone: closed({ national: Type.String(), countryCode: Type.String({ pattern: '^\\+[0-9]{1,3}$' }) }),
    texts: closed({
      sms: BilingualText,
      smsWithoutCode: BilingualText,
      smsProof: BilingualText,
      mailProofSubject: BilingualText,
      mailProof: BilingualText,
      mailOpen: BilingualText,
      mailFoot: BilingualText,
    }),
  }),
);

export type NotifyFacts = Static<(typeof notifyFile)['schema']>;
export type Kind = NotifyFacts['kinds'][number];

/** The kind of that key, or undefined when the profile has none. */
export function kindOf(facts: NotifyFacts, key: string): Kind | undefined {
  return facts.kinds.find((kind) => kind.key === key);
}

/** A text of the profile with its slots filled. */
export function fillText(text: Bilingual, language: Language, slots: Readonly<Record<string, string | number>>): string {
  return text[language].replaceAll(/\{(\w+)\}/g, (slot, name: string) => String(slots[name] ?? slot));
}
