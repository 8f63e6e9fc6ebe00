import { DomainError, on } from '#kernel';

import { receiveSignal } from '../signals/receive.ts';
import { alertReceived } from './events.ts';
import { readRow } from './read-model.ts';
import type { AlertContext, AlertTables } from './tables.ts';
import { areaOf, bothOf, headlineOf } from './words.ts';

const SOURCE = 'cap';
const TEXT_LENGTH = 4_000;
const LABEL_LENGTH = 300;

/**
 * An actual alert from elsewhere that is in force is a signal too: the duty desk sees it in the inbox and opens a case where something
 * has to be done. Exercises, notices and our own alerts are not.
 */
export const alertIsSignal = on<AlertTables, typeof alertReceived.payload>(
  alertReceived,
  'alert-signal',
  async (own, { alertId, issuedHere, status }) => {
    if (issuedHere || status !== 'Actual') return;
    const context = own as unknown as AlertContext;
    const { state, content, severity, sender, sent } = await readRow(context, alertId);
    if (state !== 'in-force') return;
    const described = bothOf(content, ({ description }) => description);
    const label = areaOf(content).zh.slice(0, LABEL_LENGTH);
    const text = [headlineOf(content).zh, described.zh].filter(Boolean).join('\n').slice(0, TEXT_LENGTH);
    try {
      await receiveSignal(context, {
        source: SOURCE,
        externalId: alertId,
        text: text || sender,
        ...(label && { place: { label } }),
        details: { severity, sender, sent },
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error; // intake may have switched the source off: then alerts stay alerts
    }
  },
);
