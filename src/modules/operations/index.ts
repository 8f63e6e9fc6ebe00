export { alertReceived } from './alerts/events.ts';
export { caseEvents } from './cases/events.ts';
export { actPort, type CaseBrief, caseSummaryPort, openCasePort } from './cases/ports.ts';
export { operations } from './module.ts';
export { type PortedSignal, signalPorts } from './signals/part.ts';
export { signalReceived } from './signals/receive.ts';
export type { NewSource, ReporterNews } from './signals/sources.ts';
