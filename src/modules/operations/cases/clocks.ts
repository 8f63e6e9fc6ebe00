import { type Calendar, type Clock, type ClockReading, escalationAt, readClock } from '#kernel';

import { operationsErrors } from '../errors.ts';
import type { ClockKind, Policy } from '../policies/facts.ts';
import { secondsOf } from '../policies/policies.ts';
import type { ClockFields, PauseFields } from './change.ts';
import type { Scene } from './scene.ts';

/** What an act does to clocks, by their id. */
export type ClockPatches = Record<string, Partial<ClockFields>>;

/** Starts a clock of the case's policy now. */
export function started({ newId, now, moment, policy, facts }: Scene, kind: ClockKind, taskId: string | null = null): ClockPatches {
  const terms = termsOf(policy, kind, facts.calendar, facts.policies.version);
  const { binding, ladder } = policy.clocks[kind];
  const state = { since: moment(now), taskId, kind, usedSeconds: 0, stoppedAt: null, breachedAt: null, pauses: [], told: [] };
  return { [newId()]: { ...state, ...terms, binding, ladder } };
}

/** Stops the running clocks that `which` names; one that ran too long keeps when it did. */
export function stopped(scene: Scene, which: (clock: ClockFields) => boolean): ClockPatches {
  const running = Object.entries(scene.case.clocks).filter(([, clock]) => clock.stoppedAt === null && which(clock));
  return Object.fromEntries(running.map(([id, clock]) => [id, stop(scene, clock)]));
}

function stop({ facts, now, moment }: Scene, clock: ClockFields): Partial<ClockFields> {
  const reading = readingOf(clock, facts.calendar, now);
  const pauses = clock.pauses.map((pause) => ({ ...pause, to: pause.to ?? moment(now) }));
  const late = clock.binding && !reading.onTime && clock.breachedAt === null;
  return {
    stoppedAt: moment(now),
    ...(clock.pauses.some(({ to }) => to === null) && { pauses }),
    ...(late && { breachedAt: moment(reading.dueAt ?? now) }),
  };
}

/**
 * Puts the running clocks under another policy, each as its rule says: keep, restart or carry.
 * Clocks of kinds that run for a task keep their task.
 */
export function underPolicy(scene: Scene, policy: Policy): ClockPatches {
  const { facts, now, moment } = scene;
  const running = Object.entries(scene.case.clocks).filter(([, { stoppedAt, policy: old }]) => stoppedAt === null && old !== policy.key);
  const patches = running.flatMap(([id, clock]) => {
    const { onChange, ladder } = policy.clocks[clock.kind as ClockKind];
    if (onChange === 'keep') return [];
    const usedSeconds = onChange === 'carry' ? readingOf(clock, facts.calendar, now).activeSeconds : 0;
    const pauses = clock.pauses.filter(({ to }) => to === null || to > moment(now));
    const terms = termsOf(policy, clock.kind as ClockKind, facts.calendar, facts.policies.version);
    return [[id, { ...terms, since: moment(now), usedSeconds, pauses, ladder, told: [], breachedAt: null }] as const];
  });
  return Object.fromEntries(patches);
}

/** Halts a clock for a reason that its policy allows. @throws operations.clockStopped, operations.pausedAlready, operations.evidenceNeeded */
export function paused(scene: Scene, id: string, code: string, evidence: string | null): ClockPatches {
  const clock = runningClock(scene, id);
  const rule = scene.facts.policies.pauseCodes[code];
  const allowed = scene.facts.policies.policies.find(({ key }) => key === clock.policy)?.pauses ?? [];
  if (!rule || !allowed.includes(code)) throw operationsErrors.unknownPauseCode({ code, known: allowed });
  if (rule.evidence && !evidence) throw operationsErrors.evidenceNeeded({ code });
  if (openPause(clock)) throw operationsErrors.pausedAlready();
  const pause: PauseFields = { id: scene.newId(), from: scene.moment(scene.now), to: null, code, evidence };
  return { [id]: { pauses: [...clock.pauses, pause] } };
}

/** Lets a clock go on. @throws operations.notPaused */
export function resumed(scene: Scene, id: string): ClockPatches {
  const clock = runningClock(scene, id);
  if (!openPause(clock)) throw operationsErrors.notPaused();
  return { [id]: { pauses: clock.pauses.map((pause) => (pause.to ? pause : { ...pause, to: scene.moment(scene.now) })) } };
}

/** The pause that lasts, if one does. */
export function openPause({ pauses }: ClockFields): PauseFields | undefined {
  return pauses.find(({ to }) => to === null);
}

/** When the longest that a lasting pause may be has passed; null when nothing is paused. */
export function pauseEnds({ facts }: Pick<Scene, 'facts'>, clock: ClockFields): Date | null {
  const pause = openPause(clock);
  const rule = pause && facts.policies.pauseCodes[pause.code];
  if (!pause || !rule) return null;
  const calendar = facts.calendar(clock.calendar);
  return calendar.add(new Date(pause.from), secondsOf(rule.maximum, calendar));
}

/** A clock of the log as the calendar knows it. */
export function clockOf(fields: ClockFields, calendar: (name: string) => Calendar): Clock {
  return {
    calendar: calendar(fields.calendar),
    allowedSeconds: fields.allowedSeconds,
    usedSeconds: fields.usedSeconds,
    startedAt: new Date(fields.since),
    stoppedAt: fields.stoppedAt === null ? null : new Date(fields.stoppedAt),
    pauses: fields.pauses.map(({ from, to }) => ({ from: new Date(from), to: to === null ? null : new Date(to) })),
  };
}

/** What a clock shows at a moment. */
export function readingOf(fields: ClockFields, calendar: (name: string) => Calendar, at: Date): ClockReading {
  return readClock(clockOf(fields, calendar), at);
}

/** When somebody has to look at a clock again: the next step of its ladder, its end, or the end of the longest pause; null when never. */
export function nextLook(fields: ClockFields, scene: Pick<Scene, 'facts'>, at: Date): Date | null {
  if (fields.stoppedAt !== null) return null;
  if (openPause(fields)) return pauseEnds(scene, fields);
  const clock = clockOf(fields, scene.facts.calendar);
  const due = readClock(clock, at).dueAt;
  if (!fields.binding) return due;
  const steps = fields.ladder.filter((step) => !fields.told.includes(step)).map((step) => escalationAt(clock, step, at));
  const breach = fields.breachedAt === null && due ? [clock.calendar.nextOpening(due)] : [];
  const moments = [...steps, ...breach].flatMap((moment) => (moment ? [moment.getTime()] : []));
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

function runningClock({ case: { clocks } }: Scene, id: string): ClockFields {
  const clock = clocks[id];
  if (!clock) throw operationsErrors.noClock();
  if (clock.stoppedAt !== null) throw operationsErrors.clockStopped();
  return clock;
}

function termsOf(policy: Policy, kind: ClockKind, calendarOf: (name: string) => Calendar, policyVersion: string) {
  const { duration, calendar: name } = policy.clocks[kind];
  const calendar = calendarOf(name);
  return {
    policy: policy.key,
    policyVersion,
    calendar: name,
    calendarVersion: calendar.version,
    allowedSeconds: secondsOf(duration, calendar),
  };
}
