import { type Static, Type } from 'typebox';

import { BilingualText, closed, Instant, nullable, Uuid } from '#kernel';

const Named = { sender: Type.String(), identifier: Type.String(), sent: Type.String() };
const Because = closed({ code: Type.String(), text: BilingualText, detail: Type.String() });

/** Where an alert stands. `notice` speaks of others: a cancellation, an acknowledgement, an error. */
export const AlertState = Type.Enum(['in-force', 'expired', 'superseded', 'cancelled', 'notice']);
export type AlertState = Static<typeof AlertState>;

/** An alert in lists. Words are those of its blocks in both languages where it has both. */
export const AlertSummary = closed({
  id: Uuid,
  ...Named,
  state: AlertState,
  status: Type.String(),
  msgType: Type.String(),
  scope: nullable(Type.String()),
  severity: nullable(Type.String()),
  event: BilingualText,
  headline: BilingualText,
  area: BilingualText,
  issuedHere: Type.Boolean(),
  shown: Type.Boolean(),
  signed: Type.Boolean(),
  startsAt: nullable(Instant),
  endsAt: nullable(Instant),
  receivedAt: Instant,
});
export type AlertSummary = Static<typeof AlertSummary>;

const Pair = closed({ valueName: Type.String(), value: Type.String() });
const Words = Type.Optional(Type.String());
const InfoShape = closed({
  language: Words,
  category: Type.Array(Type.String()),
  event: Type.String(),
  responseType: Type.Array(Type.String()),
  ...{ urgency: Type.String(), severity: Type.String(), certainty: Type.String(), audience: Words },
  eventCode: Type.Array(Pair),
  ...{ effective: Words, onset: Words, expires: Words, senderName: Words, headline: Words },
  ...{ description: Words, instruction: Words, web: Words, contact: Words },
  parameter: Type.Array(Pair),
  resource: Type.Array(closed({ resourceDesc: Type.String(), mimeType: Words, size: Words, uri: Words, derefUri: Words, digest: Words })),
  area: Type.Array(
    closed({
      areaDesc: Type.String(),
      polygon: Type.Array(Type.String()),
      circle: Type.Array(Type.String()),
      geocode: Type.Array(Pair),
      altitude: Words,
      ceiling: Words,
    }),
  ),
});

/** One alert with all it says, what it refers to, and what refers to it. */
export const AlertDetail = closed({
  ...AlertSummary.properties,
  version: Type.String(),
  sha256: Type.String(),
  note: nullable(Type.String()),
  info: Type.Array(InfoShape),
  refersTo: Type.Array(closed({ sender: Type.String(), identifier: Type.String(), sentAt: nullable(Instant), id: nullable(Uuid) })),
  followedBy: Type.Array(closed({ id: Uuid, msgType: Type.String(), sent: Type.String() })),
  /** Whether the public may see it if somebody shows it. */
  mayShow: Type.Boolean(),
});
export type AlertDetail = Static<typeof AlertDetail>;

/** What was made of a document. `outcome` of an alert: fine when only looked at, stored or known when taken in. */
export const Report = closed({
  kind: nullable(Type.Enum(['alert', 'feed', 'distribution'])),
  verdict: Type.Enum(['accept', 'partial', 'refuse']),
  accepted: Type.Integer(),
  refused: Type.Integer(),
  reason: nullable(Because),
  links: Type.Array(closed({ href: Type.String(), title: Type.String() })),
  alerts: Type.Array(
    closed({
      outcome: Type.Enum(['fine', 'stored', 'known', 'refused']),
      id: nullable(Uuid),
      named: nullable(closed(Named)),
      version: nullable(Type.String()),
      msgType: nullable(Type.String()),
      headline: nullable(BilingualText),
      signed: Type.Boolean(),
      reason: nullable(Because),
    }),
  ),
});
export type Report = Static<typeof Report>;
