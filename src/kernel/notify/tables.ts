import type { Generated } from 'kysely';

import type { Bilingual, Language } from '../core/errors.ts';

/** Ways by which news leave the page. */
export type Channel = 'push' | 'email' | 'sms';

/** Channels that need an address of the person. */
export type ContactChannel = 'email' | 'sms';

/** Tables of the notifications: the news, what people chose, their proven addresses, and the queue of what is on its way. */
export interface NotifyTables {
  kernel_notification: {
    id: string;
    recipient_id: string;
    title: Bilingual;
    text: Bilingual;
    href: string;
    kind: Generated<string>;
    code: string | null;
    urgent: Generated<boolean>;
    dedupe_key: string | null;
    created_at: Date;
    read_at: Generated<Date | null>;
  };
  kernel_notification_choice: {
    person_id: string;
    language: Language;
    quiet_from: string | null;
    quiet_to: string | null;
    channels: Record<string, Channel[]>;
    changed_at: Date;
  };
  kernel_contact: { person_id: string; channel: ContactChannel; address: string; verified_at: Date };
  kernel_contact_once: { recipient_id: string; channel: ContactChannel; address: string; expires_at: Date };
  kernel_contact_claim: {
    person_id: string;
    channel: ContactChannel;
    address: string;
    code: string;
    wrong: Generated<number>;
    asked_at: Date;
    expires_at: Date;
  };
  kernel_push_device: {
    id: string;
    person_id: string;
    endpoint: string;
    p256dh: string;
    auth: string;
    label: string;
    created_at: Date;
    last_sent_at: Generated<Date | null>;
  };
  kernel_delivery: {
    id: string;
    notification_id: string | null;
    recipient_id: string;
    claim_channel: ContactChannel | null;
    urgent: boolean;
    state: Generated<'waiting' | 'sent' | 'delivered' | 'failed'>;
    channel: Generated<Channel | null>;
    attempts: Generated<number>;
    tried: Generated<Channel[]>;
    refused: Generated<Channel[]>;
    problem: Generated<string | null>;
    created_at: Date;
    due_at: Date;
    next_at: Date;
    lease: Generated<string | null>;
    leased_until: Generated<Date | null>;
    receipt_digest: Generated<string | null>;
    finished_at: Generated<Date | null>;
  };
  kernel_delivery_channel: {
    channel: Channel;
    ready: boolean;
    public_key: string | null;
    arrived: Generated<string | null>;
    lost: Generated<string | null>;
    failures: Generated<number>;
    failing_since: Generated<Date | null>;
    retry_at: Generated<Date | null>;
    last_sent_at: Generated<Date | null>;
    problem: Generated<string | null>;
  };
}
