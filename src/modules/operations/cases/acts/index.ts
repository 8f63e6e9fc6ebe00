import type { Act } from '../act.ts';
import { answerAct, appealAct, confirmAct, decideAppealAct, disputeAct, reworkAct } from './closing.ts';
import { amendAct, cannotAct, progressAct } from './outside.ts';
import { addTaskAct, editAct, noteAct, parentAct, routeAct } from './routing.ts';
import {
  drawVisitAct,
  fulfilOrderAct,
  liftOrderAct,
  orderAct,
  pauseAct,
  resumeAct,
  signOrderAct,
  startClockAct,
  visitAct,
} from './supervision.ts';
import { acceptAct, assignAct, bounceAct, doneAct, objectAct, refuseAct, settleAct, unassignAct } from './tasks.ts';

/** Everything that people can do to a case, by name; the platform's own acts (tick, close, recount, merge) are not among them. */
export const acts: ReadonlyMap<string, Act> = new Map(
  [
    routeAct,
    addTaskAct,
    editAct,
    noteAct,
    parentAct,
    acceptAct,
    bounceAct,
    objectAct,
    settleAct,
    assignAct,
    unassignAct,
    doneAct,
    refuseAct,
    progressAct,
    cannotAct,
    amendAct,
    answerAct,
    confirmAct,
    disputeAct,
    reworkAct,
    appealAct,
    decideAppealAct,
    pauseAct,
    resumeAct,
    startClockAct,
    orderAct,
    signOrderAct,
    fulfilOrderAct,
    liftOrderAct,
    drawVisitAct,
    visitAct,
  ].map((act) => [act.name, act]),
);
