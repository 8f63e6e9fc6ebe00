/** A coarsened name of a category or a town. */
export const OTHER = 'other';
/** The town of a case that has none. */
export const NO_TOWN = 'none';

/** A clock that an act stopped. */
export interface ClockResult {
  readonly kind: string;
  /** Open seconds that were allowed. */
  readonly allowed: number;
  /** Open seconds used, without pauses, rounded up to a whole one. */
  readonly seconds: number;
}

/** One act as it is published: no words, no person, no moment and no place finer than a town. */
export interface PublicLine {
  /** Random number that stands for the case in this month and nowhere else. */
  readonly case: string;
  readonly act: string;
  /** Department that the act is about: that of the task or order, else the lead. */
  readonly department: string;
  readonly category: string;
  readonly town: string;
  readonly clocks: readonly ClockResult[];
  /** Deadlines that passed. */
  readonly late: readonly { readonly department: string; readonly kind: string }[];
  /** Halts that ended, with the open seconds they took. */
  readonly pauses: readonly { readonly department: string; readonly seconds: number }[];
  /** Steps of the ladder that were reached, in percent of the allowance. */
  readonly steps: readonly { readonly department: string; readonly kind: string; readonly percent: number }[];
  /** How an appeal was decided or a return visit ended; null otherwise. */
  readonly result: string | null;
}
