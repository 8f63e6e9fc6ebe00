export { type Actor, ANONYMOUS, may, type Principal, requirePermission, SYSTEM } from './actor.ts';
export {
  type Context,
  createContext,
  type Decision,
  type District,
  type Enqueue,
  type EventType,
  type JobType,
  kernelDb,
  type PersonalRead,
  type Port,
  type Purpose,
  type Scope,
  type Work,
} from './context.ts';
export { type Bilingual, DomainError, defineErrors, type ErrorSpec, kernelErrors, type Language } from './errors.ts';
export { contextManifest } from './manifest.ts';
export * from './module.ts';
export { openProfile, type ProfileFile, profileFile, type ReadProfile } from './profile.ts';
export * from './schema.ts';
export type { KernelTables } from './tables.ts';
