import { Type } from 'typebox';

import { closed, kernelErrors, text } from '#kernel';

import { operationsErrors } from '../../errors.ts';
import { defineAct } from '../act.ts';
import type { ConfirmationFields } from '../change.ts';
import { started, stopped } from '../clocks.ts';
import { holds, lead } from '../rights.ts';
import type { Scene } from '../scene.ts';
import { offered, openTasks } from '../tasks.ts';

/** The lead answers the reporter, who is asked whether it is so. Every part must be done or refused. */
export const answerAct = defineAct({
  name: 'answer',
  title: { en: 'Answer', zh: '答复' },
  permission: 'operations:handle',
  from: ['routed', 'working', 'disputed'],
  input: closed({ result: text(8_000) }),
  allow: lead,
  decide: (scene, { result }) => {
    const open = openTasks(scene);
    if (open.length > 0) throw operationsErrors.openTasks({ count: open.length, tasks: open.map(([id]) => id) });
    const orders = Object.entries(scene.case.orders).filter(([, order]) => !order.fulfilledAt && !order.liftedAt);
    return {
      set: { state: 'answered', result, answeredAt: scene.moment(scene.now) },
      clocks: { ...stopped(scene, ({ binding, kind }) => binding && kind !== 'supervision'), ...started(scene, 'silence') },
      ...(orders.length > 0 && { note: { openOrders: orders.length } }),
    };
  },
});

const Channel = Type.Enum(['portal', 'telephone', 'visit', 'source']);

/** The reporter says that it is so: the case is closed. */
export const confirmAct = defineAct({
  name: 'confirm',
  title: { en: 'Confirm', zh: '确认办结' },
  permission: 'operations:intake',
  from: ['answered'],
  public: true,
  input: closed({ channel: Channel, words: Type.Optional(text(2_000)) }),
  allow: speaksForReporter,
  decide: (scene, { channel, words }) => closure(scene, { verdict: 'confirmed', channel, words: words ?? null }),
});

/** The reporter says that it is not so: the lead has to work on. */
export const disputeAct = defineAct({
  name: 'dispute',
  title: { en: 'Dispute', zh: '不认可' },
  permission: 'operations:intake',
  from: ['answered'],
  input: closed({ channel: Channel, words: text(2_000) }),
  allow: speaksForReporter,
  decide: (scene, { channel, words }) => ({
    set: { state: 'disputed' },
    confirmations: { [scene.newId()]: { since: scene.moment(scene.now), verdict: 'disputed', channel, words } },
    clocks: { ...stopped(scene, ({ kind }) => kind === 'silence'), ...started(scene, 'answer') },
  }),
});

/** Nobody said anything in the time for it: closed, and counted apart as unconfirmed. */
export const closeAct = defineAct({
  name: 'close',
  title: { en: 'Close unconfirmed', zh: '逾期未回复办结' },
  permission: 'operations:supervise',
  from: ['answered'],
  public: true,
  input: closed({}),
  allow: ({ actor }) => {
    if (actor.kind !== 'system') throw kernelErrors.forbidden({ permission: 'operations:supervise' });
  },
  decide: (scene) => closure(scene, { verdict: 'silent', channel: 'none', words: null }),
});

function closure(scene: Scene, said: Pick<ConfirmationFields, 'verdict' | 'channel' | 'words'>) {
  const at = scene.moment(scene.now);
  return {
    set: { state: 'closed' as const, closedAt: at, outcome: said.verdict === 'silent' ? ('unconfirmed' as const) : ('confirmed' as const) },
    confirmations: { [scene.newId()]: { since: at, ...said } },
    clocks: stopped(scene, ({ kind }) => kind !== 'visit'),
  };
}

/** The lead takes a disputed case up again, with a new part for a department. */
export const reworkAct = defineAct({
  name: 'rework',
  title: { en: 'Work on it again', zh: '重新办理' },
  permission: 'operations:handle',
  from: ['disputed'],
  input: closed({ department: text(60), title: text(200), words: Type.Optional(text(1_000)) }),
  allow: lead,
  decide: (scene, { department, title, words }) => ({
    ...offered(scene, { department, title, skill: null }),
    set: { state: 'working', closedAt: null, outcome: null },
    ...(words && { note: { words } }),
  }),
});

/** The reporter asks that somebody else looks at a closure. */
export const appealAct = defineAct({
  name: 'appeal',
  title: { en: 'Appeal', zh: '申诉' },
  permission: 'operations:intake',
  from: ['closed'],
  public: true,
  input: closed({ grounds: text(4_000) }),
  allow: speaksForReporter,
  decide: (scene, { grounds }) => {
    const filed = {
      since: scene.moment(scene.now),
      grounds,
      decision: null,
      decidedBy: null,
      deciderDepartment: null,
      reasons: null,
      decidedAt: null,
    };
    return { set: { state: 'appealed' }, appeals: { [scene.newId()]: filed }, clocks: started(scene, 'appeal') };
  },
});

/** Somebody who had no part in the closure decides: it stands, or the case is worked on again. SQL refuses a decider who had one. */
export const decideAppealAct = defineAct({
  name: 'decide-appeal',
  title: { en: 'Decide the appeal', zh: '裁定申诉' },
  permission: 'operations:decide-appeals',
  from: ['appealed'],
  public: true,
  input: closed({ decision: Type.Enum(['upheld', 'rejected']), reasons: text(4_000) }),
  allow: (scene) => {
    if (!holds(scene, 'operations:decide-appeals')) throw kernelErrors.forbidden({ permission: 'operations:decide-appeals' });
  },
  decide: (scene, { decision, reasons }) => {
    const [waiting] = Object.entries(scene.case.appeals).filter(([, appeal]) => appeal.decision === null);
    if (!waiting) throw operationsErrors.noAppeal();
    const decided = {
      decision,
      reasons,
      decidedBy: scene.actor.id,
      deciderDepartment: scene.actor.department,
      decidedAt: scene.moment(scene.now),
    };
    const again = decision === 'upheld';
    return {
      set: again ? { state: 'working', closedAt: null, outcome: null } : { state: 'closed' },
      appeals: { [waiting[0]]: decided },
      clocks: { ...stopped(scene, ({ kind }) => kind === 'appeal'), ...(again && started(scene, 'answer')) },
    };
  },
});

/** Only the platform on the reporter's behalf, or a clerk who had them on the telephone; and only where there is a reporter. */
function speaksForReporter(scene: Scene): void {
  if (!holds(scene, 'operations:intake')) throw kernelErrors.forbidden({ permission: 'operations:intake' });
  if (!scene.case.fields.reporter) throw operationsErrors.noReporter();
}
