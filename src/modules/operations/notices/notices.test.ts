// Who hears of what: from the act on a case to the news of the people concerned.
import assert from 'node:assert/strict';
import { randomUUIDv7 } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { openTestDistrict, type TestDistrict } from '#kernel/testing';

import { watchJob } from '../cases/watch.ts';
import { operations } from '../module.ts';
import { CLERK } from '../signals/test-support.ts';
import { type Ask, DESK, done, openedCase, SUPERVISOR, URBAN } from '../test-support.ts';

const PEOPLE = {
  urban: { id: randomUUIDv7(), role: 'department-official', department: 'urban-management' },
  housing: { id: randomUUIDv7(), role: 'department-official', department: 'housing-construction' },
  supervisor: { id: randomUUIDv7(), role: 'supervisor', department: 'government-office' },
  gone: { id: randomUUIDv7(), role: 'department-official', department: 'urban-management' },
};

let district: TestDistrict;
let urban: Ask;

before(async () => {
  district = await openTestDistrict({ modules: [operations], now: new Date('2026-03-02T01:00:00Z') });
  const now = district.clock.now;
  await district.look(async (tx) => {
    for (const [name, { id, role, department }] of Object.entries(PEOPLE)) {
      const disabled_at = name === 'gone' ? now : null;
      await tx
        .insertInto('kernel_person')
        .values({ id, display_name: name, department, persona: null, created_at: now, disabled_at })
        .execute();
      const grant = { id: randomUUIDv7(), person_id: id, role, department: null, until: null, granted_by: 'test', granted_at: now };
      await tx
        .insertInto('kernel_role_grant')
        .values({ ...grant, revoked_by: null, revoked_at: null })
        .execute();
    }
  });
  urban = district.as(URBAN);
});
after(() => district.close());

/** Delivers what happened, and reads the news of a case: who was told what kind. */
async function told(code: string) {
  while ((await district.deliver()) > 0);
  const rows = await district.look((tx) =>
    tx.selectFrom('kernel_notification').selectAll().where('code', '=', code).orderBy('id').execute(),
  );
  return rows.map((row) => ({
    ...row,
    who: Object.entries(PEOPLE).find(([, { id }]) => id === row.recipient_id)?.[0] ?? row.recipient_id,
  }));
}

describe('news about a case', () => {
  it('that a task is offered reach those who handle the department’s tasks, once, and nobody else', async () => {
    const code = await openedCase(district, { category: 'appearance.litter', title: '居民张三门前垃圾' });
    const news = await told(code);
    assert.deepEqual(
      news.map(({ who, kind }) => `${who} ${kind}`),
      ['urban task'],
    );
    assert.deepEqual(
      news.map(({ href }) => href),
      [`/console/cases/${code}`],
    );
    assert.doesNotMatch(JSON.stringify(news), /张三|垃圾/, 'code and link only');
    assert.match(news[0]?.text.zh ?? '', /执法局|城市管理|综合/);
  });

  it('that time runs out reach whose deadline it is, and supervisors when it has passed', async () => {
    const code = await openedCase(district, { category: 'appearance.litter' });
    await told(code);
    for (let hour = 0; hour < 24 * 12; hour += 6) {
      district.clock.now = new Date(district.clock.now.getTime() + 6 * 3_600_000);
      await district.runJob(watchJob, {});
    }
    const news = await told(code);
    const kinds = (who: string) => new Set(news.filter((each) => each.who === who).map(({ kind }) => kind));
    assert.ok(kinds('urban').has('deadline') && kinds('urban').has('breach'), [...kinds('urban')].join());
    assert.deepEqual([...kinds('supervisor')], ['breach']);
    assert.ok(news.filter(({ kind }) => kind === 'breach').every(({ urgent }) => urgent));
    assert.equal(kinds('housing').size, 0);
  });

  it('that a superior demands action reach the department at once', async () => {
    const code = await openedCase(district, { category: 'appearance.litter' });
    await done(district.as(SUPERVISOR), code, 'order', { department: 'urban-management', demand: '今日办结' });
    const news = await told(code);
    assert.deepEqual(
      news.filter(({ kind }) => kind === 'supervision').map(({ who, urgent }) => [who, urgent]),
      [['urban', true]],
    );
    assert.doesNotMatch(JSON.stringify(news), /今日办结/);
  });

  it('that it was answered reach the reporter by account, or at the address given with the report, which is recorded as read', async () => {
    const clerk = district.as(CLERK);
    await district.look((tx) =>
      tx.insertInto('kernel_delivery_channel').values({ channel: 'sms', ready: true, public_key: null }).execute(),
    );
    const signal = await clerk('POST', '/api/signals', {
      source: 'telephone',
      externalId: 'note-1',
      text: '楼道堆放杂物',
      category: 'appearance.litter',
      place: { lng: 120.62, lat: 29.93 },
      reporter: { name: '张三', phone: '13800138000' },
    });
    assert.equal(signal.status, 200, signal.text);
    const listed: { id: string; eventId: string }[] = (await clerk('GET', '/api/signals?limit=200')).body.items;
    const eventId = listed.find(({ id }) => id === signal.body.id)?.eventId;
    const opened = await clerk('POST', `/api/events/${eventId}/case`, {}, { 'if-match': '"1"' });
    assert.equal(opened.status, 200, opened.text);
    const code = opened.body.caseCode;
    const desk = district.as(DESK);
    const { tasks } = (await desk('GET', `/api/cases/${code}`)).body;
    await done(urban, code, 'accept', { task: tasks[0].id });
    await done(urban, code, 'done', { task: tasks[0].id, result: '已清理' });
    await done(urban, code, 'answer', { result: '已清理' });
    const answered = (await told(code)).filter(({ kind }) => kind === 'answer');
    assert.deepEqual(
      answered.map(({ recipient_id }) => recipient_id),
      [`reporter:${signal.body.id}`],
    );
    const [queued] = await district.look((tx) =>
      tx.selectFrom('kernel_delivery').selectAll().where('recipient_id', '=', `reporter:${signal.body.id}`).execute(),
    );
    assert.equal(queued?.state, 'waiting');
    const reads = await district.look((tx) =>
      tx.selectFrom('kernel_access_log').selectAll().where('subject_id', '=', `reporter:${signal.body.id}`).execute(),
    );
    assert.deepEqual(
      reads.map(({ purpose }) => purpose),
      ['operations:contact-reporter'],
    );
    await district.deliver();
    assert.equal((await told(code)).filter(({ kind }) => kind === 'answer').length, 1, 'a repetition tells nobody twice');
  });
});
