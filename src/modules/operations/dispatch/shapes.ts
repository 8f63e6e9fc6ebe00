import { Type } from 'typebox';

import { BilingualText, closed, Instant, nullable, Uuid } from '#kernel';

const Named = Type.Array(closed({ key: Type.String(), title: BilingualText }));

const Team = closed({
  id: Uuid,
  revision: Type.Integer(),
  name: BilingualText,
  department: Type.String(),
  lentTo: nullable(Type.String()),
  skills: Type.Array(Type.String()),
  capacity: Type.Integer(),
  duty: Type.Enum(['roster', 'always']),
  onDuty: Type.Boolean(),
  crew: Type.Integer(),
  place: nullable(closed({ lng: Type.Number(), lat: Type.Number(), reportedAt: Instant, old: Type.Boolean() })),
  vehicles: Type.Array(
    closed({ id: Uuid, revision: Type.Integer(), kind: Type.String(), plate: Type.String(), state: Type.Enum(['ready', 'out']) }),
  ),
  tasks: Type.Array(closed({ id: Uuid, code: Type.String(), title: Type.String(), priority: Type.Integer(), dueAt: nullable(Instant) })),
});

/** Teams that somebody keeps. */
export const KeptTeams = closed({ teams: Type.Array(Team), skills: Named, vehicles: Named });

/** The board: teams, and the words for what they can do and drive. */
export const Board = closed({
  version: Type.String(),
  skills: Named,
  vehicles: Named,
  weights: closed({
    lateness: Type.Number(),
    load: Type.Number(),
    open: Type.Number(),
    priorities: Type.Record(Type.String(), Type.Number()),
  }),
  teams: Type.Array(Team),
});

const choice = {
  teamId: nullable(Uuid),
  cost: Type.Number(),
  parts: nullable(closed({ travel: Type.Number(), lateness: Type.Number(), load: Type.Number() })),
};

/** What was suggested at one moment, with the tasks as they stand now. */
export const SuggestionView = closed({
  id: Uuid,
  department: nullable(Type.String()),
  madeAt: Instant,
  weights: Type.String(),
  teams: Type.Integer(),
  total: Type.Number(),
  tookMs: Type.Number(),
  items: Type.Array(
    closed({
      taskId: Uuid,
      code: Type.String(),
      title: Type.String(),
      caseTitle: Type.String(),
      department: Type.String(),
      place: nullable(Type.String()),
      located: Type.Boolean(),
      skill: nullable(Type.String()),
      priority: Type.Integer(),
      dueAt: nullable(Instant),
      state: Type.Enum(['waiting', 'assigned', 'over']),
      chosen: closed(choice),
      losing: Type.Array(closed({ ...choice, added: Type.Number(), moved: Type.Integer() })),
      obstacles: closed({
        department: Type.Integer(),
        shift: Type.Integer(),
        skill: Type.Integer(),
        vehicle: Type.Integer(),
        full: Type.Integer(),
      }),
      confirmed: nullable(closed({ teamId: Uuid, at: Instant, undoable: Type.Boolean() })),
    }),
  ),
});

/** What became of one confirmation. */
export const ConfirmedItem = closed({
  task: Uuid,
  done: Type.Boolean(),
  problem: nullable(closed({ code: Type.String(), text: BilingualText })),
});

/** A request for help with its offers. */
export const Aid = closed({
  id: Uuid,
  revision: Type.Integer(),
  department: Type.String(),
  caseCode: nullable(Type.String()),
  skill: Type.String(),
  teams: Type.Integer(),
  place: Type.String(),
  reason: Type.String(),
  from: Instant,
  to: Instant,
  requestedAt: Instant,
  state: Type.Enum(['open', 'filled', 'closed', 'withdrawn']),
  fills: Type.Array(
    closed({
      id: Uuid,
      department: Type.String(),
      teamId: Uuid,
      name: BilingualText,
      offeredAt: Instant,
      acceptedAt: nullable(Instant),
      state: Type.Enum(['offered', 'accepted', 'ended']),
    }),
  ),
});
