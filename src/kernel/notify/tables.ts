import type { Generated } from 'kysely';

import type { Bilingual } from '../core/errors.ts';

/** Tables of the notifications in the console and the portal. */
export interface NotifyTables {
  kernel_notification: {
    id: string;
    recipient_id: string;
    title: Bilingual;
    text: Bilingual;
    href: string;
    created_at: Date;
    read_at: Generated<Date | null>;
  };
}
