import { closed, jobType, Uuid } from '#kernel';

/** Plans the shifts of a roster. */
export const planJob = jobType('operations.plan_roster', { en: 'Plan shifts', zh: '智能排班' }, closed({ rosterId: Uuid }));
