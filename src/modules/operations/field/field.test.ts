import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';

import { modules } from '../../../app.ts';
import { DESK, done, FIELD, openedCase, URBAN } from '../test-support.ts';

const MATE = person({ id: 'mate', department: 'urban-management', permissions: ['operations:see', 'operations:field'] });
const NOBODY = person({ id: 'nobody', department: 'transport', permissions: ['operations:see', 'operations:field'] });

let district: TestDistrict;
let [desk, urban, field, mate, nobody] = [] as unknown as ReturnType<TestDistrict['as']>[];
before(async () => {
  district = await openTestDistrict({ modules, now: new Date('2026-11-23T01:00:00Z') });
  [desk, urban, field, mate, nobody] = [DESK, URBAN, FIELD, MATE, NOBODY].map((actor) => district.as(actor));
});
after(() => district?.close());

type Ask = ReturnType<TestDistrict['as']>;
interface Sent {
  readonly code: string;
  readonly task: string;
  readonly revision: number;
}

/** A task that urban management accepted, assigned to somebody. */
async function assigned(assignee: string | null, kind: 'person' | 'team' = 'person'): Promise<Sent> {
  const code = await openedCase(district, { category: 'appearance.litter' });
  let body = (await (urban as Ask)('GET', `/api/cases/${code}`)).body;
  const task = body.tasks[0].id;
  body = await done(urban as Ask, code, 'accept', { task });
  if (assignee) body = await done(desk as Ask, code, 'assign', { task, kind, assignee });
  return { code, task, revision: body.revision };
}

async function team(): Promise<string> {
  const id = randomUUID();
  await district.pool.query(
    `insert into "${district.schema}".operations_team (id, revision, name_zh, name_en, department, skills, capacity, duty, created_at)
     values ($1, 1, '巡查一组', 'Patrol 1', 'urban-management', '{}', 3, 'always', now())`,
    [id],
  );
  await joins('mate', id);
  return id;
}

async function joins(personId: string, teamId: string): Promise<void> {
  const member = `insert into "${district.schema}".operations_member (person_id, revision, name, team_id, skills, joined_at)`;
  await district.pool.query(`${member} values ($1, 1, 'M', $2, '{}', now())`, [personId, teamId]);
}

const send = (ask: Ask | undefined, { task, revision }: Sent, act: string, input: object, key = randomUUID()) =>
  (ask as Ask)('POST', `/api/tasks/${task}/${act}`, input, { 'if-match': `"${revision}"`, 'idempotency-key': key });
const ids = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);

test('a worker gets the tasks given to him and to his team, others get none of them, and the department’s on demand', async () => {
  const own = await assigned('field');
  const crew = await assigned(await team(), 'team');
  const open = await assigned(null);
  const mine = (await (field as Ask)('GET', '/api/field/tasks')).body;
  assert.deepEqual(ids(mine), [own.task]);
  assert.equal(mine.items[0].whose, 'person');
  assert.ok(mine.facts.stages.length > 0 && mine.facts.cannot.length > 0 && mine.facts.phrases.done.length > 0);
  const theirs = (await (mate as Ask)('GET', '/api/field/tasks')).body;
  assert.deepEqual(ids(theirs), [crew.task]);
  assert.deepEqual([theirs.items[0].whose, theirs.items[0].team.zh], ['team', '巡查一组']);
  assert.deepEqual(ids((await (nobody as Ask)('GET', '/api/field/tasks?department=true')).body), []);
  const all = ids((await (field as Ask)('GET', '/api/field/tasks?department=true')).body);
  assert.deepEqual(all.toSorted(), [own.task, open.task].toSorted());
});

test('a list that has not changed is not sent again', async () => {
  const first = await (field as Ask)('GET', '/api/field/tasks');
  const tag = String(first.headers['etag']);
  assert.match(tag, /^"[\w-]+"$/);
  assert.equal((await (field as Ask)('GET', '/api/field/tasks', undefined, { 'if-none-match': tag })).status, 304);
  await assigned('field');
  assert.equal((await (field as Ask)('GET', '/api/field/tasks', undefined, { 'if-none-match': tag })).status, 200);
});

test('a step on the way stands beside whatever others did, with the time of the device', async () => {
  const sent = await assigned('field');
  await done(urban as Ask, sent.code, 'edit', { place: '桥西' });
  const clientAt = '2026-11-23T00:10:00Z';
  const answer = await send(field, sent, 'progress', { stage: 'arrived', text: '已到', clientAt });
  assert.deepEqual([answer.status, answer.body.merged, answer.body.others.length], [200, true, 1], answer.text);
  const { body } = await (field as Ask)('GET', `/api/field/tasks/${sent.task}`);
  assert.deepEqual([body.story.at(-1).title.zh, body.story.at(-1).words, body.story.at(-1).mine], ['已到达现场', '已到', true]);
  const log = (await (urban as Ask)('GET', `/api/cases/${sent.code}/log`)).body.items;
  assert.deepEqual(log.at(-1).note, { task: sent.task, stage: 'arrived', text: '已到', clientAt });
  assert.equal((await send(field, sent, 'progress', { stage: 'lunch' })).status, 422);
});

test('a step taken before somebody else finished the task is still written down', async () => {
  const sent = await assigned('field');
  await done(urban as Ask, sent.code, 'done', { task: sent.task, result: '已清理' });
  const answer = await send(field, sent, 'progress', { stage: 'arrived', clientAt: '2026-11-23T00:10:00Z' });
  assert.deepEqual([answer.status, answer.body.merged], [200, true], answer.text);
});

test('who cannot do a task gives it back with a reason, and it is nobody’s then', async () => {
  const sent = await assigned('field');
  const answer = await send(field, sent, 'cannot', { reason: 'no-access', text: '大门锁闭' });
  assert.equal(answer.status, 200, answer.text);
  assert.ok(!ids((await (field as Ask)('GET', '/api/field/tasks')).body).includes(sent.task));
  assert.equal((await (urban as Ask)('GET', `/api/cases/${sent.code}`)).body.tasks[0].state, 'accepted');
  assert.equal((await send(field, { ...sent, revision: answer.body.revision }, 'cannot', { reason: 'no-access', text: 'x' })).status, 403);
});

test('two who finish the same task apart both see both results; the second may put the result right', async () => {
  const { rows } = await district.pool.query(`select id from "${district.schema}".operations_team limit 1`);
  const sent = await assigned(rows[0].id, 'team');
  assert.equal((await send(field, sent, 'done', { result: '已清理' })).status, 403, 'of the department, but not of the team');
  await joins('field', rows[0].id);
  assert.equal((await send(field, sent, 'done', { result: '已清理' })).status, 200);
  const second = await send(mate, sent, 'done', { result: '已清理，补种两株' });
  assert.equal(second.status, 409, second.text);
  const { fields, yours, theirs, head } = second.body.details;
  const result = `tasks.${sent.task}.result`;
  assert.ok(fields.includes(result));
  assert.deepEqual([yours[result], theirs[result]], ['已清理，补种两株', '已清理']);
  const amended = await send(mate, { ...sent, revision: head }, 'amend', { result: '已清理，补种两株' });
  assert.equal(amended.status, 200, amended.text);
  assert.equal((await (mate as Ask)('GET', `/api/field/tasks/${sent.task}`)).body.result, '已清理，补种两株');
  assert.equal((await send(nobody, { ...sent, revision: amended.body.revision }, 'amend', { result: 'x' })).status, 403);
});

test('an act sent again under its key counts once, also six days later; the key with other words is refused', async () => {
  const sent = await assigned('field');
  const key = randomUUID();
  const note = (input: object) =>
    (field as Ask)('POST', `/api/cases/${sent.code}/acts/note`, input, { 'if-match': `"${sent.revision}"`, 'idempotency-key': key });
  const one = await note({ text: '一', task: sent.task });
  district.clock.now = new Date(district.clock.now.getTime() + 6.9 * 86_400_000);
  const clean = district.modules.flatMap(({ jobs }) => jobs).find(({ type }) => type.name === 'core.clean');
  await district.runJob((clean as unknown as { type: never }).type, {} as never);
  const two = await note({ text: '一', task: sent.task });
  assert.deepEqual([one.status, two.status, two.body], [200, 200, one.body]);
  assert.equal((await note({ text: '二', task: sent.task })).status, 422);
});
