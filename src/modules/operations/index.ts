export { alertReceived } from './alerts/events.ts';
export { caseEvents } from './cases/events.ts';
export {
  actPort,
  addTaskPort,
  answerPort,
  type CaseBrief,
  caseSummaryPort,
  openCasePort,
  pauseClockPort,
  startClockPort,
} from './cases/ports.ts';
export { operations } from './module.ts';
export { categoriesOf as operationsCategories } from './signals/categories.ts';
export { type PortedSignal, signalPorts } from './signals/part.ts';
export { signalReceived } from './signals/receive.ts';
export type { NewSource, ReporterNews } from './signals/sources.ts';
export { closeJob as closeMonthsJob } from './statistics/close.ts';
