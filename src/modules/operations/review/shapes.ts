import { type Static, Type } from 'typebox';

import { BilingualText, closed, Day, Instant, nullable, text, Uuid } from '#kernel';

const Named = closed({ key: Type.String(), title: BilingualText });

/** What a finding says when it is written down. */
export const NewItem = closed({ finding: text(2_000), action: text(2_000), owner: text(60), dueOn: Day });

/** What a review is about: a case by its code, or a day. */
export const NewReview = closed({
  case: Type.Optional(text(40)),
  day: Type.Optional(Day),
  title: text(200),
  summary: text(8_000),
  items: Type.Array(NewItem, { maxItems: 50 }),
});

/** What may be put right. */
export const ReviewChange = closed({ title: Type.Optional(text(200)), summary: Type.Optional(text(8_000)) });

/** A review in a list. */
export const ReviewSummary = closed({
  id: Uuid,
  revision: Type.Integer(),
  case: nullable(closed({ code: Type.String(), title: Type.String() })),
  day: nullable(Day),
  title: Type.String(),
  state: Type.Enum(['open', 'closed']),
  openedAt: Instant,
  items: Type.Integer(),
  done: Type.Integer(),
  overdue: Type.Integer(),
});
export type ReviewSummary = Static<typeof ReviewSummary>;

/** A whole review. */
export const Review = closed({
  ...ReviewSummary.properties,
  summary: Type.String(),
  closedAt: nullable(Instant),
  mayEdit: Type.Boolean(),
  findings: Type.Array(
    closed({
      id: Uuid,
      finding: Type.String(),
      action: Type.String(),
      owner: Named,
      dueOn: Day,
      overdue: Type.Boolean(),
      doneAt: nullable(Instant),
      outcome: nullable(Type.String()),
      mayEnd: Type.Boolean(),
    }),
  ),
});
export type Review = Static<typeof Review>;
