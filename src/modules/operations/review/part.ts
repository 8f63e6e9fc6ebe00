import { definePart } from '../part.ts';
import { reviewRoutes } from './routes.ts';
import type { ReviewTables } from './tables.ts';

/** Looking back at a case or a day: what was found, who sees to it, and by when. */
export const reviewPart = definePart<ReviewTables>({
  tables: {
    operations_review: {
      purpose: { en: 'After-action reviews and who opened them', zh: '复盘及其发起人' },
      personal: ['opened_by'],
      retentionDays: 'forever',
    },
    operations_aar_item: { purpose: 'Findings with their owners and dates', personal: [], retentionDays: 'forever' },
  },
  routes: reviewRoutes,
  console: [
    {
      path: '/reviews',
      title: { en: 'Reviews', zh: '复盘' },
      view: 'operations/reviews',
      permission: 'operations:see',
      menu: { order: 39, icon: 'book' },
    },
    {
      path: '/reviews/new',
      title: { en: 'New review', zh: '新建复盘' },
      view: 'operations/new-review',
      permission: 'operations:supervise',
    },
    { path: '/reviews/:id', title: { en: 'Review', zh: '复盘' }, view: 'operations/review', permission: 'operations:see' },
  ],
});
