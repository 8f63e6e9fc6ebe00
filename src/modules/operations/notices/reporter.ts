import { type Context, notify, notifyOnce } from '#kernel';

import { readReporter } from '../signals/reporters.ts';
import { reporterPortsOf } from '../signals/sources.ts';
import type { SignalTables } from '../signals/tables.ts';
import type { NoticeName } from './facts.ts';
import { noticesFile } from './facts.ts';
import { type About, type NoticeContext, newsOf, pathOf } from './tell.ts';

/** Where a case stands, as a module that knows the reporters is told. */
interface Standing extends About {
  readonly caseId: string;
  readonly state: string;
  /** Whether the reporter is asked for their word, or only told. */
  readonly asks: boolean;
}

/**
 * Tells everybody who reported what the case is about: through the module their report came from where it knows them, else by their
 * account, else at the address they gave. Somebody who gave none looks with their receipt.
 */
export async function tellReporters(context: NoticeContext, name: NoticeName, standing: Standing): Promise<void> {
  for (const signal of await reportsOf(context, standing.caseId)) {
    const { askReporter, notifyReporter } = reporterPortsOf(signal.source);
    const port = standing.asks ? askReporter : notifyReporter;
    const { code, state } = standing;
    if (port) await context.call(port, { externalId: signal.external_id, caseCode: code, state });
    else await tellReporter(context, name, standing, signal);
  }
}

type Report = Awaited<ReturnType<typeof reportsOf>>[number];

function reportsOf(context: NoticeContext, caseId: string) {
  return signalDb(context)
    .selectFrom('operations_event as event')
    .innerJoin('operations_event_signal as of', 'of.event_id', 'event.id')
    .innerJoin('operations_signal as signal', 'signal.id', 'of.signal_id')
    .leftJoin('operations_reporter as reporter', 'reporter.signal_id', 'signal.id')
    .select(['signal.id', 'signal.source', 'signal.external_id', 'reporter.account_id'])
    .select((is) => is.or([is('reporter.phone', 'is not', null), is('reporter.email', 'is not', null)]).as('reachable'))
    .where((is) =>
      is.or([
        is('event.case_id', '=', caseId),
        is('event.case_id', 'in', context.db.selectFrom('operations_case').select('id').where('merged_into', '=', caseId)),
      ]),
    )
    .orderBy('signal.id')
    .execute();
}

async function tellReporter(context: NoticeContext, name: NoticeName, about: About, { id, account_id, reachable }: Report): Promise<void> {
  const href = pathOf(context.profile(noticesFile).pages.reporter, about.code);
  const news = { ...newsOf(context, name, about), href, key: about.key };
  if (account_id) await notify(context, { ...news, recipientId: account_id });
  else if (reachable) {
    const { email, phone } = await readReporter(context as unknown as Context<SignalTables>, id);
    await notifyOnce(context, { email, phone }, { ...news, recipientId: `reporter:${id}` });
  }
}

function signalDb(context: NoticeContext) {
  return (context as unknown as Context<SignalTables>).db;
}
