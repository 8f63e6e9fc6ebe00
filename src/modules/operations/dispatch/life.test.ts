import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { type Ask, DESK, done, FIELD, openedCase, URBAN } from '../test-support.ts';
import type { DispatchTables } from './tables.ts';

const NOW = new Date('2026-11-23T02:00:00Z');
/** Keeps teams and rosters of every department. */
const KEEPER = person({ id: 'keeper', department: 'urban-management', permissions: ['operations:roster', 'operations:dispatch'] });

let district: TestDistrict;
let desk: Ask;
let keeper: Ask;

before(async () => {
  district = await openTestDistrict({ modules: [operations], now: NOW });
  [desk, keeper] = [district.as(DESK), district.as(KEEPER)];
});
after(() => district.close());

const team = (name: string, about: object = {}) => ({
  name: { zh: name, en: name },
  department: 'urban-management',
  skills: ['sanitation'],
  capacity: 2,
  duty: 'always',
  ...about,
});

async function enterTeam(name: string, place: [number, number] | null, about: object = {}): Promise<string> {
  const { status, body, text } = await keeper('POST', '/api/dispatch/teams', team(name, about));
  assert.equal(status, 201, text);
  if (place) {
    const put = await desk('POST', `/api/dispatch/teams/${body.id}/place`, { lng: place[0], lat: place[1] });
    assert.equal(put.status, 200, put.text);
  }
  return body.id;
}

/** A case with one task of urban management that it has accepted. @returns the task's id and the case's code */
async function waitingTask(about: object = {}): Promise<{ code: string; task: string }> {
  const code = await openedCase(district, { category: 'appearance.litter', lng: 120.58, lat: 30, ...about });
  const { body } = await desk('GET', `/api/cases/${code}`);
  const { id } = body.tasks.find((each: { department: string }) => each.department === 'urban-management');
  await done(district.as(URBAN), code, 'accept', { task: id });
  return { code, task: id };
}

async function suggestion(department = 'urban-management') {
  const made = await desk('POST', '/api/dispatch/suggestions', { department });
  assert.equal(made.status, 201, made.text);
  const read = await desk('GET', `/api/dispatch/suggestions?department=${department}`);
  assert.equal(read.status, 200, read.text);
  assert.equal(read.body.suggestion.id, made.body.id);
  return read.body.suggestion;
}

describe('a suggestion on the board', () => {
  it('names the nearest team with its cost parts and what else was possible; a person confirms it, and takes it back', async () => {
    const near = await enterTeam('近队', [120.585, 30.001]);
    const far = await enterTeam('远队', [120.7, 30.1]);
    const { code, task } = await waitingTask();
    const { id, items } = await suggestion();
    const item = items.find((each: { taskId: string }) => each.taskId === task);
    assert.equal(item.chosen.teamId, near);
    assert.ok(item.chosen.parts.travel < 3, 'about half a kilometre');
    assert.deepEqual(
      item.losing.map((each: { teamId: string | null }) => each.teamId),
      [far, null],
      'the other team, then leaving it open',
    );
    assert.ok(item.losing[0].added > 0);
    const before = (await desk('GET', `/api/cases/${code}`)).body;
    assert.equal(before.tasks.find((each: { id: string }) => each.id === task).assignment ?? null, null, 'nothing is assigned by itself');

    const confirmed = await desk('POST', `/api/dispatch/suggestions/${id}/confirm`, { items: [{ task, team: near }] });
    assert.deepEqual(confirmed.body.items, [{ task, done: true, problem: null }], confirmed.text);
    const board = (await desk('GET', '/api/dispatch/board?department=urban-management')).body;
    assert.deepEqual(
      board.teams.find((each: { id: string }) => each.id === near).tasks.map((each: { id: string }) => each.id),
      [task],
    );
    const again = await desk('POST', `/api/dispatch/suggestions/${id}/confirm`, { items: [{ task, team: far }] });
    assert.equal(again.body.items[0].problem.code, 'operations.assignedMeanwhile');
    const undone = await desk('POST', `/api/dispatch/suggestions/${id}/undo`, { tasks: [task] });
    assert.equal(undone.status, 200, undone.text);
    const open = (await desk('GET', '/api/dispatch/board?department=urban-management')).body;
    assert.deepEqual(open.teams.find((each: { id: string }) => each.id === near).tasks, []);
    const twice = await desk('POST', `/api/dispatch/suggestions/${id}/undo`, { tasks: [task] });
    assert.equal(twice.body.type, 'urn:maplebridge:operations.notConfirmed');
  });

  it('is looked at again when it is confirmed: who is full or lacks the skill cannot be given a task', async () => {
    const small = await enterTeam('一人队', [120.58, 30], { capacity: 1 });
    const tasks = [await waitingTask(), await waitingTask()];
    const { id } = await suggestion();
    const answer = await desk('POST', `/api/dispatch/suggestions/${id}/confirm`, {
      items: tasks.map(({ task }) => ({ task, team: small })),
    });
    assert.deepEqual(answer.body.items.map((each: { done: boolean }) => each.done).sort(), [false, true]);
    const refused = answer.body.items.find((each: { done: boolean }) => !each.done);
    assert.equal(refused.problem.code, 'operations.teamCannot');
    assert.match(refused.problem.text.zh, /在办任务已满/);
  });

  it('asks for the skill of the category where nobody named one', async () => {
    const gardeners = await enterTeam('绿化队', [120.58, 30], { skills: ['greenery'] });
    const { task } = await waitingTask({ category: 'appearance.litter' });
    const { id } = await suggestion();
    const answer = await desk('POST', `/api/dispatch/suggestions/${id}/confirm`, { items: [{ task, team: gardeners }] });
    assert.match(answer.body.items[0].problem.text.en, /lacks the skill/);
  });

  it('gives one team no more than it can take, however many desks confirm at once', async () => {
    const small = await enterTeam('抢单队', [120.58, 30], { capacity: 1 });
    const tasks = await Promise.all([waitingTask(), waitingTask(), waitingTask()]);
    const { id } = await suggestion();
    const answers = await Promise.all(
      tasks.map(({ task }) => desk('POST', `/api/dispatch/suggestions/${id}/confirm`, { items: [{ task, team: small }] })),
    );
    const done = answers.filter(({ body }) => body.items[0].done);
    assert.equal(done.length, 1);
  });

  it('is nothing for who may not dispatch, and never confirmed by a machine', async () => {
    assert.equal((await district.as(FIELD)('POST', '/api/dispatch/suggestions', {})).status, 403);
    const machine = { ...DESK, kind: 'service' as const };
    const { id } = await suggestion();
    const { task } = await waitingTask();
    const answer = await district.as(machine)('POST', `/api/dispatch/suggestions/${id}/confirm`, { items: [{ task, team: task }] });
    assert.equal(answer.status, 403, answer.text);
  });
});

describe('the place of a team', () => {
  it('is only the last one reported: a late report changes nothing, and no place before is kept', async () => {
    const id = await enterTeam('巡查队', [120.6, 30.02]);
    const late = await desk('POST', `/api/dispatch/teams/${id}/place`, {
      lng: 120,
      lat: 30,
      at: new Date(NOW.getTime() - 60_000).toISOString(),
    });
    assert.equal(late.status, 200, late.text);
    const rows = await district.act((context) =>
      (context.db as unknown as import('kysely').Kysely<DispatchTables>)
        .selectFrom('operations_team_place')
        .selectAll()
        .where('team_id', '=', id)
        .execute(),
    );
    assert.deepEqual(
      rows.map(({ lng, lat }) => [lng, lat]),
      [[120.6, 30.02]],
    );
    const stranger = await district.as(FIELD)('POST', `/api/dispatch/teams/${id}/place`, { lng: 120, lat: 30 });
    assert.equal(stranger.body.type, 'urn:maplebridge:operations.notYourTeam');
    const ahead = await desk('POST', `/api/dispatch/teams/${id}/place`, { lng: 120, lat: 30, at: '2027-01-01T00:00:00Z' });
    assert.equal(ahead.body.type, 'urn:maplebridge:operations.placeAhead');
  });
});

describe('mutual aid', () => {
  const wish = {
    department: 'urban-management',
    caseCode: null,
    skill: 'drainage',
    teams: 1,
    place: '镜水路下穿',
    reason: '积水超过 40 厘米',
    from: '2026-11-23T01:00:00Z',
    to: '2026-11-23T12:00:00Z',
  };
  const pump = { department: 'agriculture-water', skills: ['drainage'] };

  it('lends a team of another department, which then gets suggestions here, until it is sent home', async () => {
    const lent = await enterTeam('泵站抢险队', [120.58, 30], pump);
    const vehicle = await keeper('POST', `/api/dispatch/teams/${lent}/vehicles`, { kind: 'pump', plate: '浙D·A1234', state: 'ready' });
    assert.equal(vehicle.status, 201, vehicle.text);
    const asked = await keeper('POST', '/api/aid', wish);
    assert.equal(asked.status, 201, asked.text);
    const offer = await keeper('POST', `/api/aid/${asked.body.id}/offers`, { team: lent });
    assert.equal(offer.status, 201, offer.text);
    const served = async () =>
      (await desk('GET', '/api/dispatch/board?department=urban-management')).body.teams.map(({ id }: { id: string }) => id);
    assert.ok(!(await served()).includes(lent), 'an offer is not yet help');
    assert.equal((await keeper('POST', `/api/aid/offers/${offer.body.id}/accept`)).status, 200);
    assert.ok((await served()).includes(lent));
    const [request] = (await keeper('GET', '/api/aid')).body.items;
    assert.equal(request.state, 'filled');
    assert.equal((await keeper('POST', `/api/aid/${request.id}/end`)).status, 200);
    assert.ok(!(await served()).includes(lent));
  });

  it('never comes from the department that asks, nor more of it than was asked for, nor one team twice', async () => {
    const own = await enterTeam('本局队', null);
    const [one, two] = [await enterTeam('泵车一队', null, pump), await enterTeam('泵车二队', null, pump)];
    const { id } = (await keeper('POST', '/api/aid', wish)).body;
    const other = (await keeper('POST', '/api/aid', wish)).body.id;
    assert.equal((await keeper('POST', `/api/aid/${id}/offers`, { team: own })).body.type, 'urn:maplebridge:operations.aidOwnTeam');
    const offers = [one, two].map(async (each) => (await keeper('POST', `/api/aid/${id}/offers`, { team: each })).body.id);
    const [first, second] = await Promise.all(offers);
    assert.equal((await keeper('POST', `/api/aid/${other}/offers`, { team: one })).body.type, 'urn:maplebridge:operations.aidBusy');
    assert.equal((await keeper('POST', `/api/aid/offers/${first}/accept`)).status, 200);
    assert.equal((await keeper('POST', `/api/aid/offers/${second}/accept`)).body.type, 'urn:maplebridge:operations.aidEnough');
    assert.equal((await keeper('POST', `/api/aid/offers/${first}/end`)).status, 200);
    assert.equal((await keeper('POST', `/api/aid/offers/${second}/accept`)).status, 200, 'the first went home');
  });

  it('that ends before it begins is refused in words', async () => {
    const answer = await keeper('POST', '/api/aid', { ...wish, to: '2026-11-22T12:00:00Z' });
    assert.equal(answer.status, 400);
  });
});
