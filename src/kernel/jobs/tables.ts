/** Tables of the jobs service. */
export type JobTables = Record<never, never>;
