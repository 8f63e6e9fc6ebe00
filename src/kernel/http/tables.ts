/** Tables of the http service. */
export type HttpTables = Record<never, never>;
