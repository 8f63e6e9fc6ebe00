import assert from 'node:assert/strict';

import { calendarFile, openCalendar, openProfile, SYSTEM } from '#kernel';

import { policiesFile } from '../../policies/facts.ts';
import { acts } from '../acts/index.ts';
import { absorbing, mergedAct } from '../acts/merging.ts';
import type { CaseFields, Change } from '../change.ts';
import { readingOf, started } from '../clocks.ts';
import { type Facts, factsOf } from '../facts.ts';
import { type CaseRecord, fold, type LogLine } from '../fold.ts';
import { policyOf, type Scene, sceneOf } from '../scene.ts';
import { minutesOf } from './minutes.ts';
import { type Terms, ToldCase, type ToldClock } from './told.ts';

const MINUTE = 60_000;
const DAYS = 60;
/** Around each: a spring festival with its make-up days, a national day with its own, plain weeks, a year's turn. */
const SEASONS = ['2026-02-06', '2025-09-22', '2026-03-20', '2025-12-20'];
const LEVELS = ['urgent', 'utilities', 'normal', 'hard'] as const;
const CATEGORY = 'appearance.litter';
const DEPARTMENTS = ['urban-management', 'housing-construction', 'transport'];

const profile = openProfile(new URL('../../../../../profiles/zhejiang/', import.meta.url));
const facts: Facts = factsOf({ profile });

/** Terms of the profile in minutes, worked out without the kernel's clocks. */
function termsOf(policy: string, kind: string): Terms {
  const rule = profile(policiesFile).policies.find(({ key }) => key === policy)?.clocks[kind as 'answer'];
  assert.ok(rule);
  const { duration, calendar, onChange } = rule;
  const office = 7 * 60; // 08:30-12:00 and 14:00-17:30
  const allowed = 'minutes' in duration ? duration.minutes : 'hours' in duration ? duration.hours * 60 : duration.workingDays * office;
  return { allowed, calendar, onChange };
}

/** One case twice: its log, and the same told in minutes. */
interface Twin {
  readonly id: string;
  lines: LogLine[];
  told: ToldCase;
  tasks: { id: string; number: number; state: 'offered' | 'accepted' | 'done' }[];
}

/**
 * Lets two cases live random lives (accepting, finishing, pausing, another policy, undoing, a merge and its undoing) and compares every
 * clock with one that is told in minutes and walked minute by minute. Seeded; @throws with seed and number of the first that differs
 */
export function compareHistories(count: number, seed: number): void {
  const seasons = SEASONS.map((day) => new Map(['office', 'always'].map((name) => [name, minutesOf(profile, name, day, DAYS * 2)])));
  for (let number = 0; number < count; number += 1) {
    const random = source(seed + number);
    try {
      live(random, seasons[number % SEASONS.length] as never, Date.parse(`${SEASONS[number % SEASONS.length]}T00:00:00Z`) / MINUTE);
    } catch (error) {
      throw new Error(`seed ${seed}, history ${number}: ${String(error)}`, { cause: error });
    }
  }
}

type Random = (below: number) => number;

function live(random: Random, minutes: ToldCase['minutes'], first: number): void {
  let now = first + random(3 * 1440);
  const twins = [born(random, minutes, now, 0), born(random, minutes, now, 1)] as [Twin, Twin];
  let merged: { lines: [number, number]; told: [ToldClock[], ToldClock[]] } | null = null;
  const steps = 3 + random(9);
  for (let step = 0; step < steps; step += 1) {
    now += random(4) === 0 ? random(4 * 1440) : random(300);
    if (merged) {
      if (random(3) === 0) merged = part(twins, merged, now);
      else act(random, twins[0], now, true);
    } else if (random(6) === 0) merged = join(twins, now);
    else act(random, twins[random(2)] as Twin, now, false);
    if (merged) compareEarlier(twins, now);
  }
  if (merged) part(twins, merged, now);
  const look = now + random(3 * 1440);
  for (const twin of twins) compare(twin, look);
}

function born(random: Random, minutes: ToldCase['minutes'], now: number, at: number): Twin {
  const level = LEVELS[random(4)] as string;
  const told = new ToldCase(level, termsOf, minutes);
  const fields = {
    code: '',
    state: 'routed',
    title: '',
    text: '',
    category: CATEGORY,
    level,
    town: null,
    place: null,
    lng: null,
    lat: null,
    asset: null,
    lead: DEPARTMENTS[at],
    source: 'desk',
    sourceRef: null,
    reporter: false,
    parentId: null,
    mergedInto: null,
    openedAt: '',
    result: null,
    answeredAt: null,
    closedAt: null,
    outcome: null,
  } as CaseFields;
  const twin: Twin = { id: `case-${at}`, lines: [], told, tasks: [] };
  const scene = { ...sceneOf({ id: twin.id, fields } as CaseRecord, facts, SYSTEM, date(now)), policy: policyOf(facts, CATEGORY, level) };
  write(twin, now, 'open', { set: fields, clocks: started(scene, 'answer') });
  told.start('answer', null, now);
  offer(twin, now, random);
  return twin;
}

function offer(twin: Twin, now: number, random: Random): void {
  const change = decide(twin, now, 'add-task', { department: DEPARTMENTS[random(3)], title: 'part' });
  const [id] = Object.keys(change.tasks ?? {});
  twin.tasks.push({ id: id as string, number: twin.tasks.length, state: 'offered' });
  twin.told.start('sign-in', twin.tasks.length - 1, now);
}

/** Something happens to a case; while merged, only what outlives the merge. */
function act(random: Random, twin: Twin, now: number, whileMerged: boolean): void {
  const dice = random(7);
  const task = twin.tasks.find(({ state }) => state === (dice === 1 ? 'offered' : 'accepted'));
  if (dice === 0) offer(twin, now, random);
  else if (dice === 1 && task) accept(random, twin, now, task);
  else if (dice === 2 && task) finish(twin, now, task);
  else if (dice === 3 && !whileMerged) changeLevel(twin, now, LEVELS[random(4)] as string);
  else pauseOrResume(random, twin, now);
}

/** A department takes its part on; one time in four that was a slip. */
function accept(random: Random, twin: Twin, now: number, task: Twin['tasks'][number]): void {
  const { told } = twin;
  const kept = { clocks: told.copy(), rev: twin.lines.length + 1 };
  decide(twin, now, 'accept', { task: task.id });
  if (random(4) === 0) {
    write(twin, now, 'undo', { cancels: kept.rev });
    told.clocks = kept.clocks;
    return;
  }
  task.state = 'accepted';
  told.stop(now, ({ taskNumber }) => taskNumber === task.number);
  told.start('finish', task.number, now);
}

function finish(twin: Twin, now: number, task: Twin['tasks'][number]): void {
  decide(twin, now, 'done', { task: task.id, result: 'done' });
  task.state = 'done';
  twin.told.stop(now, ({ taskNumber }) => taskNumber === task.number);
}

function changeLevel(twin: Twin, now: number, level: string): void {
  decide(twin, now, 'edit', { level });
  twin.told.changePolicy(level, now);
}

function pauseOrResume(random: Random, twin: Twin, now: number): void {
  const record = fold(twin.id, twin.lines);
  const entries = Object.entries(record.clocks);
  const at = random(entries.length);
  const [id, clock] = entries[at] as (typeof entries)[number];
  const told = matching(
    twin,
    entries.map(([, one]) => one),
  )[at];
  if (!told || clock.stoppedAt !== null) return;
  const open = told.halts.some(({ to }) => to === null);
  decide(twin, now, open ? 'resume' : 'pause', open ? { clock: id } : { clock: id, code: 'weather', evidence: 'yellow warning' });
  if (open) twin.told.goOn(told, now);
  else twin.told.halt(told, now);
}

/** Told clocks in the order of the folded ones: both are kept in order of their beginning. */
function matching(twin: Twin, clocks: readonly { kind: string; taskId: string | null }[]): ToldClock[] {
  const left = [...twin.told.clocks];
  return clocks.map(({ kind, taskId }) => {
    const task = taskId === null ? null : (twin.tasks.find(({ id }) => id === taskId)?.number ?? -1);
    const found = left.findIndex((one) => one.kind === kind && one.taskNumber === task);
    return left.splice(found, 1)[0] as ToldClock;
  });
}

function join(twins: [Twin, Twin], now: number) {
  const [survivor, other] = twins;
  const told: [ToldClock[], ToldClock[]] = [survivor.told.copy(), other.told.copy()];
  const scene = sceneAt(survivor, now);
  write(survivor, now, 'absorb', absorbing(scene, fold(other.id, other.lines), null));
  write(other, now, 'merge', mergedAct.decide(sceneAt(other, now), { into: survivor.id } as never));
  const running = structuredClone(other.told.clocks.filter(({ stop, taskNumber }) => stop === null && taskNumber === null));
  survivor.told.clocks.push(...running);
  other.told.stop(now, () => true);
  return { lines: [survivor.lines.length, other.lines.length] as [number, number], told };
}

/** Afterwards the other's clocks are as if nothing had been, and of the survivor's only what the merge had brought is gone. */
function part(twins: [Twin, Twin], { lines, told }: { lines: [number, number]; told: [ToldClock[], ToldClock[]] }, now: number): null {
  const brought = twins[0].told.clocks.slice(told[0].length).filter(({ kind, taskNumber }) => kind === 'answer' && taskNumber === null);
  for (const [at, twin] of twins.entries()) write(twin, now, 'unmerge', { cancels: lines[at] as number });
  twins[0].told.clocks = twins[0].told.clocks.filter((clock) => !brought.includes(clock));
  twins[1].told.clocks = told[1];
  return null;
}

/** While merged, the earliest binding deadline of the survivor is not later than any the other brought. */
function compareEarlier([survivor]: [Twin, Twin], now: number): void {
  const record = fold(survivor.id, survivor.lines);
  assert.equal(Object.keys(record.clocks).length, survivor.told.clocks.length, 'the survivor holds its own clocks and those it took over');
  compare(survivor, now);
}

function compare(twin: Twin, at: number): void {
  const record = fold(twin.id, twin.lines);
  const clocks = Object.values(record.clocks);
  assert.equal(clocks.length, twin.told.clocks.length, 'number of clocks');
  for (const [index, told] of matching(twin, clocks).entries()) {
    const clock = clocks[index] as (typeof clocks)[number];
    const reading = readingOf(clock, facts.calendar, date(at));
    const active = twin.told.active(told, at);
    assert.equal(reading.activeSeconds, active * 60, `${clock.kind}: time used`);
    assert.equal(reading.onTime, active <= told.allowed, `${clock.kind}: on time`);
    assert.equal(reading.state === 'stopped', told.stop !== null, `${clock.kind}: stopped`);
    assert.equal(clock.calendarVersion, openCalendar(profile(calendarFile), told.calendar).version);
  }
}

function decide(twin: Twin, now: number, name: string, input: object): Change {
  const act = acts.get(name);
  assert.ok(act);
  const change = act.decide(sceneAt(twin, now), input as never);
  write(twin, now, name, change);
  return change;
}

function sceneAt(twin: Twin, now: number): Scene {
  return sceneOf(fold(twin.id, twin.lines), facts, SYSTEM, date(now));
}

function write(twin: Twin, now: number, name: string, fields: Change): void {
  twin.lines.push({ rev: twin.lines.length + 1, at: date(now), actorId: 'system', actorDepartment: null, act: name, fields });
}

const date = (minute: number) => new Date(minute * MINUTE);

/** Mulberry32, as whole numbers below a bound. */
function source(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
