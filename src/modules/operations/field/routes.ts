import { Type } from 'typebox';

import { closed, defineRoutes, route, Uuid } from '#kernel';

import { fieldDetail } from './detail.ts';
import { FieldDetail, FieldFacts, FieldTask } from './shapes.ts';
import { type FieldContext, fieldTasks } from './tasks.ts';

/** What a device in the field reads; it writes through the acts of the cases. */
export const fieldRoutes = defineRoutes<Record<never, never>>([
  route({
    method: 'GET',
    path: '/api/field/tasks',
    absolute: true,
    summary: 'Tasks of the reader and of the reader’s teams, the most urgent first; with `department`, also those nobody has yet',
    permission: 'operations:see',
    query: closed({ department: Type.Optional(Type.Boolean()) }),
    reply: closed({ revision: Type.String(), items: Type.Array(FieldTask), facts: FieldFacts }),
    handle: (context, { query }) => fieldTasks(context as unknown as FieldContext, query.department ?? false),
  }),
  route({
    method: 'GET',
    path: '/api/field/tasks/:id',
    absolute: true,
    summary: 'One task with what its worker has to know, enough to work on it without a network',
    permission: 'operations:see',
    params: closed({ id: Uuid }),
    reply: FieldDetail,
    handle: (context, { params }) => fieldDetail(context as unknown as FieldContext, params.id),
  }),
]);
