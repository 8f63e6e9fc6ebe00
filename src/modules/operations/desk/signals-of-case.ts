import type { CaseContext } from '../cases/tables.ts';
import { seenCase } from '../cases/view.ts';
import { duplicatesOf, signalsOfEvent } from '../signals/read.ts';
import type { SignalContext } from '../signals/tables.ts';

/** The reports behind a case, oldest first, and the likely duplicates of their events that a person has not judged yet. */
export async function signalsOfCase(context: CaseContext & SignalContext, code: string) {
  const { record } = await seenCase(context, { code });
  const signals: SignalContext = context;
  const events = await signals.db
    .selectFrom('operations_event')
    .select('id')
    .where('case_id', '=', record.id)
    .orderBy('first_at')
    .execute();
  const sources = new Map(
    (await signals.db.selectFrom('operations_source').select(['key', 'title']).execute()).map((row) => [row.key, row.title]),
  );
  const items = [];
  const duplicates = [];
  for (const { id } of events) {
    for (const signal of await signalsOfEvent(context, id)) {
      const { source, receivedAt, payload, contact } = signal;
      const words = payload['text'];
      items.push({
        id: signal.id,
        eventId: id,
        source: { key: source, title: sources.get(source) ?? { en: source, zh: source } },
        receivedAt,
        text: typeof words === 'string' ? words : null,
        contact,
      });
    }
    const open = (await duplicatesOf(context, id)).filter(({ state }) => state === 'open');
    duplicates.push(...open.map((one) => ({ ...one, components: [...one.components] })));
  }
  return { items, duplicates };
}
