import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { DESK, HOUSING, openedCase, SUPERVISOR, URBAN } from '../test-support.ts';

let district: TestDistrict;
before(async () => {
  district = await openTestDistrict({ modules: [operations], now: new Date('2026-11-20T02:00:00Z') });
});
after(() => district.close());

const item = { finding: '水泵晚到四十分钟', action: '备用水泵前置', owner: 'urban-management', dueOn: '2026-12-01' };
const opened = async (about: object) =>
  (await district.as(SUPERVISOR)('POST', '/api/reviews', { title: '暴雨复盘', summary: '积水三处', items: [item], ...about })).body;
const base = (revision: number) => ({ 'if-match': `"${revision}"` });

test('a storm day is reviewed: each finding has an owner and a date, and the review ends when all are done', async () => {
  const review = await opened({ day: '2026-11-18' });
  assert.deepEqual([review.day, review.case, review.items, review.overdue], ['2026-11-18', null, 1, 0]);
  const early = await district.as(SUPERVISOR)('POST', `/api/reviews/${review.id}/close`, {}, base(1));
  assert.deepEqual([early.status, early.body.type], [409, 'urn:maplebridge:operations-reviews.openItems']);
  const end = `/api/reviews/${review.id}/items/${review.findings[0].id}/done`;
  assert.equal((await district.as(HOUSING)('POST', end, { outcome: 'x' }, base(1))).status, 403, 'another department’s finding');
  assert.equal((await district.as(URBAN)('POST', end, { outcome: '已前置三台' })).status, 428);
  const ended = await district.as(URBAN)('POST', end, { outcome: '已前置三台' }, base(1));
  assert.deepEqual([ended.status, ended.body.done], [200, 1], ended.text);
  assert.equal((await district.as(URBAN)('POST', end, { outcome: 'x' }, base(1))).status, 412, 'somebody else changed it meanwhile');
  assert.equal((await district.as(URBAN)('POST', end.replace('/done', '/reopen'), {}, base(2))).body.done, 0);
  await district.as(URBAN)('POST', end, { outcome: '已前置三台' }, base(3));
  const closed = await district.as(SUPERVISOR)('POST', `/api/reviews/${review.id}/close`, {}, base(4));
  assert.equal(closed.body.state, 'closed', closed.text);
  assert.equal((await district.as(SUPERVISOR)('PATCH', `/api/reviews/${review.id}`, { title: 'x' }, base(5))).status, 409);
});

test('a case is reviewed by its code; what is late is shown to its owner', async () => {
  const code = await openedCase(district);
  const review = await opened({ case: code.toLowerCase() });
  assert.equal(review.case.code, code);
  district.clock.now = new Date('2026-12-02T02:00:00Z');
  const mine = (await district.as(URBAN)('GET', '/api/reviews?state=open&owner=urban-management')).body.items;
  assert.deepEqual([mine.length, mine[0].id, mine[0].overdue], [1, review.id, 1]);
  assert.equal((await district.as(URBAN)('GET', '/api/reviews?owner=transport')).body.items.length, 0);
});

test('a review about nothing, about two things, about tomorrow, or owned by nobody is refused', async () => {
  const ask = (about: object) => district.as(SUPERVISOR)('POST', '/api/reviews', { title: 'x', summary: 'x', items: [], ...about });
  assert.equal((await ask({})).body.type, 'urn:maplebridge:operations-reviews.aboutOne');
  assert.equal((await ask({ day: '2026-11-01', case: 'x' })).status, 422);
  assert.equal((await ask({ day: '2030-01-01' })).body.type, 'urn:maplebridge:operations-reviews.future');
  assert.equal(
    (await ask({ day: '2026-11-01', items: [{ ...item, owner: 'nobody' }] })).body.type,
    'urn:maplebridge:operations.unknownDepartment',
  );
  assert.equal((await district.as(DESK)('POST', '/api/reviews', { title: 'x', summary: 'x', items: [], day: '2026-11-01' })).status, 403);
});
