import { Type } from 'typebox';

import { closed, text } from '#kernel';

import { operationsErrors } from '../../errors.ts';
import { CLOCK_KINDS } from '../../policies/facts.ts';
import { defineAct, OPEN } from '../act.ts';
import type { ClockFields, OrderFields } from '../change.ts';
import { openPause, paused, pauseEnds, readingOf, resumed, started, stopped } from '../clocks.ts';
import { dutyDesk, holds, participant, supervisor } from '../rights.ts';
import type { Scene } from '../scene.ts';
import { known } from '../tasks.ts';

/** Halts a clock for a coded reason, with evidence where the code asks for it. */
export const pauseAct = defineAct({
  name: 'pause',
  title: { en: 'Pause a clock', zh: '暂停计时' },
  permission: 'signed-in',
  from: OPEN,
  undoable: true,
  input: closed({ clock: text(40), code: text(40), evidence: Type.Optional(text(2_000)) }),
  reason: ({ code }) => ({ code }),
  allow: participant,
  decide: (scene, { clock, code, evidence }) => ({ clocks: paused(scene, clock, code, evidence ?? null) }),
});

/** Lets a paused clock go on. */
export const resumeAct = defineAct({
  name: 'resume',
  title: { en: 'Resume a clock', zh: '恢复计时' },
  permission: 'signed-in',
  from: OPEN,
  undoable: true,
  input: closed({ clock: text(40) }),
  allow: participant,
  decide: (scene, { clock }) => ({ clocks: resumed(scene, clock) }),
});

/** Starts a further clock of the case's policy, for another module that waits for something. */
export const startClockAct = defineAct({
  name: 'start-clock',
  title: { en: 'Start a clock', zh: '开始计时' },
  permission: 'operations:dispatch',
  from: OPEN,
  undoable: true,
  input: closed({ kind: Type.Enum([...CLOCK_KINDS]) }),
  allow: dutyDesk,
  decide: (scene, { kind }) => ({ clocks: started(scene, kind) }),
});

/** A superior's demand, with a time of its own in which the department has to sign it. */
export const orderAct = defineAct({
  name: 'order',
  title: { en: 'Supervision order', zh: '督办' },
  permission: 'operations:supervise',
  from: OPEN,
  input: closed({ department: text(60), demand: text(2_000) }),
  allow: supervisor,
  decide: (scene, { department, demand }) => {
    known(scene, department);
    const [since, issuedBy] = [scene.moment(scene.now), scene.actor.id];
    const order: OrderFields = { since, department, demand, issuedBy, signedAt: null, fulfilledAt: null, report: null, liftedAt: null };
    const id = scene.newId();
    return { orders: { [id]: order }, clocks: started(scene, 'supervision', id) };
  },
});

/** The department signs an order. */
export const signOrderAct = defineAct({
  name: 'sign-order',
  title: { en: 'Sign the order', zh: '签收督办单' },
  permission: 'operations:handle',
  from: OPEN,
  input: closed({ order: text(40) }),
  allow: (scene, { order }) => ownOrder(scene, order),
  decide: (scene, { order }) => ({
    orders: { [order]: { signedAt: scene.moment(scene.now) } },
    clocks: stopped(scene, ({ taskId }) => taskId === order),
  }),
});

/** The department reports that it has done as ordered. */
export const fulfilOrderAct = defineAct({
  name: 'fulfil-order',
  title: { en: 'Report on the order', zh: '反馈督办结果' },
  permission: 'operations:handle',
  from: OPEN,
  input: closed({ order: text(40), report: text(4_000) }),
  allow: (scene, { order }) => ownOrder(scene, order),
  decide: (scene, { order, report }) => {
    const at = scene.moment(scene.now);
    const signedAt = scene.case.orders[order]?.signedAt ?? at;
    return { orders: { [order]: { signedAt, fulfilledAt: at, report } }, clocks: stopped(scene, ({ taskId }) => taskId === order) };
  },
});

/** The supervisor takes an order back. */
export const liftOrderAct = defineAct({
  name: 'lift-order',
  title: { en: 'Lift the order', zh: '撤销督办' },
  permission: 'operations:supervise',
  from: OPEN,
  undoable: true,
  input: closed({ order: text(40), words: text(1_000) }),
  allow: (scene, { order }) => {
    supervisor(scene);
    openOrder(scene, order);
  },
  decide: (scene, { order, words }) => ({
    orders: { [order]: { liftedAt: scene.moment(scene.now) } },
    clocks: stopped(scene, ({ taskId }) => taskId === order),
    note: { words },
  }),
});

function openOrder(scene: Scene, id: string): OrderFields {
  const order = scene.case.orders[id];
  if (!order || order.fulfilledAt || order.liftedAt) throw operationsErrors.noOrder();
  return order;
}

function ownOrder(scene: Scene, id: string): void {
  const { department } = openOrder(scene, id);
  const own = holds(scene, 'operations:handle') && scene.actor.department === department;
  if (!own) throw operationsErrors.notYourDepartment({ department });
}

/** The platform looks at the clocks: steps of the ladder that were reached, deadlines that passed, pauses that lasted too long. */
export const tickAct = defineAct({
  name: 'tick',
  title: { en: 'Deadline watched', zh: '时限监测' },
  permission: 'operations:supervise',
  from: OPEN,
  input: closed({}),
  allow: dutyDesk,
  decide: (scene) => {
    const clocks = Object.entries(scene.case.clocks).flatMap(([id, clock]) => {
      const patch = looked(scene, clock);
      return patch ? [[id, patch] as const] : [];
    });
    return { clocks: Object.fromEntries(clocks) };
  },
});

function looked({ facts, now, moment }: Scene, clock: ClockFields): Partial<ClockFields> | null {
  if (clock.stoppedAt !== null) return null;
  const longest = pauseEnds({ facts }, clock);
  if (longest && longest <= now) return { pauses: clock.pauses.map((pause) => ({ ...pause, to: pause.to ?? moment(longest) })) };
  if (openPause(clock) || !clock.binding) return null;
  const reading = readingOf(clock, facts.calendar, now);
  const told = clock.ladder.filter((step) => !clock.told.includes(step) && reading.activeSeconds >= step * clock.allowedSeconds);
  const breached = !reading.onTime && clock.breachedAt === null;
  if (told.length === 0 && !breached) return null;
  return { ...(told.length > 0 && { told: [...clock.told, ...told] }), ...(breached && { breachedAt: moment(reading.dueAt ?? now) }) };
}

/** A published notice of holidays changed what a running deadline is; the line keeps the calendar's version from now on. */
export const recountAct = defineAct({
  name: 'recount',
  title: { en: 'Deadlines recounted', zh: '时限重新核算' },
  permission: 'operations:supervise',
  from: OPEN,
  input: closed({}),
  allow: dutyDesk,
  decide: ({ case: { clocks }, facts }) => {
    const old = Object.entries(clocks).filter(
      ([, { stoppedAt, calendar, calendarVersion }]) => stoppedAt === null && facts.calendar(calendar).version !== calendarVersion,
    );
    return { clocks: Object.fromEntries(old.map(([id, { calendar }]) => [id, { calendarVersion: facts.calendar(calendar).version }])) };
  },
});

/** The case was drawn for a return visit. */
export const drawVisitAct = defineAct({
  name: 'draw-visit',
  title: { en: 'Drawn for a return visit', zh: '抽取回访' },
  permission: 'operations:supervise',
  from: ['closed'],
  input: closed({ draw: text(40) }),
  allow: supervisor,
  decide: (scene, { draw }) => {
    const visit = { since: scene.moment(scene.now), draw, doneAt: null, reached: null, satisfied: null, words: null };
    const id = scene.newId();
    return { visits: { [id]: visit }, clocks: started(scene, 'visit', id) };
  },
});

/** Somebody asked the reporter again, and writes down what they said. */
export const visitAct = defineAct({
  name: 'visit',
  title: { en: 'Return visit', zh: '回访' },
  permission: 'operations:intake',
  from: ['closed'],
  input: closed({ visit: text(40), reached: Type.Boolean(), satisfied: Type.Optional(Type.Boolean()), words: Type.Optional(text(2_000)) }),
  allow: (scene, { visit }) => {
    if (scene.case.visits[visit]?.doneAt !== null) throw operationsErrors.noVisit();
  },
  decide: (scene, { visit, reached, satisfied, words }) => ({
    visits: { [visit]: { doneAt: scene.moment(scene.now), reached, satisfied: satisfied ?? null, words: words ?? null } },
    clocks: stopped(scene, ({ taskId }) => taskId === visit),
  }),
});
