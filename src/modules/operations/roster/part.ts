import { job, mayTouch } from '#kernel';

import { definePart } from '../part.ts';
import { handoverRoutes } from './handover-routes.ts';
import { planJob } from './job-type.ts';
import { runPlanning } from './planning.ts';
import { duty, isKeeper, ROSTER_TOPIC } from './rights.ts';
import { rosterRoutes } from './routes.ts';
import type { RosterContext, RosterTables, RosterWork } from './tables.ts';

/** Who is on duty when: planned, published, swapped, and handed over with two signatures. */
export const rosterPart = definePart<RosterTables>({
  tables: {
    operations_member: {
      purpose: { en: 'People on a team’s roster and what they can do', zh: '队伍值班人员及其技能' },
      personal: ['person_id', 'name'],
      retentionDays: 'forever',
    },
    operations_roster: {
      purpose: { en: 'Planned and published rosters', zh: '排班表' },
      personal: ['made_by', 'published_by'],
      retentionDays: 'forever',
    },
    operations_shift: {
      purpose: { en: 'Who is on duty when', zh: '班次及值班人员' },
      personal: ['person_id'],
      retentionDays: 1095,
      agedBy: 'ends_at',
    },
    operations_leave: {
      purpose: { en: 'When somebody is away; no reason is kept', zh: '请假时段（不记录事由）' },
      personal: ['person_id', 'from_at', 'to_at', 'decided_by'],
      retentionDays: 1095,
      agedBy: 'to_at',
    },
    operations_swap: {
      purpose: { en: 'Swaps of shifts, with both sides and the supervisor', zh: '换班申请、双方及审批人' },
      personal: ['from_person', 'to_person', 'decided_by'],
      retentionDays: 1095,
    },
    operations_handover: {
      purpose: { en: 'Signed handing over of open work', zh: '交接班签收记录' },
      personal: ['from_person', 'to_person'],
      retentionDays: 'forever',
    },
  },
  permissions: { 'operations:roster': { en: 'Keep teams, plan and publish rosters', zh: '维护队伍、编制并发布排班' } },
  purposes: [duty],
  topics: [
    {
      name: ROSTER_TOPIC,
      may: (context, department) =>
        department !== null &&
        (isKeeper(context as unknown as RosterContext, department) ||
          context.actor.department === department ||
          mayTouch(context as never, 'operations:dispatch', { department })),
    },
  ],
  jobs: [job<RosterTables>({ type: planJob, run: (work, { rosterId }) => runPlanning(work as unknown as RosterWork, rosterId) })],
  routes: [...rosterRoutes, ...handoverRoutes],
  console: [
    {
      path: '/roster',
      title: { en: 'Rosters', zh: '值班排班' },
      view: 'operations/roster',
      permission: 'operations:roster',
      menu: { order: 35, icon: 'calendar' },
    },
    {
      path: '/roster/mine',
      title: { en: 'My shifts', zh: '我的班次' },
      view: 'operations/my-shifts',
      permission: 'operations:see',
      menu: { order: 36, icon: 'person' },
    },
    {
      path: '/handover',
      title: { en: 'Handover', zh: '交接班' },
      view: 'operations/handover',
      permission: 'operations:see',
    },
  ],
});
