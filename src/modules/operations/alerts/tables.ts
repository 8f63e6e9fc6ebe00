import type { Context, Work } from '#kernel';

import type { SignalTables } from '../signals/tables.ts';
import type { Alert, CapVersion, Kind, Link } from './cap/index.ts';

/** Tables of alerts. */
export interface AlertTables {
  operations_alert_document: {
    id: string;
    received_at: Date;
    received_by: string;
    media_type: string;
    kind: Kind | null;
    verdict: 'accept' | 'partial' | 'refuse';
    reason: string | null;
    detail: string;
    accepted: number;
    refused: number;
    links: readonly Link[];
    sha256: string;
    bytes: Buffer;
  };
  operations_alert: {
    id: string;
    document_id: string | null;
    issued_here: boolean;
    version: CapVersion;
    sender: string;
    identifier: string;
    sent: string;
    sent_at: Date;
    status: string;
    msg_type: string;
    scope: string | null;
    signed: boolean;
    severity: string | null;
    starts_at: Date | null;
    expires_at: Date | null;
    content: Alert;
    source: string;
    sha256: string;
    received_at: Date;
    received_by: string;
  };
  operations_alert_reference: { alert_id: string; sender: string; identifier: string; sent_at: Date | null };
  operations_alert_showing: { alert_id: string; shown_at: Date; shown_by: string };
}

/** Alerts become signals, so intake's tables are within reach. */
export type AlertContext = Context<AlertTables & SignalTables>;
export type AlertWork = Work<AlertTables & SignalTables>;
