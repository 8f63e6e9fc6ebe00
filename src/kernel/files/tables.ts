/** Tables of the files service. */
export type FileTables = Record<never, never>;
