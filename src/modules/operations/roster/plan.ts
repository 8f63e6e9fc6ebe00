import type { DispatchFacts } from '../dispatch/facts.ts';

/** What one kind of shift needs on every day of a roster. */
export interface Need {
  readonly kind: string;
  readonly people: number;
  /** How many of them must have a skill, by skill. */
  readonly skills: Readonly<Record<string, number>>;
}
export type Needs = readonly Need[];

/** A stretch of time, half-open, in milliseconds since 1970. */
export type Span = readonly [from: number, to: number];

/** One shift to be filled. `dayNumber` counts days from the first of the roster, 0 upwards. */
export interface Slot extends Need {
  readonly day: string;
  readonly dayNumber: number;
  readonly span: Span;
  readonly night: boolean;
}

/** Somebody who can be planned. */
export interface Planned {
  readonly id: string;
  readonly skills: readonly string[];
  /** Granted leave. */
  readonly away: readonly Span[];
  /** Shifts they have already, outside this roster; `dayNumber` as for slots, below 0 before it begins. */
  readonly busy: readonly { readonly span: Span; readonly dayNumber: number; readonly night: boolean }[];
  /** Nights in the time that is remembered. */
  readonly nights: number;
}

/** Everything a plan depends on. */
export interface PlanQuestion {
  readonly slots: readonly Slot[];
  readonly people: readonly Planned[];
  readonly rules: Pick<DispatchFacts['roster'], 'restHours' | 'hoursInSevenDays' | 'nightsInRow' | 'penalties' | 'solver'>;
}

/** A shift that cannot be filled: how many people are missing, or how many with a skill. */
export interface Gap {
  readonly day: string;
  readonly kind: string;
  readonly missing: number;
  readonly skill: string | null;
}

/** How a plan came out. */
export interface PlanOutcome {
  readonly gaps: readonly Gap[];
  /** Most nights of anybody less fewest, in the time that is remembered. */
  readonly nightSpread: number;
  /** False when the time was over before the solver could prove the plan to be within the allowed distance of the best. */
  readonly proven: boolean;
  readonly seconds: number;
}

/** Who works which slot, and how it came out. */
export interface PlanAnswer extends PlanOutcome {
  readonly shifts: readonly { readonly slot: number; readonly personId: string }[];
}

const HOUR = 3_600_000;
const WEEK_DAYS = 7;

/** The plan as a mixed-integer programme in CPLEX LP text: `x` a person in a slot, `g` people missing, `k` people with a skill missing. */
export function planModel(question: PlanQuestion): string {
  const { slots, people, rules } = question;
  const mine = people.map((person) => slots.flatMap((slot, s) => (canWork(person, slot, rules.restHours) ? [s] : [])));
  const rows = [
    ...slots.flatMap((_, s) => coverRows(question, mine, s)),
    ...people.flatMap((_, p) => [...restRows(question, mine, p), ...hourRows(question, mine, p), ...nightRows(question, mine, p)]),
    ...people.flatMap((_, p) => spreadRows(question, mine, p)),
  ];
  const binaries = people.flatMap((_, p) => (mine[p] ?? []).map((s) => x(p, s)));
  const whole = slots.flatMap((slot, s) => [`g${s}`, ...Object.keys(slot.skills).map((_skill, k) => `k${s}_${k}`)]);
  return [
    'Minimize',
    ` cost: ${sum(costTerms(question))}`,
    'Subject To',
    ...rows.map((row, index) => ` r${index}: ${row}`),
    ' r_end: zero = 0',
    ...(people.every(({ away }) => away.length > 0) ? [' r_n: nmin - nmax <= 0', ' r_h: hmin - hmax <= 0'] : []),
    'Binaries',
    ...binaries.map((name) => ` ${name}`),
    'Generals',
    ...[...whole, 'nmin', 'nmax', 'hmin', 'hmax'].map((name) => ` ${name}`),
    'End',
  ].join('\n');
}

/** Reads the solver's values back. */
export function readPlan(
  { slots, people }: PlanQuestion,
  solved: (name: string) => number,
): Pick<PlanAnswer, 'shifts' | 'gaps' | 'nightSpread'> {
  const shifts = slots.flatMap((_, slot) =>
    people.flatMap(({ id }, p) => (Math.round(solved(x(p, slot))) === 1 ? [{ slot, personId: id }] : [])),
  );
  return { shifts, gaps: gapsOf(slots, people, shifts), nightSpread: nightSpreadOf(slots, people, shifts) };
}

/** Whether somebody could work a slot, leave and shifts outside the roster considered. */
export function canWork({ away, busy }: Pick<Planned, 'away' | 'busy'>, { span }: Pick<Slot, 'span'>, restHours: number): boolean {
  return !away.some((leave) => meets(leave, span, 0)) && !busy.some((other) => meets(other.span, span, restHours * HOUR));
}

/** Whether two stretches overlap or leave less than `rest` milliseconds between them. */
export function meets(one: Span, other: Span, rest: number): boolean {
  return one[0] < other[1] + rest && other[0] < one[1] + rest;
}

/** What is missing, counted from the shifts themselves and not from the solver's slack. */
function gapsOf(slots: readonly Slot[], people: readonly Planned[], shifts: PlanAnswer['shifts']): Gap[] {
  const skillsOf = new Map(people.map(({ id, skills }) => [id, skills]));
  return slots.flatMap(({ day, kind, people: needed, skills }, index) => {
    const there = shifts.filter(({ slot }) => slot === index).map(({ personId }) => skillsOf.get(personId) ?? []);
    const missing = { skill: null, missing: needed - there.length };
    const lacking = Object.entries(skills).map(([skill, count]) => ({
      skill,
      missing: count - there.filter((list) => list.includes(skill)).length,
    }));
    return [missing, ...lacking].filter((gap) => gap.missing > 0).map((gap) => ({ day, kind, ...gap }));
  });
}

function nightSpreadOf(slots: readonly Slot[], people: readonly Planned[], shifts: PlanAnswer['shifts']): number {
  const counts = people.map(
    ({ id, nights }) => nights + shifts.filter(({ slot, personId }) => personId === id && slots[slot]?.night).length,
  );
  return counts.length === 0 ? 0 : Math.max(...counts) - Math.min(...counts);
}

function costTerms({ slots, rules: { penalties } }: PlanQuestion): string[] {
  const missing = slots.flatMap(({ skills }, s) => [
    `${penalties.person} g${s}`,
    ...Object.keys(skills).map((_, k) => `${penalties.skill} k${s}_${k}`),
  ]);
  const { nightSpread, hourSpread } = penalties;
  const hours = hourSpread * unitOf(slots);
  return [...missing, `${nightSpread} nmax - ${nightSpread} nmin`, `${hours} hmax - ${hours} hmin`, '0 zero'];
}

/** Enough people, and among them enough with each skill; what is missing goes into the slack that names the gap. */
function coverRows({ slots, people }: PlanQuestion, mine: readonly (readonly number[])[], s: number): string[] {
  const slot = slots[s] as Slot;
  const able = people.flatMap((person, p) => (mine[p]?.includes(s) ? [{ person, name: x(p, s) }] : []));
  const skilled = Object.entries(slot.skills).map(([skill, count], k) => {
    const names = able.filter(({ person }) => person.skills.includes(skill)).map(({ name }) => name);
    return `${sum([...names, `k${s}_${k}`])} >= ${count}`;
  });
  return [`${sum([...able.map(({ name }) => name), `g${s}`])} = ${slot.people}`, ...skilled];
}

/** Slots that are too near to each other share a moment when each is made longer by the rest; one row for each such moment is enough. */
function restRows({ slots, rules }: PlanQuestion, mine: readonly (readonly number[])[], p: number): string[] {
  const groups = (mine[p] ?? []).map((s) => {
    const moment = (slots[s] as Slot).span[0];
    return (mine[p] ?? []).filter((t) => covers((slots[t] as Slot).span, moment, rules.restHours * HOUR));
  });
  return [...new Set(groups.filter(({ length }) => length > 1).map((group) => sum(group.map((s) => x(p, s)))))].map((row) => `${row} <= 1`);
}

function covers([from, to]: Span, moment: number, rest: number): boolean {
  return from <= moment && moment < to + rest;
}

/** No seven days in a row hold more hours than allowed. */
function hourRows({ slots, people, rules }: PlanQuestion, mine: readonly (readonly number[])[], p: number): string[] {
  return windows(slots, WEEK_DAYS).flatMap((inside) => {
    const terms = (mine[p] ?? []).flatMap((s) => (inside(slots[s] as Slot) ? [`${hoursOf(slots[s] as Slot)} ${x(p, s)}`] : []));
    const fixed = (people[p]?.busy ?? []).filter(inside).reduce((total, shift) => total + hoursOf(shift), 0);
    return terms.length === 0 ? [] : [`${sum(terms)} <= ${Math.max(0, rules.hoursInSevenDays - fixed)}`];
  });
}

/** Never more nights in a row than allowed. */
function nightRows({ slots, people, rules }: PlanQuestion, mine: readonly (readonly number[])[], p: number): string[] {
  return windows(slots, rules.nightsInRow + 1).flatMap((inside) => {
    const terms = (mine[p] ?? []).flatMap((s) => ((slots[s] as Slot).night && inside(slots[s] as Slot) ? [x(p, s)] : []));
    const fixed = (people[p]?.busy ?? []).filter((other) => other.night && inside(other)).length;
    return terms.length === 0 ? [] : [`${sum(terms)} <= ${Math.max(0, rules.nightsInRow - fixed)}`];
  });
}

/** Windows of so many days, from those that only end in the roster to those that only begin in it. */
function windows(slots: readonly Slot[], days: number): ((at: { readonly dayNumber: number }) => boolean)[] {
  const last = Math.max(0, ...slots.map(({ dayNumber }) => dayNumber));
  return Array.from({ length: last + days }, (_, index) => {
    const first = index - days + 1;
    return ({ dayNumber }) => dayNumber >= first && dayNumber < first + days;
  });
}

/** Nights and hours of everybody lie between the least and the most; who is on leave does not pull the least down. */
function spreadRows({ slots, people }: PlanQuestion, mine: readonly (readonly number[])[], p: number): string[] {
  const own = mine[p] ?? [];
  const nights = own.filter((s) => (slots[s] as Slot).night).map((s) => x(p, s));
  const unit = unitOf(slots);
  const hours = own.map((s) => `${Math.round(hoursOf(slots[s] as Slot) / unit)} ${x(p, s)}`);
  const { nights: before = 0, away = [] } = people[p] ?? {};
  const bounds = (terms: readonly string[], kind: string, offset: number) => [
    `${sum([...terms, 'zero'])} - ${kind}max <= ${-offset}`,
    ...(away.length === 0 ? [`${sum([...terms, 'zero'])} - ${kind}min >= ${-offset}`] : []),
  ];
  return [...bounds(nights, 'n', before), ...bounds(hours, 'h', 0)];
}

/** The longest stretch, in hours, of which every shift is a multiple: whole numbers of it let the solver prove its plan much sooner. */
function unitOf(slots: readonly Slot[]): number {
  const common = (one: number, other: number): number => (other === 0 ? one : common(other, one % other));
  return slots.reduce((unit, slot) => common(unit, Math.round(hoursOf(slot) * 60)), 0) / 60;
}

function hoursOf({ span: [from, to] }: { readonly span: Span }): number {
  return (to - from) / HOUR;
}

function x(person: number, slot: number): string {
  return `x${person}_${slot}`;
}

/** Readers of the format accept lines of 560 characters, so each term gets its own. */
function sum(terms: readonly string[]): string {
  return terms.join('\n + ');
}
