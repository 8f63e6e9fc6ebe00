import type { Bilingual, Language } from '../../../core/errors.ts';
import type { Channel } from '../../tables.ts';

/** Addresses of the service. */
export const BASE = '/api/notifications';
export const SETTINGS = `${BASE}/settings`;

/** One way of being reached. */
export interface Way {
  readonly channel: Channel;
  readonly title: Bilingual;
  readonly ready: boolean;
  readonly address: string | null;
  readonly claimed: string | null;
}

/** A message that was sent to oneself. */
export interface SentMessage {
  readonly id: string;
  readonly title: Bilingual | null;
  readonly channel: Channel | null;
  readonly state: 'waiting' | 'sent' | 'delivered' | 'failed';
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** All one can set, as the server sends it. */
export interface MySettings {
  readonly language: Language;
  readonly quiet: { readonly from: string; readonly to: string } | null;
  readonly kinds: readonly {
    readonly key: string;
    readonly title: Bilingual;
    readonly text: Bilingual;
    readonly channels: readonly Channel[];
    readonly passesQuietHours: boolean;
  }[];
  readonly ways: readonly Way[];
  readonly devices: readonly {
    readonly id: string;
    readonly label: string;
    readonly createdAt: string;
    readonly lastSentAt: string | null;
  }[];
  readonly pushKey: string | null;
  readonly sent: readonly SentMessage[];
}
