import { defineModule, type Work } from '#kernel';

import { alertsPart } from './alerts/part.ts';
import { boardPart } from './board/part.ts';
import { calendarFeedPart } from './calendar-feed/part.ts';
import { lookAtAttachment } from './cases/attachments.ts';
import { casePart } from './cases/part.ts';
import { rebuildOperations } from './cases/rebuild.ts';
import type { CaseContext, CaseTables } from './cases/tables.ts';
import { recountProvisional } from './cases/watch.ts';
import { deskPart } from './desk/part.ts';
import { dispatchPart } from './dispatch/part.ts';
import { fieldPart } from './field/part.ts';
import { mapPart } from './map/part.ts';
import { noticesPart } from './notices/part.ts';
import { assemble } from './part.ts';
import { policyFaults } from './policies/policies.ts';
import { portalPart } from './portal/part.ts';
import { reviewPart } from './review/part.ts';
import { rosterPart } from './roster/part.ts';
import { signalsPart } from './signals/part.ts';
import { statisticsPart } from './statistics/part.ts';
import type { OperationsTables } from './tables.ts';

/** The one case engine: whatever needs a department to act is routed, clocked, shown live, and closed when the reporter has been asked. */
export const operations = defineModule<OperationsTables>({
  name: 'operations',
  title: { en: 'Operations', zh: '协同运作' },
  purpose: 'Events become tasks of several departments with counted deadlines, closed only when the reporter has been asked.',
  dependsOn: ['data-platform'],
  migrations: new URL('./migrations/', import.meta.url),
  ...assemble<OperationsTables>([
    casePart,
    signalsPart,
    alertsPart,
    statisticsPart,
    portalPart,
    reviewPart,
    mapPart,
    deskPart,
    dispatchPart,
    rosterPart,
    fieldPart,
    calendarFeedPart,
    boardPart,
    noticesPart,
  ]),
  faults: policyFaults,
  rebuild: (work) => rebuildOperations(work as unknown as Work<CaseTables>),
  onStart: async (work) => void (await recountProvisional(work as unknown as Work<CaseTables>)),
  mayReadAttachment: (context, { table, id }) =>
    table === 'operations_case' ? lookAtAttachment(context as unknown as CaseContext, id) : Promise.resolve(false),
});
