import { may, port } from '#kernel';

import { definePart } from '../part.ts';
import { categoriesFile } from './categories.ts';
import { duplicateFacts } from './duplicates/facts.ts';
import { INBOX_TOPIC } from './events.ts';
import { intakeFile } from './facts.ts';
import type { SignalMessage } from './message.ts';
import { receiveSignal, signalReceived } from './receive.ts';
import { contactPurpose, issueReceipt, signalOfReceipt } from './reporters.ts';
import { careRoutes } from './routes/care.ts';
import { eventRoutes } from './routes/events.ts';
import { signalRoutes } from './routes/signals.ts';
import { searchEvents } from './search.ts';
import { type NewSource, registerSource } from './sources.ts';
import type { SignalContext, SignalTables } from './tables.ts';
import { countWords } from './word-counts.ts';

/** A report from another module; `personId` is the reporter's own account, when they had signed in. */
export type PortedSignal = SignalMessage & { readonly personId?: string };

/** Ports of intake, to be reached with `context.call`. */
export const signalPorts = {
  receiveSignal: port('operations.receiveSignal', (context: SignalContext, { personId, ...message }: PortedSignal) =>
    receiveSignal(context, message, personId ?? null),
  ),
  registerSource: port('operations.registerSource', (context: SignalContext, source: NewSource) => registerSource(context, source)),
  issueReceipt: port('operations.issueReceipt', (context: SignalContext, signalId: string) => issueReceipt(context, signalId)),
  signalOfReceipt: port('operations.signalOfReceipt', (context: SignalContext, code: string) => signalOfReceipt(context, code)),
};

const THREE_YEARS = 1_096;

/** Intake: signals from every source, the events they are grouped into, and what is decided about them. */
export const signalsPart = definePart<SignalTables>({
  tables: {
    operations_source: { purpose: 'Where signals may come from', personal: [], retentionDays: 'forever' },
    operations_signal: { purpose: 'Messages as they came in, without who sent them', personal: [], retentionDays: 'forever' },
    operations_reporter: {
      purpose: { en: 'Who can be called back about a report', zh: '反映人联系方式，用于回复其反映的事项' },
      personal: ['account_id', 'name', 'phone', 'email'],
      retentionDays: THREE_YEARS,
      agedBy: 'created_at',
    },
    operations_event: { purpose: 'Groups of signals about one thing', personal: [], retentionDays: 'forever' },
    operations_event_signal: { purpose: 'Which signal is in which event', personal: [], retentionDays: 'forever' },
    operations_event_log: {
      purpose: { en: 'What was decided about events', zh: '事件处置记录' },
      personal: ['actor_id'],
      retentionDays: 'forever',
    },
    operations_suggestion: {
      purpose: { en: 'Likely duplicates and what was said about them', zh: '疑似重复提示及判断结果' },
      personal: ['decided_by'],
      retentionDays: 'forever',
    },
    operations_quarantine: {
      purpose: { en: 'Messages that could not be taken in', zh: '未能受理的信号' },
      personal: ['payload', 'decided_by'],
      retentionDays: 180,
      agedBy: 'received_at',
    },
    operations_word: { purpose: 'In how many signals a word stands', personal: [], retentionDays: 'forever' },
  },
  profiles: [categoriesFile, duplicateFacts, intakeFile],
  permissions: {
    'operations:send': { en: 'Send signals as a machine', zh: '以设备身份报送信号' },
    'operations:sources': { en: 'Register sources of signals and care for quarantine', zh: '登记信号来源，处理隔离信号' },
  },
  purposes: [contactPurpose],
  publishes: [signalReceived],
  ports: Object.values(signalPorts),
  jobs: [countWords],
  topics: [{ name: INBOX_TOPIC, may: ({ actor }) => may(actor, 'operations:intake') }],
  routes: [...signalRoutes, ...eventRoutes, ...careRoutes],
  contributes: { search: searchEvents },
  console: [
    {
      path: '/intake',
      title: { en: 'Inbox', zh: '收件箱' },
      view: 'operations/intake',
      permission: 'operations:intake',
      menu: { order: 30, icon: 'inbox' },
    },
    { path: '/intake/new', title: { en: 'New report', zh: '登记来电' }, view: 'operations/new-note', permission: 'operations:intake' },
    {
      path: '/intake/quarantine',
      title: { en: 'Quarantine', zh: '隔离区' },
      view: 'operations/quarantine',
      permission: 'operations:sources',
    },
    { path: '/intake/sources', title: { en: 'Sources', zh: '信号来源' }, view: 'operations/sources', permission: 'operations:sources' },
    { path: '/intake/:id', title: { en: 'Event', zh: '事件' }, view: 'operations/event', permission: 'operations:intake' },
  ],
});
