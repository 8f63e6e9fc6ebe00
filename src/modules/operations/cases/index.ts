export { by, perform, setScene, write } from './engine.ts';
export { caseEvents } from './events.ts';
export { mergeCases, unmergeCases } from './merge.ts';
export { type NewCase, openCase } from './open.ts';
export { casePart } from './part.ts';
export type { CaseContext, CaseTables } from './tables.ts';
