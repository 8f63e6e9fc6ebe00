/** Tables of the rulebook service. */
export type RulebookTables = Record<never, never>;
