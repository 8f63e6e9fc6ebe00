import { announce } from '#kernel';

import { alertErrors } from './errors.ts';
import { ALERTS_TOPIC } from './events.ts';
import { mayBeShown, readRow } from './read-model.ts';
import type { AlertContext } from './tables.ts';

/** Shows an alert on the portal and in the public feed; twice is once. @throws operations-alerts.noAlert, notPublic */
export async function showAlert(context: AlertContext, id: string): Promise<void> {
  if (!mayBeShown(await readRow(context, id))) throw alertErrors.notPublic();
  const { numInsertedOrUpdatedRows } = await context.db
    .insertInto('operations_alert_showing')
    .values({ alert_id: id, shown_at: context.now, shown_by: context.actor.id })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows) await tell(context, id, 'operations.alert_shown');
}

/** Takes it from the portal and the feed. What was read cannot be called back, so the ledger keeps that it was shown. @throws operations-alerts.noAlert */
export async function hideAlert(context: AlertContext, id: string): Promise<void> {
  await readRow(context, id);
  const { numDeletedRows } = await context.db.deleteFrom('operations_alert_showing').where('alert_id', '=', id).executeTakeFirstOrThrow();
  if (numDeletedRows) await tell(context, id, 'operations.alert_hidden');
}

async function tell(context: AlertContext, id: string, kind: `${string}.${string}`): Promise<void> {
  await context.record({ kind, body: { id, by: context.actor.id } });
  await announce(context, [ALERTS_TOPIC], { ids: [id] });
}
