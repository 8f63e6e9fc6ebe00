// Duplicates found in a dispatch log of the layout of San Francisco's calls for service: each row is a signal, sent over HTTP to a
// district of its own, and what the matcher says is held against the incident numbers that it never saw.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openTestDistrict, person } from '#kernel/testing';
import { operations } from '#module/operations';

import { readCsv } from '../../support/csv.ts';

type Row = Readonly<Record<string, string>>;
type Check = (name: string, ok: boolean, note?: string) => void;

const FILE = 'sf_fire_calls_sample.csv';
const SOURCE = 'neighbour-dispatch';

/** Call types of the log in the words of our category tree; one that is not listed is another matter of the fire brigade. */
const CATEGORIES: Readonly<Record<string, string>> = {
  'Medical Incident': 'medical.call',
  'Structure Fire': 'fire.building',
  'Outside Fire': 'fire.outdoor',
  'Vehicle Fire': 'fire.vehicle',
  'Train / Rail Fire': 'fire.vehicle',
  'Marine Fire': 'fire.vehicle',
  Alarms: 'fire.alarm',
  'Smoke Investigation (Outside)': 'fire.smoke',
  'Odor (Strange / Unknown)': 'fire.gas',
  'Gas Leak (Natural and LP Gases)': 'fire.gas',
  'Fuel Spill': 'fire.chemical',
  HazMat: 'fire.chemical',
  Explosion: 'fire.chemical',
  'Electrical Hazard': 'fire.electrical',
  'Elevator / Escalator Rescue': 'fire.trapped',
  'Confined Space / Structure Collapse': 'fire.trapped',
  'Extrication / Entrapped (Machinery, Vehicle)': 'fire.trapped',
  'Water Rescue': 'fire.water-rescue',
  'Citizen Assist / Service Call': 'fire.assist',
  'Traffic Collision': 'traffic.collision',
};
const OTHER = 'fire.other';

/** Runs the checks on `sf_fire_calls_sample.csv`, or on any other file of that name and layout. */
export async function signalChecks({ data, check }: { data: string; check: Check }): Promise<void> {
  const file = path.join(data, FILE);
  if (!existsSync(file)) return check('dispatch log', false, `${file} is not there`);
  const rows = readCsv(readFileSync(file, 'utf8'));
  const desk = person({ id: 'desk', permissions: ['operations:see', 'operations:intake', 'operations:dispatch', 'operations:sources'] });
  const machine = {
    ...person({ id: 'service:0198c7de-0000-7000-8000-0000000000aa', permissions: ['operations:send'] }),
    kind: 'service' as const,
  };
  const times = callTimes(rows);
  const district = await openTestDistrict({ modules: [operations], now: new Date(times[0] ?? 0) });
  try {
    const clerk = district.as(desk);
    await clerk('POST', '/api/sources', {
      key: SOURCE,
      title: { zh: '邻市调度记录', en: 'A neighbour’s dispatch log' },
      kind: 'feed', // a person answers every suggestion, so that each answer can be taken back
      senders: [machine.id],
      elsewhere: true,
    });
    const send = district.as(machine);
    const answers = [];
    for (const [at, row] of rows.entries()) {
      district.clock.now = new Date(times[at] as number);
      answers.push(await send('POST', '/api/signals', signalOf(row, at)));
    }
    const refused = answers.filter(({ status }) => status !== 200);
    check('every row of the dispatch log is taken in as a signal', refused.length === 0, refused[0]?.text ?? `${rows.length} rows`);
    const signals = answers.map(({ body }) => String(body.id));

    const before = await groupsOf(clerk, signals);
    const joined = await joinAll(clerk);
    const found = pairsWithin(await groupsOf(clerk, signals));
    const truth = pairsWithin(rows.map((row) => row['IncidentNumber'] ?? ''));
    const hits = [...found].filter((pair) => truth.has(pair)).length;
    const [precision, recall] = [hits / Math.max(1, found.size), hits / Math.max(1, truth.size)];
    const figures = `${rows.length} rows, ${truth.size} true pairs, ${found.size} found, ${hits} right: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`;
    check('pairs of one incident are found: precision at least 0.95', precision >= 0.95, figures);
    check('pairs of one incident are found: recall at least 0.80', recall >= 0.8, figures);
    for (const id of joined.toReversed()) await clerk('POST', `/api/suggestions/${id}/decide`, { verdict: 'open' });
    check(
      'taking every answer back gives the events as they were',
      same(await groupsOf(clerk, signals), before),
      `${joined.length} answers`,
    );
    await mergeAndUndo(clerk, check);
  } finally {
    await district.close();
  }
  const delays = rows.map((row) => Number(row['Delay'])).filter(Number.isFinite);
  const figures = delayFigures(delays);
  check(
    'delays recompute by nearest rank',
    isNearestRank(delays, figures.p50, 0.5) && isNearestRank(delays, figures.p90, 0.9),
    `p50 ${figures.p50}, p90 ${figures.p90} minutes`,
  );
}

/** Opens a case of every event that has a likely duplicate, merges all that look the same, and undoes it: no clock may tell the difference. */
async function mergeAndUndo(clerk: Clerk, check: Check): Promise<void> {
  const codes: string[] = [];
  for (const { id, revision } of await all(clerk, '/api/events?likely=true')) {
    const opened = await clerk('POST', `/api/events/${id}/case`, {}, { 'if-match': `"${revision}"` });
    if (opened.status !== 200) return check('a case is opened from every event', false, opened.text);
    codes.push(opened.body.caseCode);
  }
  const before = await Promise.all(codes.map((code) => clocksOf(clerk, code)));
  const joined = await joinAll(clerk);
  const merged = await Promise.all(codes.map((code) => stateOf(clerk, code)));
  for (const id of joined.toReversed()) await clerk('POST', `/api/suggestions/${id}/decide`, { verdict: 'open' });
  const after = await Promise.all(codes.map((code) => clocksOf(clerk, code)));
  const count = merged.filter((state) => state === 'merged').length;
  check(
    'merging all and undoing all leaves every clock as it was',
    count > 0 && same(before, after),
    `${codes.length} cases, ${count} merged and parted`,
  );
}

async function clocksOf(clerk: Clerk, code: string): Promise<string> {
  const { body } = await clerk('GET', `/api/cases/${code}`);
  return JSON.stringify({ state: body.state, clocks: body.clocks });
}

async function stateOf(clerk: Clerk, code: string): Promise<string> {
  return (await clerk('GET', `/api/cases/${code}`)).body.state;
}

/** Minutes within which half and nine in ten units arrived, by nearest rank. */
export function delayFigures(minutes: readonly number[]): { readonly p50: number; readonly p90: number } {
  return { p50: nearestRank(minutes, 0.5), p90: nearestRank(minutes, 0.9) };
}

/** The smallest value that at least the given share of all values does not exceed; NaN of none. */
export function nearestRank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? Number.NaN;
}

/** By counting instead of sorting: enough values are no larger, and without this one's equals there would be too few. */
function isNearestRank(values: readonly number[], candidate: number, share: number): boolean {
  const atMost = values.filter((value) => value <= candidate).length;
  const below = values.filter((value) => value < candidate).length;
  return atMost >= share * values.length && below < share * values.length;
}

/**
 * A row as its sender knows it. Its number in the file stands for the sender's own; call, incident, unit, sequence and row id stay out,
 * and nothing that came after the call is said.
 */
function signalOf(row: Row, at: number) {
  const place = /^\(?(-?[\d.]+), *(-?[\d.]+)\)?$/.exec(row['Location'] ?? '');
  const type = row['CallType'] ?? '';
  return {
    source: SOURCE,
    externalId: `line-${at + 1}`,
    text: `${type}, ${row['Address'] ?? ''}`,
    category: CATEGORIES[type] ?? OTHER,
    place: { label: row['Address'] || '-', ...(place && { lat: Number(place[1]), lng: Number(place[2]) }) },
  };
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * When each call came in, as well as the log lets us know. It gives the day, when the unit became free again, and the order: a call came
 * on its day, before its unit was free, and before every call that follows. So its time is the latest that contradicts none of these.
 * Where days do not follow each other, the order says nothing and is left out.
 */
function callTimes(rows: readonly Row[]): number[] {
  const days = rows.map((row) => Date.parse(`${row['CallDate']}T00:00:00Z`));
  const inOrder = days.every((day, at) => at === 0 || day >= (days[at - 1] as number));
  const times = rows.map((row, at) => latestOf(row, days[at] as number));
  if (inOrder)
    for (let at = times.length - 2; at >= 0; at -= 1)
      times[at] = Math.max(days[at] as number, Math.min(times[at] as number, times[at + 1] as number));
  return times;
}

/** Before the unit was free by at least the minutes it needed to arrive; the day's end where nothing is known. */
function latestOf(row: Row, day: number): number {
  const free = Date.parse(`${row['AvailableDtTm']} UTC`);
  const travel = Math.max(0, Number(row['Delay']) || 0) * MINUTE;
  const end = day + DAY - 1;
  return Number.isFinite(free) ? Math.max(day, Math.min(end, free - travel)) : end;
}

type Clerk = ReturnType<Awaited<ReturnType<typeof openTestDistrict>>['as']>;

/** The event in which each signal is at last. */
async function groupsOf(clerk: Clerk, signals: readonly string[]): Promise<string[]> {
  const [events, groups] = [new Map<string, { mergedInto: string | null }>(), new Map<string, string>()];
  for (const event of await all(clerk, '/api/events')) events.set(String(event['id']), event as never);
  for (const signal of await all(clerk, '/api/signals')) groups.set(String(signal['id']), String(signal['eventId']));
  return signals.map((signal) => {
    let event = groups.get(signal) ?? signal;
    for (let into = events.get(event)?.mergedInto; into; into = events.get(event)?.mergedInto) event = into;
    return event;
  });
}

/** Says "the same" to everything that is suggested. @returns ids of the suggestions, in the order of the answers */
async function joinAll(clerk: Clerk): Promise<string[]> {
  const said: string[] = [];
  for (const { id } of await all(clerk, '/api/events?likely=true')) {
    const { items } = (await clerk('GET', `/api/events/${id}/duplicates`)).body;
    for (const { id: suggestion, state } of items) {
      if (state !== 'open' || said.includes(suggestion)) continue;
      const { status } = await clerk('POST', `/api/suggestions/${suggestion}/decide`, { verdict: 'same' });
      if (status === 200) said.push(suggestion);
    }
  }
  return said;
}

async function all(clerk: Clerk, url: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await clerk('GET', `${url}${url.includes('?') ? '&' : '?'}limit=200${cursor && `&cursor=${cursor}`}`);
    items.push(...body.items);
    cursor = body.next;
  }
  return items;
}

function pairsWithin(groups: readonly string[]): Set<string> {
  const members = Map.groupBy(groups.keys(), (at) => groups[at] ?? '');
  const pairs = [...members.values()].flatMap((rows) => rows.flatMap((one, at) => rows.slice(at + 1).map((other) => `${one} ${other}`)));
  return new Set(pairs);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
