import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { type Ask, act, DESK, done, HOUSING, openedCase, SUPERVISOR, TRANSPORT, URBAN } from '../test-support.ts';
import { rebuildOperations } from './rebuild.ts';
import type { CaseTables } from './tables.ts';
import { watchJob } from './watch.ts';

let district: TestDistrict;
let desk: Ask;
let urban: Ask;
let housing: Ask;
let transport: Ask;
let supervisor: Ask;

before(async () => {
  district = await openTestDistrict({ modules: [operations], now: new Date('2026-03-02T01:00:00Z') }); // Monday, 09:00 in Shaoxing
  [desk, urban, housing, transport, supervisor] = [DESK, URBAN, HOUSING, TRANSPORT, SUPERVISOR].map((who) => district.as(who)) as [
    Ask,
    Ask,
    Ask,
    Ask,
    Ask,
  ];
});
after(() => district.close());

const hours = (count: number) => {
  district.clock.now = new Date(district.clock.now.getTime() + count * 3_600_000);
};
const taskOf = (body: { tasks: { id: string; department: string; state: string }[] }, department: string) =>
  body.tasks.find((task) => task.department === department && task.state !== 'bounced')?.id ?? '';

test('a report goes through three departments, is bounced, paused, answered, disputed, appealed and closed', async () => {
  const code = await openedCase(district);
  let body = (await desk('GET', `/api/cases/${code}`)).body;
  assert.deepEqual([body.state, body.lead], ['routed', 'housing-construction']);
  hours(1);
  const bounced = await act(housing, code, 'bounce', {
    task: taskOf(body, 'housing-construction'),
    reason: 'not-our-duty',
    proposed: 'transport',
    words: '该路段由交通部门养护',
  });
  assert.equal(bounced.status, 200, bounced.text);
  body = (await desk('GET', `/api/cases/${code}`)).body;
  assert.equal(body.lead, 'housing-construction', 'the first receiver leads until another accepts');
  const again = await act(transport, code, 'bounce', {
    task: taskOf(body, 'transport'),
    reason: 'not-our-duty',
    proposed: 'urban-management',
    words: '不是我们',
  });
  assert.equal(again.status, 409, 'one bounce, then the lead decides');
  body = await done(transport, code, 'object', { task: taskOf(body, 'transport'), words: '应由住建承担' });
  body = await done(housing, code, 'settle', { task: taskOf(body, 'transport'), department: 'transport', words: '养护合同在交通' });
  assert.deepEqual([body.state, body.lead], ['working', 'transport']);
  body = await done(transport, code, 'add-task', { department: 'urban-management', title: '清理路面' });
  body = await done(urban, code, 'accept', { task: taskOf(body, 'urban-management') });
  const finish = body.clocks.find(
    (clock: { kind: { key: string }; taskId: string }) => clock.kind.key === 'finish' && clock.taskId === taskOf(body, 'transport'),
  );
  await done(transport, code, 'pause', { clock: finish.id, code: 'weather', evidence: '暴雨黄色预警' });
  hours(24);
  body = await done(transport, code, 'resume', { clock: finish.id });
  const after = body.clocks.find((clock: { id: string }) => clock.id === finish.id);
  assert.equal(after.pauses.length, 1);
  assert.ok(Date.parse(after.dueAt) > Date.parse(finish.dueAt), 'a pause moves the deadline');
  const open = await act(transport, code, 'answer', { result: '完成' });
  assert.equal(open.status, 409, 'parts are still open');
  await done(urban, code, 'done', { task: taskOf(body, 'urban-management'), result: '已清理' });
  await done(transport, code, 'done', { task: taskOf(body, 'transport'), result: '已修补' });
  body = await done(transport, code, 'answer', { result: '路面已于当日修补' });
  assert.equal(body.state, 'answered');
  await done(desk, code, 'dispute', { channel: 'telephone', words: '又塌了' });
  body = await done(transport, code, 'rework', { department: 'transport', title: '重新修补' });
  body = await done(transport, code, 'accept', { task: body.tasks.find((task: { state: string }) => task.state === 'offered').id });
  await done(transport, code, 'done', {
    task: body.tasks.find((task: { state: string }) => task.state === 'accepted').id,
    result: '换填路基',
  });
  await done(transport, code, 'answer', { result: '已换填路基' });
  body = await done(desk, code, 'confirm', { channel: 'telephone', words: '好了' });
  assert.deepEqual([body.state, body.outcome], ['closed', 'confirmed']);
  await done(desk, code, 'appeal', { grounds: '要求赔偿轮胎' });
  body = await done(supervisor, code, 'decide-appeal', { decision: 'rejected', reasons: '赔偿请另行协商' });
  assert.equal(body.state, 'closed');
  const log = (await desk('GET', `/api/cases/${code}/log`)).body.items;
  assert.deepEqual(
    log.map(({ rev }: { rev: number }) => rev),
    log.map((_: unknown, at: number) => at + 1),
  );
});

test('silence closes a case as unconfirmed, counted apart', async () => {
  const code = await openedCase(district, { category: 'appearance.litter' });
  let body = (await urban('GET', `/api/cases/${code}`)).body;
  body = await done(urban, code, 'accept', { task: taskOf(body, 'urban-management') });
  await done(urban, code, 'done', { task: taskOf(body, 'urban-management'), result: '已清运' });
  await done(urban, code, 'answer', { result: '已清运' });
  hours(24 * 14);
  await district.runJob(watchJob, {});
  body = (await desk('GET', `/api/cases/${code}`)).body;
  assert.deepEqual([body.state, body.outcome, body.confirmations[0].verdict], ['closed', 'unconfirmed', 'silent']);
});

test('whoever answered cannot decide the appeal, not even by way of the database', async () => {
  const code = await openedCase(district, { category: 'appearance.litter' });
  let body = (await urban('GET', `/api/cases/${code}`)).body;
  body = await done(urban, code, 'accept', { task: taskOf(body, 'urban-management') });
  await done(urban, code, 'done', { task: taskOf(body, 'urban-management'), result: '已清运' });
  await done(urban, code, 'answer', { result: '已清运' });
  await done(desk, code, 'confirm', { channel: 'telephone' });
  await done(desk, code, 'appeal', { grounds: '没有清' });
  const partial = district.as({ ...URBAN, permissions: new Set([...URBAN.permissions, 'operations:decide-appeals']) });
  const { status, body: problem } = await act(partial, code, 'decide-appeal', { decision: 'rejected', reasons: '清了' });
  assert.deepEqual([status, problem.type], [403, 'urn:maplebridge:operations.deciderTookPart']);
});

test('a wrong merge is undone, and every clock is what it would have been', async () => {
  const first = await openedCase(district, { title: '路坑一' });
  hours(1);
  const second = await openedCase(district, { title: '路坑二' });
  const before = (await desk('GET', `/api/cases/${second}`)).body;
  const merged = await desk('POST', '/api/merges', { survivor: second, merged: first });
  assert.equal(merged.status, 201, merged.text);
  const survivor = (await desk('GET', `/api/cases/${second}`)).body;
  assert.ok(Date.parse(survivor.dueAt) <= Date.parse(before.dueAt), 'the earlier deadline governs');
  const gone = await desk('GET', `/api/cases/${first}`);
  assert.equal(gone.body.state, 'merged', gone.text);
  hours(3);
  await done(housing, second, 'note', { text: '现场查看' });
  const undone = await desk('DELETE', `/api/merges/${merged.body.id}`);
  assert.equal(undone.status, 200, undone.text);
  const [a, b] = [(await desk('GET', `/api/cases/${first}`)).body, (await desk('GET', `/api/cases/${second}`)).body];
  assert.deepEqual([a.state, b.state], ['routed', 'routed']);
  assert.equal(a.clocks.length, 2);
  assert.ok(a.clocks.every(({ state }: { state: string }) => state === 'running'));
  assert.deepEqual(
    b.clocks.map(({ id, dueAt }: { id: string; dueAt: string }) => [id, dueAt]),
    before.clocks.map(({ id, dueAt }: { id: string; dueAt: string }) => [id, dueAt]),
  );
  assert.equal(
    (await desk('GET', `/api/cases/${second}/log`)).body.items.some(({ act: name }: { act: string }) => name === 'note'),
    true,
  );
});

test('two changes to different fields both stand; to the same field, both are shown', async () => {
  const code = await openedCase(district, { category: 'appearance.litter' });
  const { revision } = (await desk('GET', `/api/cases/${code}`)).body;
  const title = await desk('PATCH', `/api/cases/${code}`, { title: '新标题' }, { 'if-match': `"${revision}"` });
  assert.equal(title.status, 200, title.text);
  const place = await urban('PATCH', `/api/cases/${code}`, { place: '桥东' }, { 'if-match': `"${revision}"` });
  assert.deepEqual([place.status, place.body.merged, place.body.others[0].fields], [200, true, ['title']]);
  const same = await urban('PATCH', `/api/cases/${code}`, { title: '另一标题' }, { 'if-match': `"${revision}"` });
  assert.equal(same.status, 409);
  assert.deepEqual([same.body.details.yours, same.body.details.theirs], [{ title: '另一标题' }, { title: '新标题' }]);
  const again = await desk('GET', `/api/cases/${code}`, undefined, { 'if-none-match': `"${title.body.revision + 1}"` });
  assert.equal(again.status, 200, 'a revision says what may be changed, not that clocks and the rest stand still');
  assert.equal((await desk('PATCH', `/api/cases/${code}`, { title: 'x' })).status, 428);
  assert.equal((await desk('PATCH', `/api/cases/${code}`, { title: 'x' }, { 'if-match': '"99"' })).status, 412);
});

test('a case hangs under another, never under itself, and not under one that is not there', async () => {
  const [above, below] = [await openedCase(district), await openedCase(district)];
  const idOf = async (code: string) => (await desk('GET', `/api/cases/${code}`)).body.id;
  await done(desk, below, 'set-parent', { parentId: await idOf(above) });
  const seen = (await desk('GET', `/api/cases/${above}`)).body;
  assert.deepEqual(
    seen.children.map(({ code }: { code: string }) => code),
    [below],
  );
  const loop = await act(desk, above, 'set-parent', { parentId: await idOf(below) });
  assert.deepEqual([loop.status, loop.body.type], [422, 'urn:maplebridge:operations.parentLoop']);
  const nobody = await act(desk, above, 'set-parent', { parentId: '0198c7de-0000-7000-8000-000000000000' });
  assert.equal(nobody.status, 404);
});

test('a slip is taken back, and the case reads as if it had not happened', async () => {
  const code = await openedCase(district, { category: 'appearance.litter' });
  const before = (await urban('GET', `/api/cases/${code}`)).body;
  const body = await done(urban, code, 'accept', { task: taskOf(before, 'urban-management') });
  assert.deepEqual(body.undoable[0].act, 'accept');
  const undone = await urban('POST', `/api/cases/${code}/undo`, { rev: body.revision }, { 'if-match': `"${body.revision}"` });
  assert.equal(undone.status, 200, undone.text);
  const now = (await urban('GET', `/api/cases/${code}`)).body;
  assert.deepEqual(
    [now.state, now.tasks, now.clocks.map(({ state }: { state: string }) => state)],
    [before.state, before.tasks, ['running', 'running']],
  );
});

test('a deadline that passes is written down once, with the ladder that led there', async () => {
  const code = await openedCase(district, { category: 'fire.smoke' });
  hours(1.2);
  await district.runJob(watchJob, {});
  hours(2);
  await district.runJob(watchJob, {});
  await district.runJob(watchJob, {});
  const body = (await desk('GET', `/api/cases/${code}`)).body;
  const answer = body.clocks.find(({ kind }: { kind: { key: string } }) => kind.key === 'answer');
  assert.deepEqual(
    [answer.onTime, answer.breachedAt, answer.ladder.map(({ told }: { told: boolean }) => told)],
    [false, answer.dueAt, [true, true, true, true]],
  );
  const log = (await desk('GET', `/api/cases/${code}/log`)).body.items;
  assert.equal(log.filter(({ act: name }: { act: string }) => name === 'tick').length, 2);
});

test('throwing the projections away and folding the logs again gives the very same rows', async () => {
  const tables = [
    'operations_case',
    'operations_task',
    'operations_clock',
    'operations_pause',
    'operations_appeal',
    'operations_merge',
  ] as const;
  const read = () =>
    district.look(async (db) =>
      Promise.all(
        tables.map((table) => (db as never as import('kysely').Kysely<CaseTables>).selectFrom(table).selectAll().orderBy('id').execute()),
      ),
    );
  const before = await read();
  assert.ok(before.every((rows, at) => rows.length > 0 || tables[at] === 'operations_merge'));
  assert.ok((await rebuildOperations(district.work() as never)) >= 7);
  assert.deepEqual(await read(), before);
});
