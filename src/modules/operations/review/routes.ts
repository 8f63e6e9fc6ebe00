import { Type } from 'typebox';

import { closed, defineRoutes, Page, pageQuery, revisionFrom, route, text, Uuid } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import { addItem, changeReview, closeReview, endItem, listReviews, openReview, readReview, reopenItem } from './reviews.ts';
import { NewItem, NewReview, Review, ReviewChange, ReviewSummary } from './shapes.ts';
import type { ReviewTables } from './tables.ts';

const Id = closed({ id: Uuid });
const Item = closed({ id: Uuid, item: Uuid });

/** After-action reviews; every change of one names the revision that was read. */
export const reviewRoutes = defineRoutes<ReviewTables & Pick<CaseTables, 'operations_case'>>([
  route({
    method: 'GET',
    path: '/api/reviews',
    absolute: true,
    summary: 'After-action reviews, newest first; `owner` leaves those in which a department still has something to do',
    permission: 'operations:see',
    query: closed({
      ...pageQuery,
      state: Type.Optional(Type.Enum(['open', 'closed'])),
      owner: Type.Optional(Type.String({ maxLength: 60 })),
    }),
    reply: Page(ReviewSummary),
    handle: (context, { query }) => listReviews(context, query),
  }),
  route({
    method: 'POST',
    path: '/api/reviews',
    absolute: true,
    summary: 'Open a review of a case or of a day, with its first findings',
    permission: 'operations:supervise',
    body: NewReview,
    status: 201,
    reply: Review,
    handle: async (context, { body }) => readReview(context, await openReview(context, body)),
  }),
  route({
    method: 'GET',
    path: '/api/reviews/:id',
    absolute: true,
    summary: 'One review with its findings, their owners and dates',
    permission: 'operations:see',
    params: Id,
    reply: Review,
    handle: (context, { params }) => readReview(context, params.id),
  }),
  route({
    method: 'PATCH',
    path: '/api/reviews/:id',
    absolute: true,
    summary: 'Put title or summary right; If-Match says which revision was read',
    permission: 'operations:supervise',
    params: Id,
    body: ReviewChange,
    reply: Review,
    handle: async (context, { params, body, headers }) => {
      await changeReview(context, params.id, revisionFrom(headers), body);
      return readReview(context, params.id);
    },
  }),
  route({
    method: 'POST',
    path: '/api/reviews/:id/items',
    absolute: true,
    summary: 'Add a finding with its owner and date; If-Match says which revision was read',
    permission: 'operations:supervise',
    params: Id,
    body: NewItem,
    reply: Review,
    handle: async (context, { params, body, headers }) => {
      await addItem(context, params.id, revisionFrom(headers), body);
      return readReview(context, params.id);
    },
  }),
  route({
    method: 'POST',
    path: '/api/reviews/:id/items/:item/done',
    absolute: true,
    summary: 'Say what came of a finding: its owner’s department, or a supervisor',
    permission: 'operations:see',
    params: Item,
    body: closed({ outcome: text(2_000) }),
    reply: Review,
    handle: async (context, { params, body, headers }) => {
      await endItem(context, params.id, revisionFrom(headers), params.item, body.outcome);
      return readReview(context, params.id);
    },
  }),
  route({
    method: 'POST',
    path: '/api/reviews/:id/items/:item/reopen',
    absolute: true,
    summary: 'Take back that a finding is done',
    permission: 'operations:see',
    params: Item,
    body: closed({}),
    reply: Review,
    handle: async (context, { params, headers }) => {
      await reopenItem(context, params.id, revisionFrom(headers), params.item);
      return readReview(context, params.id);
    },
  }),
  route({
    method: 'POST',
    path: '/api/reviews/:id/close',
    absolute: true,
    summary: 'End a review once everything that was found is done',
    permission: 'operations:supervise',
    params: Id,
    body: closed({}),
    reply: Review,
    handle: async (context, { params, headers }) => {
      await closeReview(context, params.id, revisionFrom(headers));
      return readReview(context, params.id);
    },
  }),
]);
