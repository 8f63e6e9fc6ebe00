import { on } from '#kernel';

import { caseEvents } from '../cases/events.ts';
import type { CaseTables } from '../cases/tables.ts';
import { definePart } from '../part.ts';
import { noticesFile } from './facts.ts';
import { tellReporters } from './reporter.ts';
import { assigneeOf, handlersOf, leadOf, ownersOfClock, supervisors, tellStaff } from './tell.ts';

/** Who gets told what about cases. Whoever is told reads at the case what it is about; the news hold its code and a link. */
export const noticesPart = definePart<Record<never, never>>({
  tables: {},
  profiles: [noticesFile],
  consumes: [
    on<CaseTables, typeof caseEvents.assigned.payload>(caseEvents.assigned, 'tell-of-assignment', async (context, { code, assignmentId }) =>
      tellStaff(context, await assigneeOf(context, assignmentId), 'assigned', { code, key: `assigned:${assignmentId}` }),
    ),
    on<CaseTables, typeof caseEvents.offered.payload>(caseEvents.offered, 'tell-of-offer', async (context, { code, taskId, department }) =>
      tellStaff(context, await handlersOf(context, department), 'offered', { code, department, key: `offered:${taskId}` }),
    ),
    on<CaseTables, typeof caseEvents.dueSoon.payload>(
      caseEvents.dueSoon,
      'tell-of-deadline',
      async (context, { caseId, code, clockId, taskId, kind, revision }) =>
        tellStaff(context, await ownersOfClock(context, caseId, taskId), 'dueSoon', {
          code,
          clock: kind,
          key: `due-soon:${clockId}:${revision}`,
        }),
    ),
    on<CaseTables, typeof caseEvents.breached.payload>(
      caseEvents.breached,
      'tell-of-breach',
      async (context, { caseId, code, clockId, taskId, kind }) => {
        const people = [...(await ownersOfClock(context, caseId, taskId)), ...(await supervisors(context))];
        await tellStaff(context, people, 'breached', { code, clock: kind, key: `breached:${clockId}` });
      },
    ),
    on<CaseTables, typeof caseEvents.ordered.payload>(caseEvents.ordered, 'tell-of-order', async (context, { code, orderId, department }) =>
      tellStaff(context, await handlersOf(context, department), 'ordered', { code, department, key: `ordered:${orderId}` }),
    ),
    on<CaseTables, typeof caseEvents.decided.payload>(
      caseEvents.decided,
      'tell-of-decision',
      async (context, { caseId, code, appealId }) => {
        const about = { code, key: `decided:${appealId}` };
        await tellStaff(context, await leadOf(context, caseId), 'decided', about);
        await tellReporters(context, 'decided', { ...about, caseId, state: 'decided', asks: false });
      },
    ),
    on<CaseTables, typeof caseEvents.answered.payload>(caseEvents.answered, 'ask-reporters', (context, { caseId, code, revision }) =>
      tellReporters(context, 'answered', { caseId, code, key: `answered:${caseId}:${revision}`, state: 'answered', asks: true }),
    ),
    on<CaseTables, typeof caseEvents.closed.payload>(
      caseEvents.closed,
      'tell-reporters-of-closing',
      (context, { caseId, code, revision }) =>
        tellReporters(context, 'closed', { caseId, code, key: `closed:${caseId}:${revision}`, state: 'closed', asks: false }),
    ),
  ],
});
