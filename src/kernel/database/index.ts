export { afterCommit, type Committed, inDistrict, schemaOf } from './district.ts';
export { databaseErrors } from './errors.ts';
export { migrateDistrict, pendingMigrations } from './migrate.ts';
export { type Database, openDatabase } from './pool.ts';
export { type EmbeddedOptions, type EmbeddedServer, findRunning, startEmbedded } from './supervisor.ts';
