import type { ingestErrors } from './errors.ts';

/** The name of an expected failure in `ingestErrors`. */
export type FaultName = keyof typeof ingestErrors;

/** An expected failure inside the worker process; the caller's side turns it into the bilingual error of the same name. */
export class IngestFault extends Error {
  override readonly name = 'IngestFault';
  readonly fault: FaultName;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(fault: FaultName, details: Readonly<Record<string, unknown>> = {}) {
    super(`${fault} ${JSON.stringify(details)}`);
    this.fault = fault;
    this.details = details;
  }
}
