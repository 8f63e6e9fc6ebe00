import type { PublicLine } from './log-line.ts';
import { type Rate, rateOf, type Spread, spreadOf } from './rates.ts';

/** The figures of one group of lines. */
export interface Figures {
  readonly cases: number;
  readonly counts: Readonly<Record<CountName, number>>;
  readonly rates: Readonly<Record<RateName, Rate>>;
  /** Open seconds used, by what they were used for. */
  readonly seconds: Readonly<Record<SpanName, Spread>>;
  /** Steps of the ladder that clocks reached: kind, percent of the allowance, how often. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** All published figures of a month: a function of its log and of nothing else. */
export interface Statistics {
  readonly schema: 1;
  readonly period: string;
  readonly log: { readonly cases: number; readonly lines: number; readonly sha256: string };
  readonly all: Figures;
  readonly byCategory: Readonly<Record<string, Figures>>;
  readonly byDepartment: Readonly<Record<string, Figures>>;
  readonly byTown: Readonly<Record<string, Figures>>;
}

/** Works a month's figures out of its published log. @param sha256 hash of the log's bytes */
export function statisticsOf(period: string, lines: readonly PublicLine[], sha256: string): Statistics {
  const all = figuresOf(lines);
  const by = (key: 'category' | 'town') => groupsOf(lines, key);
  return {
    schema: 1,
    period,
    log: { cases: all.cases, lines: lines.length, sha256 },
    all,
    byCategory: by('category'),
    byDepartment: byDepartment(lines),
    byTown: by('town'),
  };
}

function groupsOf(lines: readonly PublicLine[], key: 'category' | 'town'): Record<string, Figures> {
  const names = [...new Set(lines.map((line) => line[key]))];
  return Object.fromEntries(names.map((name) => [name, figuresOf(lines.filter((line) => line[key] === name))]));
}

/** An act counts for the department it is about; a passed deadline, a step and a halt for the department whose clock it was. */
function byDepartment(lines: readonly PublicLine[]): Record<string, Figures> {
  const own = (line: PublicLine) => [line, ...line.late, ...line.pauses, ...line.steps].map(({ department }) => department);
  const names = [...new Set(lines.flatMap(own))];
  return Object.fromEntries(names.map((name) => [name, figuresOf(lines.flatMap((line) => partOf(line, name)))]));
}

/** A line as far as it is about a department. */
function partOf(line: PublicLine, name: string): PublicLine[] {
  const of = <Thing extends { department: string }>(things: readonly Thing[]) => things.filter(({ department }) => department === name);
  const part = { late: of(line.late), pauses: of(line.pauses), steps: of(line.steps) };
  if (line.department === name) return [{ ...line, ...part }];
  const any = part.late.length + part.pauses.length + part.steps.length > 0;
  return any ? [{ ...line, ...part, act: 'clock', clocks: [], result: null }] : [];
}

function figuresOf(lines: readonly PublicLine[]): Figures {
  const counts = Object.fromEntries(Object.entries(COUNTS).map(([name, count]) => [name, sum(lines, count)])) as Figures['counts'];
  return {
    cases: new Set(lines.map((line) => line.case)).size,
    counts,
    rates: Object.fromEntries(
      Object.entries(RATES).map(([name, [numerator, of]]) => [name, rateOf(counts[numerator], counts[of], of)]),
    ) as Figures['rates'],
    seconds: Object.fromEntries(
      Object.entries(SPANS).map(([name, [acts, kind]]) => [name, spreadOf(secondsOf(lines, acts, kind))]),
    ) as Figures['seconds'],
    steps: stepsOf(lines),
  };
}

const is =
  (...acts: string[]) =>
  ({ act }: PublicLine) =>
    acts.includes(act) ? 1 : 0;
const ends =
  (act: string, ...results: string[]) =>
  (line: PublicLine) =>
    line.act === act && results.includes(line.result ?? '') ? 1 : 0;
const timed =
  (kind: string, ...acts: string[]) =>
  ({ act, clocks }: PublicLine) =>
    acts.includes(act) && clocks.some((clock) => clock.kind === kind) ? 1 : 0;
const inTime =
  (kind: string, ...acts: string[]) =>
  (line: PublicLine) =>
    timed(kind, ...acts)(line) && line.clocks.every((clock) => clock.kind !== kind || clock.seconds <= clock.allowed) ? 1 : 0;

/** What each line adds to each count. */
const COUNTS = {
  opened: is('open'),
  accepted: is('accept'),
  acceptedTimed: timed('sign-in', 'accept'),
  acceptedOnTime: inTime('sign-in', 'accept'),
  bounced: is('bounce'),
  received: is('accept', 'bounce'),
  finished: is('done', 'refuse'),
  finishedTimed: timed('finish', 'done', 'refuse'),
  finishedOnTime: inTime('finish', 'done', 'refuse'),
  refused: is('refuse'),
  answered: is('answer'),
  answeredTimed: timed('answer', 'answer'),
  answeredOnTime: inTime('answer', 'answer'),
  confirmed: is('confirm'),
  unconfirmed: is('close'),
  disputed: is('dispute'),
  reacted: is('confirm', 'close', 'dispute'),
  closed: is('confirm', 'close'),
  appealed: is('appeal'),
  appealsDecided: is('decide-appeal'),
  appealsUpheld: ends('decide-appeal', 'upheld'),
  merged: is('merge'),
  pauses: is('pause'),
  pausesEnded: ({ pauses }: PublicLine) => pauses.length,
  pauseSeconds: ({ pauses }: PublicLine) => pauses.reduce((total, { seconds }) => total + seconds, 0),
  breaches: ({ late }: PublicLine) => late.length,
  orders: is('order'),
  ordersSigned: timed('supervision', 'sign-order', 'fulfil-order'),
  ordersSignedOnTime: inTime('supervision', 'sign-order', 'fulfil-order'),
  visitsDrawn: is('draw-visit'),
  visitsDone: is('visit'),
  visitsReached: ends('visit', 'reached', 'satisfied', 'dissatisfied'),
  visitsRated: ends('visit', 'satisfied', 'dissatisfied'),
  visitsSatisfied: ends('visit', 'satisfied'),
} satisfies Record<string, (line: PublicLine) => number>;
export type CountName = keyof typeof COUNTS;

/** Each rate: what is counted, and of what. */
export const RATES = {
  answeredOnTime: ['answeredOnTime', 'answeredTimed'],
  acceptedOnTime: ['acceptedOnTime', 'acceptedTimed'],
  finishedOnTime: ['finishedOnTime', 'finishedTimed'],
  confirmed: ['confirmed', 'reacted'],
  unconfirmed: ['unconfirmed', 'reacted'],
  disputed: ['disputed', 'reacted'],
  appealed: ['appealed', 'closed'],
  upheld: ['appealsUpheld', 'appealsDecided'],
  bounced: ['bounced', 'received'],
  refused: ['refused', 'finished'],
  ordersSignedOnTime: ['ordersSignedOnTime', 'ordersSigned'],
  visitsReached: ['visitsReached', 'visitsDone'],
  visitsSatisfied: ['visitsSatisfied', 'visitsRated'],
} as const satisfies Record<string, readonly [CountName, CountName]>;
export type RateName = keyof typeof RATES;

/** Each span: which acts end it, and the kind of clock that counted it. */
const SPANS = {
  accept: [['accept'], 'sign-in'],
  finish: [['done', 'refuse'], 'finish'],
  answer: [['answer'], 'answer'],
  decideAppeal: [['decide-appeal'], 'appeal'],
} as const satisfies Record<string, readonly [readonly string[], string]>;
export type SpanName = keyof typeof SPANS;

function sum(lines: readonly PublicLine[], count: (line: PublicLine) => number): number {
  return lines.reduce((total, line) => total + count(line), 0);
}

function secondsOf(lines: readonly PublicLine[], acts: readonly string[], kind: string): number[] {
  return lines
    .filter(({ act }) => acts.includes(act))
    .flatMap(({ clocks }) => clocks.filter((clock) => clock.kind === kind).map(({ seconds }) => seconds));
}

function stepsOf(lines: readonly PublicLine[]): Record<string, Record<string, number>> {
  const steps: Record<string, Record<string, number>> = {};
  for (const { kind, percent } of lines.flatMap((line) => line.steps)) {
    const reached = steps[kind] ?? {};
    steps[kind] = reached;
    reached[percent] = (reached[percent] ?? 0) + 1;
  }
  return steps;
}
