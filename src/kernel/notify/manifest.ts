import { defineModule, may } from '../core/index.ts';
import { settingsScreen } from './portal.ts';
import { notifyFile } from './profile.ts';
import { CARE, deliveryRoutes } from './routes/deliveries.ts';
import { newsRoutes } from './routes/news.ts';
import { ownRoutes } from './routes/own.ts';
import { receiptRoute } from './routes/receipts.ts';
import { workerRoute } from './routes/worker.ts';
import type { NotifyTables } from './tables.ts';

/** Until the person erases it; then at once. */
const UNTIL_ERASED = 3650;

/** News for people, and how they leave the house, as a module. */
export const notifyManifest = defineModule<NotifyTables>({
  name: 'notifications',
  title: { en: 'Notifications', zh: '通知' },
  purpose: 'Tell a person that something waits for them, by the channels they chose.',
  dependsOn: [],
  migrations: new URL('./migrations/', import.meta.url),
  tables: {
    kernel_notification: {
      purpose: { en: 'News for one person', zh: '发给个人的通知' },
      personal: ['recipient_id'],
      retentionDays: 180,
      agedBy: 'created_at',
    },
    kernel_notification_choice: {
      purpose: { en: 'By which channels and when somebody wants to be told', zh: '个人选择的通知渠道与免打扰时段' },
      personal: ['person_id'],
      retentionDays: UNTIL_ERASED,
    },
    kernel_contact: {
      purpose: { en: 'Proven addresses to which notifications are sent', zh: '经本人验证、用于接收通知的联系方式' },
      personal: ['person_id', 'address'],
      retentionDays: UNTIL_ERASED,
    },
    kernel_contact_once: {
      purpose: { en: 'Addresses given with a report, to tell what became of it', zh: '随诉求提供、仅用于告知办理结果的联系方式' },
      personal: ['recipient_id', 'address'],
      retentionDays: 1,
      agedBy: 'expires_at',
    },
    kernel_contact_claim: {
      purpose: { en: 'Addresses that wait for the code that proves them', zh: '等待验证码确认的联系方式' },
      personal: ['person_id', 'address'],
      retentionDays: 1,
      agedBy: 'expires_at',
    },
    kernel_push_device: {
      purpose: { en: 'Browsers that show somebody’s notifications', zh: '接收推送通知的浏览器' },
      personal: ['person_id', 'endpoint'],
      retentionDays: UNTIL_ERASED,
    },
    kernel_delivery: {
      purpose: { en: 'What was sent to whom by which channel, without address and words', zh: '通知投递记录，不含地址与内容' },
      personal: ['recipient_id'],
      retentionDays: 90,
      agedBy: 'finished_at',
    },
    kernel_delivery_channel: { purpose: 'How each channel is doing', personal: [], retentionDays: 'forever' },
  },
  profiles: [notifyFile],
  permissions: { [CARE]: { en: 'Look after messages that leave the platform', zh: '处理对外发送的通知' } },
  routes: [...newsRoutes, ...ownRoutes, ...deliveryRoutes, receiptRoute, workerRoute],
  portal: [settingsScreen],
  console: [
    {
      path: '/delivery',
      title: { en: 'Delivery', zh: '通知投递' },
      view: 'notify/delivery',
      permission: CARE,
      menu: { order: 920, icon: 'bell' },
    },
    { path: '/notifications', title: { en: 'How you are told', zh: '通知设置' }, view: 'notify/settings', permission: 'signed-in' },
  ],
  topics: [
    { name: 'notifications', may: ({ actor }, id) => id === actor.id },
    { name: 'deliveries', may: ({ actor }, id) => id === null && may(actor, CARE) },
  ],
});
