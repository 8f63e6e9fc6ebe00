import { type Bilingual, definePortal, portalScreen } from '#kernel';

import type { Info } from './cap/index.ts';
import { alertFacts } from './facts.ts';
import { shownAlerts, summaryOf } from './read-model.ts';
import type { AlertSummary } from './shapes.ts';
import type { AlertContext, AlertTables } from './tables.ts';
import { blockOf } from './words.ts';

/** One alert on the public page, in the reader's language where it speaks it. */
export interface PublicAlert extends AlertSummary {
  readonly level: Bilingual | null;
  readonly block: Info | null;
}

export interface AlertsPage {
  readonly inForce: readonly PublicAlert[];
  readonly over: readonly PublicAlert[];
  readonly recentDays: number;
}

/** The public page of alerts. */
export const alertScreens = definePortal<AlertTables>([
  portalScreen({
    path: '/alerts',
    title: { en: 'Warnings', zh: '预警信息' },
    view: 'operations/alerts',
    permission: 'public',
    load: async (context: AlertContext, { language }): Promise<AlertsPage> => {
      const { levels, recent } = context.profile(alertFacts);
      const { inForce, over } = await shownAlerts(context);
      const present = (row: (typeof inForce)[number]): PublicAlert => ({
        ...summaryOf(row),
        level: (row.severity !== null && levels[row.severity]) || null,
        block: blockOf(row.content, language) ?? null,
      });
      return { inForce: inForce.map(present).sort(byLevel), over: over.map(present), recentDays: recent.days };
    },
  }),
]);

const ORDER = ['Extreme', 'Severe', 'Moderate', 'Minor'];

function byLevel(one: PublicAlert, other: PublicAlert): number {
  const rank = ({ severity }: PublicAlert) => (ORDER.indexOf(severity ?? '') + ORDER.length + 1) % (ORDER.length + 1);
  return rank(one) - rank(other) || other.sent.localeCompare(one.sent);
}
