import { job } from '#kernel';
import { definePart } from '../part.ts';
import { policiesFile } from '../policies/facts.ts';
import { caseEvents } from './events.ts';
import { casePorts } from './ports.ts';
import { caseRoutes } from './routes.ts';
import type { CaseTables } from './tables.ts';
import { mayFollow } from './topics.ts';
import { watchClocks, watchJob } from './watch.ts';

/** The case engine: log, projection, clocks, acts. */
export const casePart = definePart<CaseTables>({
  tables: {
    operations_case_log: {
      purpose: { en: 'The log of every case: who did what, and when', zh: '事项流水：何时由谁做了什么' },
      personal: ['actor_id'],
      retentionDays: 'forever',
    },
    operations_case: { purpose: 'Where each case stands', personal: [], retentionDays: 'forever' },
    operations_task: { purpose: 'Each department’s part', personal: [], retentionDays: 'forever' },
    operations_assignment: {
      purpose: { en: 'Who does a task', zh: '任务的承办人员' },
      personal: ['assignee_id'],
      retentionDays: 'forever',
    },
    operations_clock: { purpose: 'Counted deadlines', personal: [], retentionDays: 'forever' },
    operations_pause: { purpose: 'Halts of deadlines, with their reasons', personal: [], retentionDays: 'forever' },
    operations_order: {
      purpose: { en: 'Supervision orders', zh: '督办单' },
      personal: ['issued_by'],
      retentionDays: 'forever',
    },
    operations_confirmation: { purpose: 'What reporters said about the result', personal: [], retentionDays: 'forever' },
    operations_appeal: {
      purpose: { en: 'Appeals against closures and who decided them', zh: '对办结结果的申诉及裁定人' },
      personal: ['decided_by'],
      retentionDays: 'forever',
    },
    operations_visit: { purpose: 'Return visits to a drawn sample', personal: [], retentionDays: 'forever' },
    operations_merge: { purpose: 'Cases joined because they are about the same thing', personal: [], retentionDays: 'forever' },
    operations_custody: {
      purpose: { en: 'Who looked at a case’s files', zh: '事项附件的查阅记录' },
      personal: ['reader_id'],
      retentionDays: 'forever',
    },
  },
  profiles: [policiesFile],
  permissions: {
    'operations:see': { en: 'See cases', zh: '查看事项' },
    'operations:intake': { en: 'Take in reports and speak for reporters', zh: '受理诉求并代反映人确认' },
    'operations:handle': { en: 'Handle the department’s part of a case', zh: '办理本部门承担的任务' },
    'operations:field': { en: 'Do assigned tasks in the field', zh: '现场处置所派任务' },
    'operations:dispatch': { en: 'Route, assign, merge: the duty desk', zh: '值班调度：派单、指派、并案' },
    'operations:supervise': { en: 'Supervise deadlines and issue orders', zh: '督办时限、下达督办单' },
    'operations:decide-appeals': { en: 'Decide appeals against closures', zh: '裁定对办结结果的申诉' },
  },
  topics: mayFollow,
  publishes: Object.values(caseEvents),
  ports: casePorts,
  jobs: [job<CaseTables>({ type: watchJob, cron: '* * * * *', run: watchClocks })],
  routes: caseRoutes,
});
