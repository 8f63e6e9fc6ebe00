import { Type } from 'typebox';

import { BilingualText, closed, Instant, nullable, Uuid } from '#kernel';

const Place = closed({ label: nullable(Type.String()), lng: nullable(Type.Number()), lat: nullable(Type.Number()) });

/** A signal as its sender is answered; it never changes. */
export const Received = closed({
  id: Uuid,
  source: Type.String(),
  externalId: Type.String(),
  receivedAt: Instant,
  sha256: Type.String(),
});

/** A signal as the desk sees it; who reported it is read elsewhere, with a purpose. */
export const Signal = closed({
  id: Uuid,
  source: Type.String(),
  externalId: Type.String(),
  receivedAt: Instant,
  occurredAt: Instant,
  category: nullable(Type.String()),
  sha256: Type.String(),
  eventId: Uuid,
  payload: Type.Record(Type.String(), Type.Unknown()),
});

/** An event in a list. */
export const EventSummary = closed({
  id: Uuid,
  revision: Type.Integer(),
  state: Type.Enum(['open', 'cased', 'dismissed', 'merged']),
  title: Type.String(),
  category: nullable(Type.String()),
  level: Type.String(),
  source: Type.String(),
  place: Place,
  firstAt: Instant,
  lastAt: Instant,
  signals: Type.Integer(),
  likely: Type.Integer(),
  reason: nullable(Type.String()),
  note: nullable(Type.String()),
  mergedInto: nullable(Uuid),
  founding: Type.Boolean(),
  caseCode: nullable(Type.String()),
  caseState: nullable(Type.String()),
  decidedAt: nullable(Instant),
});

const Component = closed({
  component: Type.Enum(['place', 'time', 'type', 'text', 'asset']),
  score: Type.Number(),
  weight: Type.Number(),
  measure: nullable(Type.Number()),
});

/** A likely duplicate with what speaks for it. */
export const Duplicate = closed({
  id: Uuid,
  score: Type.Number(),
  components: Type.Array(Component),
  state: Type.Enum(['open', 'same', 'different', 'attached']),
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(Instant),
  ownSignal: Uuid,
  otherSignal: Uuid,
  event: EventSummary,
});

/** A whole event: its signals, what may be the same, and what was done with it. */
export const WholeEvent = closed({
  ...EventSummary.properties,
  members: Type.Array(
    closed({
      ...Signal.properties,
      lng: nullable(Type.Number()),
      lat: nullable(Type.Number()),
      asset: nullable(Type.String()),
      how: Type.Enum(['first', 'machine', 'split']),
      contact: Type.Boolean(),
    }),
  ),
  duplicates: Type.Array(Duplicate),
  log: Type.Array(
    closed({
      rev: Type.Integer(),
      at: Instant,
      actorId: Type.String(),
      act: Type.String(),
      details: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
});

/** What somebody who writes a report down is offered: categories by its words, and what may be the same. */
export const Preview = closed({
  categories: Type.Array(closed({ category: Type.String(), matched: Type.Array(Type.String()) })),
  duplicates: Type.Array(closed({ score: Type.Number(), components: Type.Array(Component), event: EventSummary })),
});

/** A message that could not be taken in. */
export const Quarantined = closed({
  id: Uuid,
  source: Type.String(),
  externalId: nullable(Type.String()),
  senderId: Type.String(),
  receivedAt: Instant,
  times: Type.Integer(),
  payload: Type.Unknown(),
  problem: closed({ code: Type.String(), text: BilingualText, details: Type.Unknown() }),
  state: Type.Enum(['waiting', 'taken', 'discarded']),
  signalId: nullable(Uuid),
  note: nullable(Type.String()),
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(Instant),
});

/** A registered source. */
export const Source = closed({
  key: Type.String(),
  title: BilingualText,
  kind: Type.Enum(['person', 'machine', 'feed']),
  senders: Type.Array(Type.String()),
  elsewhere: Type.Boolean(),
  active: Type.Boolean(),
});
