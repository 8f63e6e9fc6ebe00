import type { Context } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import type { SignalTables } from '../signals/tables.ts';

/** Tables of the board. */
export interface BoardTables {
  operations_seat: { day: string; number: number; person_id: string };
  operations_claim: { case_id: string; holder_id: string; department: string | null; seat: number; claimed_at: Date; until: Date };
  operations_note: {
    id: string;
    at: Date;
    author_id: string;
    department: string | null;
    seat: number;
    words: string;
    code: string | null;
    pinned: boolean;
  };
}

export type BoardContext = Context<BoardTables & CaseTables & Pick<SignalTables, 'operations_signal'>>;
