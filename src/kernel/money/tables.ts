/** Tables of the money service. */
export type MoneyTables = Record<never, never>;
