#!/usr/bin/env node
/**
 * Works the published case figures out of the published log again, without trusting whoever published them. One file, no dependencies,
 * Node.js >= 18.
 *
 *   node recompute-statistics.mjs https://district.example/open/log/2026-10.ndjson.gz https://district.example/open/statistics/2026-10.json
 *   node recompute-statistics.mjs 2026-10.ndjson.gz 2026-10.json     the same from downloaded files
 *   node recompute-statistics.mjs 2026-10.ndjson.gz                  prints the figures
 *   node recompute-statistics.mjs --draw visits-2026-10.json [CODE]  checks a draw of return visits, and whether a case was in it
 *
 * The two texts must be the same byte for byte: canonical JSON (RFC 8785) with a line feed. Rates are quotients of whole numbers, rounded
 * half to even at the fourth place; medians and ninth deciles are by nearest rank; times are in open seconds of the deadline's calendar.
 *
 * Exit status: 0 everything holds, 1 a difference was found, 2 the program could not run.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';

class Difference extends Error {}

main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof Difference ? `DIFFERENCE: ${error.message}` : `cannot recompute: ${error.message}`);
  process.exitCode = error instanceof Difference ? 1 : 2;
});

async function main(args) {
  if (args[0] === '--draw') return checkDraw(await read(args[1]), args[2]);
  const [source, published] = args;
  const period = /20\d\d-\d\d(?=\.ndjson(\.gz)?$)/.exec(basename(source ?? ''))?.[0];
  if (!period) throw new Error('usage: node recompute-statistics.mjs YYYY-MM.ndjson.gz|URL [YYYY-MM.json|URL], or --draw FILE|URL [CODE]');
  const bytes = await read(source);
  const figures = `${canonical(recompute(period, bytes[0] === 0x1f ? gunzipSync(bytes) : bytes))}\n`;
  if (!published) return process.stdout.write(figures);
  compare(figures, (await read(published)).toString('utf8'));
  console.log(`OK: every figure of ${period} follows from its log (sha256 ${sha256(figures)})`);
}

async function read(place) {
  if (!place) throw new Error('no file given');
  if (!/^https?:/.test(place)) return readFileSync(place);
  const reply = await fetch(place);
  if (!reply.ok) throw new Error(`${place} answered ${reply.status}`);
  return Buffer.from(await reply.arrayBuffer());
}

function compare(ours, theirs) {
  if (ours === theirs) return;
  const difference = firstDifference(JSON.parse(ours), JSON.parse(theirs), '');
  throw new Difference(difference ?? 'the figures are the same, but not written canonically');
}

function firstDifference(ours, theirs, path) {
  if (Object.is(ours, theirs)) return null;
  if (!ours || !theirs || typeof ours !== 'object' || typeof theirs !== 'object') {
    return `${path || '/'}: published ${JSON.stringify(theirs)}, recomputed ${JSON.stringify(ours)}`;
  }
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const found = firstDifference(ours[key], theirs[key], `${path}/${key}`);
    if (found) return found;
  }
  return null;
}

function recompute(period, log) {
  const lines = log.toString('utf8').split('\n').filter(Boolean).map(readLine);
  const groups = { category: new Map(), department: new Map(), town: new Map() };
  const all = newTally();
  for (const line of lines) {
    add(all, line);
    add(groupOf(groups.category, line.category), line);
    add(groupOf(groups.town, line.town), line);
    const about = [line, ...line.late, ...line.pauses, ...line.steps].map(({ department }) => department);
    for (const department of new Set(about)) add(groupOf(groups.department, department), shareOf(line, department));
  }
  const written = (map) => Object.fromEntries([...map].map(([name, tally]) => [name, figuresOf(tally)]));
  return {
    schema: 1,
    period,
    log: { cases: all.cases.size, lines: lines.length, sha256: sha256(log) },
    all: figuresOf(all),
    byCategory: written(groups.category),
    byDepartment: written(groups.department),
    byTown: written(groups.town),
  };
}

const FIELDS = ['act', 'case', 'category', 'clocks', 'department', 'late', 'pauses', 'result', 'steps', 'town'];

function readLine(text, at) {
  const line = JSON.parse(text);
  const keys = Object.keys(line).sort();
  if (keys.join() !== FIELDS.join()) throw new Difference(`line ${at + 1} of the log does not hold the fields ${FIELDS.join(', ')}`);
  if (canonical(line) !== text) throw new Difference(`line ${at + 1} of the log is not canonical JSON`);
  return line;
}

/** What of a line counts for a department: the act, if it is about it, and its own passed deadlines, halts and steps. */
function shareOf(line, department) {
  const own = (things) => things.filter((thing) => thing.department === department);
  const share = { ...line, late: own(line.late), pauses: own(line.pauses), steps: own(line.steps) };
  return line.department === department ? share : { ...share, act: '', clocks: [], result: null };
}

function groupOf(map, name) {
  if (!map.has(name)) map.set(name, newTally());
  return map.get(name);
}

function newTally() {
  return {
    cases: new Set(),
    counts: Object.fromEntries(COUNTS.map((name) => [name, 0])),
    seconds: { accept: [], finish: [], answer: [], decideAppeal: [] },
    steps: {},
  };
}

const COUNTS = [
  'opened',
  'accepted',
  'acceptedTimed',
  'acceptedOnTime',
  'bounced',
  'received',
  'finished',
  'finishedTimed',
  'finishedOnTime',
  'refused',
  'answered',
  'answeredTimed',
  'answeredOnTime',
  'confirmed',
  'unconfirmed',
  'disputed',
  'reacted',
  'closed',
  'appealed',
  'appealsDecided',
  'appealsUpheld',
  'merged',
  'pauses',
  'pausesEnded',
  'pauseSeconds',
  'breaches',
  'orders',
  'ordersSigned',
  'ordersSignedOnTime',
  'visitsDrawn',
  'visitsDone',
  'visitsReached',
  'visitsRated',
  'visitsSatisfied',
];

function add(tally, line) {
  const { counts, seconds, steps } = tally;
  tally.cases.add(line.case);
  for (const name of ACTS[line.act] ?? []) counts[name] += 1;
  const timed = TIMED[line.act];
  const clocks = timed ? line.clocks.filter(({ kind }) => kind === timed.kind) : [];
  if (clocks.length > 0) {
    counts[timed.of] += 1;
    if (clocks.every((clock) => clock.seconds <= clock.allowed)) counts[timed.onTime] += 1;
  }
  const span = SPANS[line.act];
  if (span) seconds[span.name].push(...line.clocks.filter(({ kind }) => kind === span.kind).map((clock) => clock.seconds));
  if (line.act === 'decide-appeal' && line.result === 'upheld') counts.appealsUpheld += 1;
  if (line.act === 'visit') addVisit(counts, line.result);
  counts.breaches += line.late.length;
  counts.pausesEnded += line.pauses.length;
  for (const pause of line.pauses) counts.pauseSeconds += pause.seconds;
  for (const { kind, percent } of line.steps) {
    steps[kind] ??= {};
    steps[kind][percent] = (steps[kind][percent] ?? 0) + 1;
  }
}

function addVisit(counts, result) {
  if (['reached', 'satisfied', 'dissatisfied'].includes(result)) counts.visitsReached += 1;
  if (['satisfied', 'dissatisfied'].includes(result)) counts.visitsRated += 1;
  if (result === 'satisfied') counts.visitsSatisfied += 1;
}

const ACTS = {
  open: ['opened'],
  accept: ['accepted', 'received'],
  bounce: ['bounced', 'received'],
  done: ['finished'],
  refuse: ['finished', 'refused'],
  answer: ['answered'],
  confirm: ['confirmed', 'reacted', 'closed'],
  close: ['unconfirmed', 'reacted', 'closed'],
  dispute: ['disputed', 'reacted'],
  appeal: ['appealed'],
  'decide-appeal': ['appealsDecided'],
  merge: ['merged'],
  pause: ['pauses'],
  order: ['orders'],
  'draw-visit': ['visitsDrawn'],
  visit: ['visitsDone'],
};

const FINISH = { kind: 'finish', of: 'finishedTimed', onTime: 'finishedOnTime' };
const SIGNED = { kind: 'supervision', of: 'ordersSigned', onTime: 'ordersSignedOnTime' };
const TIMED = {
  accept: { kind: 'sign-in', of: 'acceptedTimed', onTime: 'acceptedOnTime' },
  done: FINISH,
  refuse: FINISH,
  answer: { kind: 'answer', of: 'answeredTimed', onTime: 'answeredOnTime' },
  'sign-order': SIGNED,
  'fulfil-order': SIGNED,
};

const SPANS = {
  accept: { name: 'accept', kind: 'sign-in' },
  done: { name: 'finish', kind: 'finish' },
  refuse: { name: 'finish', kind: 'finish' },
  answer: { name: 'answer', kind: 'answer' },
  'decide-appeal': { name: 'decideAppeal', kind: 'appeal' },
};

const RATES = {
  answeredOnTime: 'answeredOnTime/answeredTimed',
  acceptedOnTime: 'acceptedOnTime/acceptedTimed',
  finishedOnTime: 'finishedOnTime/finishedTimed',
  confirmed: 'confirmed/reacted',
  unconfirmed: 'unconfirmed/reacted',
  disputed: 'disputed/reacted',
  appealed: 'appealed/closed',
  upheld: 'appealsUpheld/appealsDecided',
  bounced: 'bounced/received',
  refused: 'refused/finished',
  ordersSignedOnTime: 'ordersSignedOnTime/ordersSigned',
  visitsReached: 'visitsReached/visitsDone',
  visitsSatisfied: 'visitsSatisfied/visitsRated',
};

function figuresOf({ cases, counts, seconds, steps }) {
  const rates = Object.entries(RATES).map(([name, formula]) => {
    const [over, of] = formula.split('/');
    return [name, { numerator: counts[over], denominator: counts[of], of, value: quotient(counts[over], counts[of]) }];
  });
  const spread = (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    return { count: sorted.length, median: ranked(sorted, 50), p90: ranked(sorted, 90) };
  };
  return {
    cases: cases.size,
    counts,
    rates: Object.fromEntries(rates),
    seconds: Object.fromEntries(Object.entries(seconds).map(([name, values]) => [name, spread(values)])),
    steps,
  };
}

/** Four places, half to even: the remainder is compared with half of the divisor, in whole numbers. */
function quotient(over, of) {
  if (of === 0) return null;
  const [whole, rest] = [BigInt(over * 10_000) / BigInt(of), BigInt(over * 10_000) % BigInt(of)];
  const twice = rest * 2n;
  const rounded = twice > BigInt(of) || (twice === BigInt(of) && whole % 2n === 1n) ? whole + 1n : whole;
  return `${rounded / 10_000n}.${String(rounded % 10_000n).padStart(4, '0')}`;
}

/** The smallest value that at least so many percent do not exceed. */
function ranked(sorted, percent) {
  return sorted.length === 0 ? null : sorted[Math.ceil((percent * sorted.length) / 100) - 1];
}

/** RFC 8785 for what stands in these files: objects, lists, texts, whole numbers and null. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

function checkDraw(bytes, code) {
  const { period, seed, share, population, drawn, ranks } = JSON.parse(bytes.toString('utf8'));
  if (`${canonical(JSON.parse(bytes.toString('utf8')))}\n` !== bytes.toString('utf8'))
    throw new Difference('the draw is not canonical JSON');
  if (ranks.length !== population) throw new Difference(`${ranks.length} ranks for a population of ${population}`);
  if (ranks.some((rank, at) => at > 0 && rank <= ranks[at - 1])) throw new Difference('the ranks are not in order');
  const expected = Math.min(population, Math.ceil((population * share.numerator) / share.denominator));
  if (drawn !== expected)
    throw new Difference(`${drawn} were drawn, ${share.numerator}/${share.denominator} of ${population} are ${expected}`);
  console.log(`OK: ${drawn} of ${population} cases closed in ${period} were drawn by the seed ${seed}`);
  if (code) console.log(whereIs(ranks, drawn, sha256(`${seed}:${code.toUpperCase().replace(/[\s-]/g, '')}`)));
}

function whereIs(ranks, drawn, rank) {
  const at = ranks.indexOf(rank);
  if (at < 0) return 'This case was not among those that could be drawn.';
  return `This case has rank ${at + 1} of ${ranks.length}: ${at < drawn ? 'it was drawn' : 'it was not drawn'}.`;
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
