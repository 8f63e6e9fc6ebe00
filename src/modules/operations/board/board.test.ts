import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { type Ask, DESK, openedCase, SUPERVISOR } from '../test-support.ts';

let district: TestDistrict;
let desk: Ask;
let second: Ask;
let supervisor: Ask;

before(async () => {
  district = await openTestDistrict({ modules: [operations], now: new Date('2026-03-02T01:00:00Z') }); // Monday, 09:00 in Shaoxing
  const other = person({ id: 'desk2', department: DESK.department ?? '', permissions: [...DESK.permissions] });
  [desk, second, supervisor] = [DESK, other, SUPERVISOR].map((who) => district.as(who)) as [Ask, Ask, Ask];
});
after(() => district.close());

const pass = (seconds: number) => {
  district.clock.now = new Date(district.clock.now.getTime() + seconds * 1000);
};
const onBoard = async (ask: Ask, code: string) =>
  (await ask('GET', '/api/board')).body.cases.find((one: { code: string }) => one.code === code);
const told = () =>
  district.look((tx) => tx.selectFrom('kernel_live').select(['topics', 'data']).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow());
/** Sees only what their own department has a part in. */
const OUTSIDER = person({ id: 'out', roles: ['department-official'], permissions: ['operations:see'], department: 'education' });

describe('a claim', () => {
  test('is on every board, keeps others away for its lease, and ends by itself', async () => {
    const code = await openedCase(district);
    const { status, body } = await desk('POST', `/api/cases/${code}/claim`);
    assert.equal(status, 200);
    assert.deepEqual([body.mine, new Date(body.until).getTime() - district.clock.now.getTime()], [true, 60_000]);
    const live = await told();
    assert.ok(live.topics.includes('operations.board') && live.topics.includes(`operations.case:${code}`));
    assert.deepEqual((live.data as { ids: string[] }).ids, [code]);

    const { claim } = await onBoard(second, code);
    assert.deepEqual([claim.seat, claim.mine], [body.seat, false]);
    const refused = await second('POST', `/api/cases/${code}/claim`);
    assert.deepEqual([refused.status, refused.body.details.seat], [409, body.seat]);
    assert.equal((await second('POST', `/api/cases/${code}/claim/renew`)).status, 409, 'nobody renews another’s lease');
    await second('POST', `/api/cases/${code}/claim/release`);
    assert.ok((await onBoard(second, code)).claim, 'nor ends it');

    pass(59);
    assert.equal((await desk('POST', `/api/cases/${code}/claim/renew`)).status, 200);
    pass(59);
    assert.equal((await second('POST', `/api/cases/${code}/claim`)).status, 409);
    pass(1);
    assert.equal((await onBoard(desk, code)).claim, null);
    assert.equal((await desk('POST', `/api/cases/${code}/claim/renew`)).status, 409, 'what has ended is not renewed');
    assert.equal((await second('POST', `/api/cases/${code}/claim`)).status, 200);
  });
  test('is let go, and not possible where nobody may look or nothing is to be done', async () => {
    const code = await openedCase(district);
    await desk('POST', `/api/cases/${code}/claim`);
    await desk('POST', `/api/cases/${code}/claim/release`);
    assert.equal((await onBoard(second, code)).claim, null);
    const outsider = district.as(OUTSIDER);
    assert.equal((await outsider('POST', `/api/cases/${code}/claim`)).status, 403);
    assert.equal((await second('POST', '/api/cases/0000000000X/claim')).status, 404);
  });
  test('of twenty desks at once goes to one', async () => {
    const code = await openedCase(district);
    const desks = Array.from({ length: 20 }, (_, n) =>
      district.as(person({ id: `crowd${n}`, department: DESK.department ?? '', permissions: [...DESK.permissions] })),
    );
    const answers = await Promise.all(desks.map((ask) => ask('POST', `/api/cases/${code}/claim`)));
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((one, other) => one - other),
      [200, ...Array.from({ length: 19 }, () => 409)],
    );
    const seats = await Promise.all(desks.map(async (ask) => (await ask('GET', '/api/board')).body.seat));
    const given = seats.filter((seat) => seat !== null);
    assert.equal(new Set(given).size, given.length, 'no two desks have the same sign');
  });
});

describe('the shared log', () => {
  test('keeps what is written, by desk sign and not by name, and is not for single departments', async () => {
    const code = await openedCase(district);
    const spoken = `${code.slice(0, 5)}-${code.slice(5, 10)}-${code.slice(10)}`;
    const written = await desk('POST', '/api/board/notes', { words: ` 雨带约 16:00 抵达 ${spoken}，电话 13800138000 `, pinned: true });
    assert.equal(written.status, 201);
    assert.equal((await told()).topics[0], 'operations.notes');
    const { notes } = (await supervisor('GET', '/api/board')).body;
    const note = notes.find(({ id }: { id: string }) => id === written.body.id);
    assert.deepEqual([note.words, note.code, note.pinned, note.mine], [`雨带约 16:00 抵达 ${spoken}，电话 13800138000`, code, true, false]);
    assert.doesNotMatch(JSON.stringify(note), /desk"/);
    const named = (await supervisor('GET', `/api/board/notes?ids=${written.body.id},nonsense`)).body.items;
    assert.deepEqual(
      named.map(({ id }: { id: string }) => id),
      [written.body.id],
    );
    const outsider = district.as(OUTSIDER);
    assert.deepEqual((await outsider('GET', '/api/board')).body.notes, []);
    assert.deepEqual((await outsider('GET', '/api/board/notes')).body.items, []);
    assert.equal((await outsider('POST', '/api/board/notes', { words: 'x' })).status, 403);
    assert.equal((await desk('POST', '/api/board/notes', { words: '  ' })).status, 400);
    await assert.rejects(district.pool.query(`update ${district.schema}.operations_note set words = 'x'`), /append-only/);
  });
});

describe('a board', () => {
  test('begins with what is open, says from where it follows, and reads one case again after an event', async () => {
    const code = await openedCase(district);
    const board = (await desk('GET', '/api/board')).body;
    const shown = board.cases.find((one: { code: string }) => one.code === code);
    assert.equal(shown.state, 'routed');
    assert.deepEqual(shown.departments, [shown.lead]);
    assert.ok(Number.isInteger(board.position));
    assert.ok(board.acts.some((act: { code: string; act: string }) => act.code === code && act.act === 'open'));
    const delta = (await desk('GET', `/api/board?codes=${code}`)).body;
    assert.deepEqual(
      delta.cases.map((one: { code: string }) => one.code),
      [code],
    );
    assert.ok(delta.acts.every((act: { code: string }) => act.code === code));
    assert.deepEqual((await desk('GET', `/api/board?codes=${code}&level=urgent`)).body.cases.length, shown.level.key === 'urgent' ? 1 : 0);
  });
});

describe('a day played back', () => {
  test('tells every line in order, and at any moment shows what the board showed then', async () => {
    const replayed = async (day: string) => (await supervisor('GET', `/api/replay?day=${day}`)).body;
    district.clock.now = new Date('2026-03-03T14:00:00Z'); // Tuesday, 22:00
    const code = await openedCase(district, { title: '跨夜事项' });
    const evening = await onBoard(desk, code);
    district.clock.now = new Date('2026-03-04T01:30:00Z');
    await desk(
      'PATCH',
      `/api/cases/${code}`,
      { title: '跨夜事项，已核实' },
      { 'if-match': `"${(await desk('GET', `/api/cases/${code}`)).body.revision}"` },
    );
    await desk('POST', '/api/board/notes', { words: '早班接班' });
    const morning = await onBoard(desk, code);

    const tuesday = await replayed('2026-03-03');
    assert.deepEqual(
      tuesday.lines.map((line: { at: string }) => line.at),
      tuesday.lines.map((line: { at: string }) => line.at).toSorted(),
    );
    const opening = tuesday.lines.find((line: { code: string; rev: number }) => line.code === code && line.rev === 1);
    assert.equal(opening.act, 'open');
    assert.ok(!tuesday.start.some((one: { code: string }) => one.code === code));
    const wednesday = await replayed('2026-03-04');
    const atMidnight = wednesday.start.find((one: { code: string }) => one.code === code);
    assert.deepEqual([atMidnight.title, atMidnight.state, atMidnight.dueAt], [evening.title, evening.state, evening.dueAt]);
    const last = wednesday.lines.findLast((line: { code: string }) => line.code === code);
    assert.deepEqual([last.after.title, last.after.state, last.after.dueAt], [morning.title, morning.state, morning.dueAt]);
    assert.deepEqual(
      wednesday.notes.map(({ words }: { words: string }) => words),
      ['早班接班'],
    );
    assert.equal(wednesday.from, '2026-03-03T16:00:00.000Z', 'a day begins at midnight of the district');
    assert.equal((await supervisor('GET', '/api/replay?day=2026-03-06')).status, 422);
  });
});
