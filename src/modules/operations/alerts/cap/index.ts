// Reading and writing alerts: pure, no database, no file but our own grammars, no network.

export { CapFault, REASONS, type Reason } from './faults.ts';
export type { Link } from './feed.ts';
export type { Alert, Area, Info } from './model.ts';
export { type Kind, MAX_BYTES, type Outcome, type Refusal, readCap, type Verdict } from './read.ts';
export { type CapVersion, type ReadAlert, readAlert } from './read-alert.ts';
export { instantOf, momentOf, type Reference, referencesOf } from './values.ts';
export { type FeedEntry, utf8Document, writeAlert, writeAtom, writeDistribution } from './write.ts';
