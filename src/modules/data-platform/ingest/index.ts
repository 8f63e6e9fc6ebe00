// The ingest engine: files in, immutable Parquet version folder out. It knows neither the database nor the web.

export { canonicalHash } from './canonical.ts';
export type { Following } from './client.ts';
export { placesOf } from './columns.ts';
export type { EncodingGuess } from './detect/encoding.ts';
export type { InferredColumn } from './detect/infer.ts';
export type { SniffRequest, SniffResult } from './detect/sniff.ts';
export type { DiffRequest, DiffResult, RowDifference } from './diff.ts';
export { type Drift, type DriftLimits, type DriftReport, defaultDriftLimits, findDrift } from './drift.ts';
export { sqlName, sqlText } from './engine.ts';
export { ingestErrors } from './errors.ts';
export type { Limits } from './limits.ts';
export type { HoldReason, LoadProgress, LoadRequest, LoadResult } from './load/load.ts';
export { engineType } from './load/types.ts';
export * from './model.ts';
export { diff, load, sniff, verifyVersion } from './operations.ts';
export { csvLine, formulaCondition } from './spreadsheet.ts';
export { sweepOrphans } from './sweep.ts';
export type { VerifyRequest, VerifyResult } from './verify.ts';
