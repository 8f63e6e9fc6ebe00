import { type Context, mayTouch } from '#kernel';

import { definePart } from '../part.ts';
import { aidRoutes } from './aid-routes.ts';
import { dispatchFile } from './facts.ts';
import { dispatchRoutes } from './routes.ts';
import type { DispatchTables } from './tables.ts';
import { DISPATCH_TOPIC } from './teams.ts';

/** Teams, suggestions of who does what, and help by other departments. */
export const dispatchPart = definePart<DispatchTables>({
  tables: {
    operations_team: { purpose: 'Teams: what they can do, and how much at once', personal: [], retentionDays: 'forever' },
    operations_vehicle: { purpose: 'Vehicles of teams, and whether they can drive', personal: [], retentionDays: 'forever' },
    operations_team_place: { purpose: 'Where a team last said it was; places before are not kept', personal: [], retentionDays: 'forever' },
    operations_dispatch_suggestion: {
      purpose: { en: 'Suggestions of who does which task', zh: '派单建议' },
      personal: ['made_by'],
      retentionDays: 180,
      agedBy: 'made_at',
    },
    operations_dispatch_suggestion_item: {
      purpose: { en: 'Each suggestion with its costs, and who confirmed it', zh: '派单建议明细及确认人' },
      personal: ['confirmed_by'],
      retentionDays: 180,
    },
    operations_aid_request: {
      purpose: { en: 'Requests for help by other departments', zh: '增援请求' },
      personal: ['requested_by'],
      retentionDays: 'forever',
    },
    operations_aid_fill: {
      purpose: { en: 'Teams offered and lent to other departments', zh: '增援队伍' },
      personal: ['offered_by', 'accepted_by', 'ended_by'],
      retentionDays: 'forever',
    },
  },
  profiles: [dispatchFile],
  topics: [
    {
      name: DISPATCH_TOPIC,
      may: (context, department) =>
        mayTouch(context as unknown as Context<never>, 'operations:dispatch', { department }) ||
        mayTouch(context as unknown as Context<never>, 'operations:roster', { department: department ?? context.actor.department }),
    },
  ],
  routes: [...dispatchRoutes, ...aidRoutes],
  console: [
    {
      path: '/dispatch',
      title: { en: 'Dispatch', zh: '调度派单' },
      view: 'operations/dispatch',
      permission: 'operations:dispatch',
      menu: { order: 34, icon: 'traffic' },
    },
    {
      path: '/aid',
      title: { en: 'Mutual aid', zh: '跨部门增援' },
      view: 'operations/aid',
      permission: 'operations:roster',
    },
  ],
});
