/** What one load may cost. All of it can be set per load. */
export interface Limits {
  /** Largest source file in bytes. */
  readonly fileBytes: number;
  /** Most source files in one load. */
  readonly files: number;
  readonly columns: number;
  /** Longest record in bytes; a longer one is rejected and skipped. */
  readonly recordBytes: number;
  /** Largest size an archive or workbook may expand to, in bytes. */
  readonly expandedBytes: number;
  /** Most an archive may grow when it is expanded, as expanded / packed. */
  readonly expansionRatio: number;
  /** Memory of the engine in bytes; the worker process needs about 150 MB more. */
  readonly memoryBytes: number;
  readonly threads: number;
  /** Share of rejected rows above which a load is held for the steward. */
  readonly rejectShare: number;
}

const MIB = 1024 * 1024;

/** Limits for a machine with two cores and 2 GB to spare. */
export const defaultLimits: Limits = {
  fileBytes: 2048 * MIB,
  files: 1000,
  columns: 2000,
  recordBytes: MIB,
  expandedBytes: 2048 * MIB,
  expansionRatio: 200,
  memoryBytes: 512 * MIB,
  threads: 2,
  rejectShare: 0.2,
};
