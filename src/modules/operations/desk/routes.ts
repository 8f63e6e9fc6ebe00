import { type Static, Type } from 'typebox';

import { BilingualText, calendarFile, closed, defineRoutes, Instant, nullable, openCalendar, route, text, Uuid } from '#kernel';

import { readCode } from '../cases/code.ts';
import type { CaseContext } from '../cases/tables.ts';
import type { DispatchContext } from '../dispatch/tables.ts';
import { policiesFile } from '../policies/facts.ts';
import { Duplicate } from '../signals/shapes.ts';
import type { SignalContext } from '../signals/tables.ts';
import { signalsOfCase } from './signals-of-case.ts';
import { supervised } from './supervised.ts';
import { listTasks, teamsOf } from './tasks.ts';

const Code = closed({ code: text(40) });
const Text = Type.String();
const Named = closed({ key: Text, title: BilingualText });
const About = { code: Text, title: Text, level: Named, category: Named, revision: Type.Integer(), department: Text, since: Instant };

/** A report that belongs to a case. */
const CaseSignal = closed({
  id: Uuid,
  eventId: Uuid,
  source: Named,
  receivedAt: Instant,
  text: nullable(Text),
  /** Whether somebody left a way to be reached. */
  contact: Type.Boolean(),
});

/** A task in a list, with its case. */
const TaskRow = closed({
  id: Uuid,
  code: Text,
  revision: Type.Integer(),
  title: Text,
  department: Text,
  state: Type.Enum(['offered', 'accepted', 'done', 'refused', 'bounced']),
  priority: Type.Integer(),
  offeredAt: Instant,
  dueAt: nullable(Instant),
});

/** What a supervisor has to look at. */
const Supervised = closed({
  overdue: Type.Array(closed({ ...About, kind: Named, dueAt: Instant, allowedSeconds: Type.Integer() })),
  soon: Type.Array(closed({ ...About, kind: Named, dueAt: Instant, allowedSeconds: Type.Integer() })),
  orders: Type.Array(closed({ ...About, id: Uuid, demand: Text, signedAt: nullable(Instant) })),
  decisions: Type.Array(closed({ ...About, id: Uuid, objection: Text, dueAt: nullable(Instant) })),
  appeals: Type.Array(closed({ ...About, id: Uuid, grounds: Text, dueAt: nullable(Instant) })),
  visits: Type.Array(closed({ ...About, id: Uuid, draw: Text, dueAt: nullable(Instant) })),
});
export type Supervised = Static<typeof Supervised>;

const Policies = closed({
  ...policiesFile.schema.properties,
  calendars: Type.Record(Text, closed({ title: BilingualText, version: Text, daySeconds: Type.Integer() })),
});
export type Policies = Static<typeof Policies>;

/** Routes of the desk. */
export const deskRoutes = defineRoutes<Record<never, never>>([
  route({
    method: 'GET',
    path: '/api/policies',
    absolute: true,
    summary: 'Deadline policies as they stand in the profile, with their calendars and reasons',
    permission: 'public',
    reply: Policies,
    handle: async ({ profile }) => {
      const file = profile(policiesFile);
      const names = new Set(file.policies.flatMap(({ clocks }) => Object.values(clocks).map(({ calendar }) => calendar)));
      const calendars = [...names].map((name) => {
        const { title, version, secondsOf } = openCalendar(profile(calendarFile), name);
        return [name, { title, version, daySeconds: secondsOf(1) }] as const;
      });
      return { ...file, calendars: Object.fromEntries(calendars) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/tasks',
    absolute: true,
    summary: 'Tasks of a department, the most urgent first',
    permission: 'operations:see',
    query: closed({
      department: Type.Optional(text(60)),
      state: Type.Optional(Type.Enum(['offered', 'accepted', 'done', 'refused', 'bounced'])),
      /** Codes of cases, separated by commas. */
      codes: Type.Optional(text(4_000)),
    }),
    reply: closed({ items: Type.Array(TaskRow) }),
    handle: async (context, { query }) => ({ items: await listTasks(context as unknown as CaseContext, query) }),
  }),
  route({
    method: 'GET',
    path: '/api/desk/teams',
    absolute: true,
    summary: 'Teams to which a department can give a task',
    permission: 'operations:see',
    query: closed({ department: text(60) }),
    reply: closed({ items: Type.Array(closed({ id: Uuid, title: BilingualText })) }),
    handle: async (context, { query }) => ({ items: await teamsOf(context as unknown as DispatchContext, query.department) }),
  }),
  route({
    method: 'GET',
    path: '/api/cases/:code/signals',
    absolute: true,
    summary: 'The reports that a case was opened from or that joined it, and what may be about the same thing',
    permission: 'operations:see',
    params: Code,
    reply: closed({ items: Type.Array(CaseSignal), duplicates: Type.Array(Duplicate) }),
    handle: (context, { params }) => signalsOfCase(context as unknown as CaseContext & SignalContext, readCode(params.code)),
  }),
  route({
    method: 'GET',
    path: '/api/supervision',
    absolute: true,
    summary: 'What is overdue or soon will be, open orders, disputed tasks, appeals that wait, return visits to do',
    permission: 'operations:supervise',
    reply: Supervised,
    handle: (context) => supervised(context as unknown as CaseContext),
  }),
]);
