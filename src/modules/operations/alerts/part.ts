import { may } from '#kernel';

import { definePart } from '../part.ts';
import { ALERTS_TOPIC, alertReceived } from './events.ts';
import { alertFacts } from './facts.ts';
import { alertScreens } from './portal.ts';
import { alertRoutes } from './routes.ts';
import { alertIsSignal } from './signal.ts';
import type { AlertTables } from './tables.ts';

const A_YEAR = 366;

/** Alerts by the Common Alerting Protocol, in and out. */
export const alertsPart = definePart<AlertTables>({
  tables: {
    operations_alert_document: {
      purpose: { en: 'Alert documents as they came, refused ones too', zh: '收到的预警文件原文，含未采纳的文件' },
      personal: ['received_by'],
      retentionDays: A_YEAR,
      agedBy: 'received_at',
    },
    operations_alert: {
      purpose: { en: 'Alerts issued here or taken in', zh: '本区发布或接收的预警' },
      personal: ['received_by'],
      retentionDays: 'forever',
    },
    operations_alert_reference: { purpose: 'Which alert speaks of which', personal: [], retentionDays: 'forever' },
    operations_alert_showing: {
      purpose: { en: 'Which alerts the public sees, and who decided it', zh: '向公众显示的预警及决定人' },
      personal: ['shown_by'],
      retentionDays: 'forever',
    },
  },
  profiles: [alertFacts],
  permissions: { 'operations:alerts': { en: 'Issue alerts, take them in, show them to the public', zh: '发布、接收预警并决定是否公开' } },
  publishes: [alertReceived],
  consumes: [alertIsSignal],
  topics: [{ name: ALERTS_TOPIC, may: ({ actor }) => may(actor, 'operations:see') }],
  routes: alertRoutes,
  portal: alertScreens,
  console: [
    {
      path: '/alerts',
      title: { en: 'Alerts', zh: '预警' },
      view: 'operations/alerts',
      permission: 'operations:see',
      menu: { order: 38, icon: 'bell' },
    },
    {
      path: '/alerts/new',
      title: { en: 'Issue an alert', zh: '发布预警' },
      view: 'operations/alerts-compose',
      permission: 'operations:alerts',
    },
    {
      path: '/alerts/check',
      title: { en: 'Check a file', zh: '检验预警文件' },
      view: 'operations/alerts-check',
      permission: 'operations:see',
    },
    { path: '/alerts/:id', title: { en: 'Alert', zh: '预警' }, view: 'operations/alert', permission: 'operations:see' },
  ],
});
