import { Type } from 'typebox';

import { closed, eventType, nullable, Uuid } from '#kernel';

/** Topic on which screens hear of new alerts. */
export const ALERTS_TOPIC = 'operations.alerts';

/** An alert was taken in or issued here. */
export const alertReceived = eventType(
  'alert.received',
  closed({
    alertId: Uuid,
    issuedHere: Type.Boolean(),
    status: Type.String(),
    msgType: Type.String(),
    severity: nullable(Type.String()),
  }),
);
