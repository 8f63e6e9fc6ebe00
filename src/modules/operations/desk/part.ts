import { definePart } from '../part.ts';
import { deskRoutes } from './routes.ts';

/** The screens on which cases are worked and supervised, and what they read beside the cases themselves. */
export const deskPart = definePart<Record<never, never>>({
  tables: {},
  routes: deskRoutes,
  console: [
    {
      path: '/cases',
      title: { en: 'Cases', zh: '事项办理' },
      view: 'operations/inbox',
      permission: 'operations:see',
      menu: { order: 31, icon: 'list' },
    },
    { path: '/cases/new', title: { en: 'New case', zh: '新建事项' }, view: 'operations/new-case', permission: 'operations:intake' },
    { path: '/cases/:code', title: { en: 'Case', zh: '事项' }, view: 'operations/case', permission: 'operations:see' },
    {
      path: '/supervision',
      title: { en: 'Supervision', zh: '督查督办' },
      view: 'operations/supervision',
      permission: 'operations:supervise',
      menu: { order: 36, icon: 'scale' },
    },
    {
      path: '/policies',
      title: { en: 'Deadlines', zh: '时限规定' },
      view: 'operations/policies',
      permission: 'operations:see',
    },
  ],
});
