import { type Static, Type } from 'typebox';

import { BilingualText, closed, Day, Instant, nullable } from '#kernel';

const Count = Type.Integer();
const Named = closed({ key: Type.String(), title: BilingualText });
/** A share of answers; the denominator stands beside it. */
const Share = closed({ onTime: Count, of: Count });

/** How the desk stands now. */
export const CurrentFigures = closed({
  asOf: Instant,
  days: Count,
  open: closed({ cases: Count, overdue: Count, soon: Count, paused: Count, disputed: Count, appealed: Count }),
  /** Opened, closed and answered within the days asked for. */
  flow: closed({ opened: Count, closed: Count, unconfirmed: Count, answers: Share }),
  departments: Type.Array(
    closed({
      department: Named,
      /** Open cases it leads. */
      cases: Count,
      overdue: Count,
      soon: Count,
      /** Tasks nobody has accepted yet, and those being worked on. */
      offered: Count,
      accepted: Count,
      closed: Count,
      answers: Share,
      /** Open seconds of half of its answers or fewer; null without any. */
      medianAnswer: nullable(Count),
    }),
  ),
  categories: Type.Array(closed({ category: Named, cases: Count, overdue: Count })),
  /** Running clocks by the highest step of the ladder they have reached; 0 is none. */
  ladder: Type.Array(closed({ kind: Named, percent: Count, clocks: Count })),
  trend: Type.Array(closed({ day: Day, opened: Count, closed: Count })),
});
export type CurrentFigures = Static<typeof CurrentFigures>;
