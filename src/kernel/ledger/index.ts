export { appendEntry, type LedgerEntry } from './append.ts';
export { type AuditOptions, type AuditReport, type Fault, verifyLedger } from './audit.ts';
export { auditType } from './audit-job.ts';
export { type AppendBatched, createAppender } from './batch.ts';
export { latestCheckpoint } from './checkpoint.ts';
export { ledgerManifest } from './manifest.ts';
export { consistencyProof, inclusionProof } from './proofs.ts';
export { type Sequencer, type SequencerOptions, sequenceAll, startSequencer, type Transact } from './sequencer.ts';
export { loadSigningKey, openSigner, type Signer } from './signing.ts';
