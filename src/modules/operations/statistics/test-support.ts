import { openProfile, SYSTEM } from '#kernel';

import type { Act } from '../cases/act.ts';
import { closeAct } from '../cases/acts/closing.ts';
import { acts } from '../cases/acts/index.ts';
import { opening } from '../cases/acts/routing.ts';
import { tickAct } from '../cases/acts/supervision.ts';
import type { CaseFields } from '../cases/change.ts';
import { type Facts, factsOf } from '../cases/facts.ts';
import { fold, type LogLine } from '../cases/fold.ts';
import { policyOf, type Scene, sceneOf } from '../cases/scene.ts';

/** The profile that the simulation reads. */
export const profile = openProfile(new URL('../../../../profiles/zhejiang/', import.meta.url));
const facts: Facts = factsOf({ profile });

const DEPARTMENTS = [...facts.departments].slice(0, 12);
const CATEGORIES = ['roads.pothole', 'appearance.litter', 'fire.smoke'].filter((key) => facts.pathOf(key));
const TOWNS = ['330699001', '330699002', '330699003', null];
/** Takes no part in cases, so may decide about appeals. */
const DECIDER = 'letters-visits';
const HOUR_MS = 3_600_000;

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Log of a case that departments handle as chance has it, through the real acts, until nobody has anything more to do. */
export function simulatedCase(random: () => number, index: number, start: Date): { id: string; lines: LogLine[] } {
  const id = `case-${String(index).padStart(8, '0')}`;
  const state = { id, lines: [] as LogLine[], now: start, ids: 0, random };
  open(state);
  for (let step = 0; step < 500; step++) {
    state.now = new Date(state.now.getTime() + Math.floor(random() ** 3 * 90 * HOUR_MS));
    tick(state);
    if (!move(state)) break;
  }
  return { id, lines: state.lines };
}

interface Walk {
  readonly id: string;
  readonly lines: LogLine[];
  readonly random: () => number;
  now: Date;
  ids: number;
}

function sceneNow(walk: Walk, department: string | null): Scene {
  const record = fold(walk.id, walk.lines);
  const scene = sceneOf(record, facts, { ...SYSTEM, id: `${department}-official`, department }, walk.now);
  return { ...scene, newId: () => `${walk.id}-${walk.ids++}` };
}

function write(walk: Walk, act: Pick<Act, 'name'>, department: string | null, fields: LogLine['fields']): void {
  const who = { actorId: `${department}-official`, actorDepartment: department };
  walk.lines.push({ rev: walk.lines.length + 1, at: walk.now, ...who, act: act.name, fields });
}

function open(walk: Walk): void {
  const fields = newFields(walk);
  const policy = policyOf(facts, fields.category, fields.level);
  const scene = {
    facts,
    policy,
    now: walk.now,
    actor: SYSTEM,
    files: [],
    teams: new Set<string>(),
    newId: () => `${walk.id}-${walk.ids++}`,
    moment: iso,
  };
  write(walk, { name: 'open' }, null, opening(scene, fields));
  run(walk, 'route', { department: pick(walk, DEPARTMENTS), reason: 'x' }, null);
}

const iso = (at: Date) => at.toISOString();

function newFields(walk: Walk): CaseFields {
  const blank = { place: null, lng: null, lat: null, asset: null, sourceRef: null, parentId: null, mergedInto: null };
  const later = { result: null, answeredAt: null, closedAt: null, outcome: null };
  return {
    code: walk.id,
    state: 'received',
    title: 'x',
    text: '',
    category: pick(walk, CATEGORIES),
    level: pick(walk, Object.keys(facts.policies.levels)),
    town: pick(walk, TOWNS),
    lead: facts.policies.dutyDepartment,
    source: 'desk',
    reporter: true,
    openedAt: iso(walk.now),
    ...blank,
    ...later,
  };
}

function pick<Thing>({ random }: Pick<Walk, 'random'>, things: readonly Thing[]): Thing {
  return things[Math.floor(random() * things.length)] as Thing;
}

/** The platform looks at the clocks, as it does every minute; a reporter who has been silent for long enough is taken for silent. */
function tick(walk: Walk): void {
  const scene = sceneNow(walk, null);
  if (!(tickAct.from as readonly string[]).includes(scene.case.fields.state)) return;
  const fields = tickAct.decide(scene, {} as never);
  if (Object.keys(fields.clocks ?? {}).length > 0) write(walk, tickAct, null, fields);
}

function run(walk: Walk, name: string, input: object, department: string | null): void {
  const act = name === 'close' ? closeAct : (acts.get(name) as Act);
  write(walk, act, department, act.decide(sceneNow(walk, department), input as never));
}

/** One thing that somebody does next. @returns false when the case has come to its end */
function move(walk: Walk): boolean {
  const { case: record } = sceneNow(walk, null);
  const { lead, state } = record.fields;
  const chance = walk.random();
  const does: Does = (name, input, department = lead) => {
    run(walk, name, input, department);
    return true;
  };
  if (state === 'answered') return chance < 0.5 ? does('confirm', { channel: 'portal' }, null) : answered(chance, does);
  if (state === 'disputed') return does('rework', { department: pick(walk, DEPARTMENTS), title: 'x' });
  if (state === 'appealed')
    return chance < 0.2 ? false : does('decide-appeal', { decision: chance < 0.4 ? 'upheld' : 'rejected', reasons: 'x' }, DECIDER);
  if (state === 'closed') return closed(walk, chance, does);
  return working(walk, chance, does);
}

type Does = (name: string, input: object, department?: string | null) => boolean;

function answered(chance: number, does: Does): boolean {
  return chance < 0.75 ? does('close', {}, null) : does('dispute', { channel: 'telephone', words: 'x' }, null);
}

function closed(walk: Walk, chance: number, does: Does): boolean {
  const visits = Object.entries(sceneNow(walk, null).case.visits);
  const waiting = visits.find(([, { doneAt }]) => doneAt === null);
  if (waiting) {
    const reached = walk.random() < 0.8;
    return does('visit', { visit: waiting[0], reached, ...(reached && { satisfied: walk.random() < 0.7 }) }, null);
  }
  if (visits.length === 0 && chance < 0.3) return does('draw-visit', { draw: '2026-10' }, null);
  const { appeals } = sceneNow(walk, null).case;
  return chance < 0.5 && Object.keys(appeals).length < 2 ? does('appeal', { grounds: 'x' }, null) : false;
}

function working(walk: Walk, chance: number, does: Does): boolean {
  const { tasks, clocks, orders, fields } = sceneNow(walk, null).case;
  const paused = Object.entries(clocks).find(([, { stoppedAt, pauses }]) => !stoppedAt && pauses.some(({ to }) => to === null));
  if (paused && chance < 0.7) return does('resume', { clock: paused[0] });
  const order = Object.entries(orders).find(([, { fulfilledAt }]) => fulfilledAt === null);
  if (order && chance < 0.6)
    return order[1].signedAt
      ? does('fulfil-order', { order: order[0], report: 'x' }, order[1].department)
      : does('sign-order', { order: order[0] }, order[1].department);
  const [id, task] = Object.entries(tasks).find(([, { state }]) => state === 'offered' || state === 'accepted') ?? [];
  if (!id || !task)
    return fields.state === 'routed'
      ? does('add-task', { department: pick(walk, DEPARTMENTS), title: 'x' })
      : does('answer', { result: 'x' });
  if (chance > 0.93 && !order) return does('order', { department: task.department, demand: 'x' }, 'government-office');
  if (chance > 0.85 && !paused) return halted(walk, does) || handled(walk, id, chance, does);
  return handled(walk, id, chance, does);
}

function halted(walk: Walk, does: Does): boolean {
  const { case: record } = sceneNow(walk, null);
  const running = Object.entries(record.clocks).find(([, { stoppedAt, kind }]) => !stoppedAt && (kind === 'finish' || kind === 'answer'));
  const code = facts.policies.policies.find(({ key }) => key === running?.[1].policy)?.pauses[0];
  return running !== undefined && code !== undefined && does('pause', { clock: running[0], code, evidence: 'x' });
}

function handled(walk: Walk, id: string, chance: number, does: Does): boolean {
  const task = sceneNow(walk, null).case.tasks[id];
  const department = task?.department ?? null;
  if (task?.state === 'accepted') {
    if (chance < 0.1) return does('refuse', { task: id, reason: Object.keys(facts.policies.reasons.refuse)[0], words: 'x' }, department);
    return does('done', { task: id, result: 'x' }, department);
  }
  if (task?.objection) return does('settle', { task: id, department: pick(walk, DEPARTMENTS), words: 'x' });
  if (task && task.bounces === 0 && chance < 0.15 && inWindow(walk, task.since)) {
    const proposed = pick(
      walk,
      DEPARTMENTS.filter((one) => one !== department),
    );
    return does('bounce', { task: id, reason: 'not-our-duty', proposed, words: 'x' }, department);
  }
  return task && task.bounces > 0 && chance < 0.3
    ? does('object', { task: id, words: 'x' }, department)
    : does('accept', { task: id }, department);
}

/** Within two minutes even the shortest window is still open. */
function inWindow({ now }: Walk, since: string): boolean {
  return now.getTime() - Date.parse(since) < 120_000;
}
