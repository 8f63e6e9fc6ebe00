// Deadlines on their way into a calendar program: from the case to the entry, and out again when the address is revoked.
import assert from 'node:assert/strict';
import { randomUUIDv7 } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import ICAL from 'ical.js';
import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { type Ask, DESK, done, openedCase, URBAN } from '../test-support.ts';

const OFFICIAL = randomUUIDv7();

let district: TestDistrict;
let official: Ask;
let urban: Ask;

before(async () => {
  district = await openTestDistrict({ modules: [operations], now: new Date('2026-03-02T01:00:00Z') });
  await district.look(async (tx) => {
    const now = district.clock.now;
    const account = {
      id: OFFICIAL,
      display_name: '骆文海',
      department: 'urban-management',
      persona: null,
      created_at: now,
      disabled_at: null,
    };
    await tx.insertInto('kernel_person').values(account).execute();
    const grant = { id: randomUUIDv7(), person_id: OFFICIAL, role: 'department-official', department: null, until: null };
    await tx
      .insertInto('kernel_role_grant')
      .values({ ...grant, granted_by: 'test', granted_at: now, revoked_by: null, revoked_at: null })
      .execute();
  });
  official = district.as(
    person({ id: OFFICIAL, department: 'urban-management', roles: ['department-official'], permissions: ['operations:see'] }),
  );
  urban = district.as(URBAN);
});
after(() => district.close());

async function made(scope = 'department'): Promise<{ id: string; path: string }> {
  const { status, body, text } = await official('POST', '/api/calendar-feeds', { label: '手机', scope });
  assert.equal(status, 201, text);
  return body;
}

/** What a calendar program finds at an address. */
async function looked(path: string) {
  const { status, text, headers } = await district.as()('GET', path, undefined, { host: 'city.example.gov.cn' });
  assert.equal(status, 200, text);
  assert.equal(headers['content-type'], 'text/calendar; charset=utf-8');
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((each) => {
    const { uid, summary, sequence, startDate } = new ICAL.Event(each);
    const status = each.getFirstPropertyValue('status');
    return { uid, code: summary, sequence, at: startDate.toJSDate().toISOString(), status, url: String(each.getFirstPropertyValue('url')) };
  });
  return { text, events, etag: String(headers['etag']) };
}

const clockOf = (body: { clocks: { id: string; kind: { key: string }; dueAt: string }[] }, kind: string) =>
  body.clocks.find((clock) => clock.kind.key === kind);

describe('a calendar address', () => {
  it('shows each deadline of the department where the case page has it, with code and link only', async () => {
    const code = await openedCase(district, { category: 'appearance.litter', title: '居民张三门前垃圾', text: '电话 13800000000' });
    const { path } = await made();
    const { body } = await urban('GET', `/api/cases/${code}`);
    const signIn = clockOf(body, 'sign-in');
    const { events, text } = await looked(path);
    const entry = events.find(({ uid }) => uid.startsWith(signIn?.id ?? '-'));
    assert.ok(entry, text);
    assert.deepEqual([entry.code, entry.status, entry.at], [code, 'CONFIRMED', new Date(signIn?.dueAt ?? 0).toISOString()]);
    assert.equal(entry.url, `http://city.example.gov.cn/console/cases/${code}`);
    assert.doesNotMatch(text, /张三|13800000000|垃圾/);
  });

  it('takes a deadline out when it is met or paused, and puts it back later, each with a higher sequence', async () => {
    const code = await openedCase(district, { category: 'appearance.litter' });
    const { path } = await made();
    let { body } = await urban('GET', `/api/cases/${code}`);
    const task = body.tasks.find(({ department }: { department: string }) => department === 'urban-management').id;
    body = await done(urban, code, 'accept', { task });
    const finish = clockOf(body, 'finish');
    const entry = async () => (await looked(path)).events.find(({ uid }) => uid.startsWith(finish?.id ?? '-'));
    const first = await entry();
    assert.equal(first?.status, 'CONFIRMED');
    await done(urban, code, 'pause', { clock: finish?.id, code: 'weather', evidence: '暴雨' });
    const paused = await entry();
    assert.equal(paused?.status, 'CANCELLED');
    await done(urban, code, 'resume', { clock: finish?.id });
    const again = await entry();
    assert.equal(again?.status, 'CONFIRMED');
    await done(urban, code, 'done', { task, result: '已清运' });
    await done(urban, code, 'answer', { result: '已清运' });
    const over = await entry();
    assert.equal(over?.status, 'CANCELLED');
    const sequences = [first, paused, again, over].map((each) => each?.sequence ?? 0);
    assert.deepEqual(
      sequences,
      sequences.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(sequences).size, 4);
    assert.equal(new Set([first, paused, again, over].map((each) => each?.uid)).size, 1, 'one entry for life');
  });

  it('of one’s own shows assigned tasks only, and none of another department', async () => {
    await openedCase(district, { category: 'roads.pothole' });
    assert.deepEqual((await looked((await made('mine')).path)).events, []);
    const { events } = await looked((await made()).path);
    assert.ok(events.length > 0);
    const desk = district.as(DESK);
    for (const { code } of events) {
      const { lead, tasks } = (await desk('GET', `/api/cases/${code}`)).body;
      assert.ok([lead, ...tasks.map(({ department }: { department: string }) => department)].includes('urban-management'));
    }
  });

  it('costs little when nothing changed', async () => {
    const { path } = await made();
    const { etag } = await looked(path);
    const again = await district.as()('GET', path, undefined, { host: 'city.example.gov.cn', 'if-none-match': etag });
    assert.equal(again.status, 304);
  });

  it('is void at once when it is revoked, when its owner may no longer see, and when nobody made it', async () => {
    const { id, path } = await made();
    const stranger = district.as(person({ permissions: ['operations:see'] }));
    assert.equal((await stranger('DELETE', `/api/calendar-feeds/${id}`)).status, 404);
    assert.equal((await official('DELETE', `/api/calendar-feeds/${id}`)).status, 200);
    const gone = async (address: string) => {
      const { status, text } = await district.as()('GET', address);
      assert.ok(status === 404 || status === 400, `${address}: ${status}`);
      assert.doesNotMatch(text, /VEVENT/);
    };
    for (const address of [path, `/calendar/${'x'.repeat(43)}.ics`, '/calendar/x.ics']) await gone(address);
    const other = await made();
    const { now } = district.clock;
    const roles = (change: { revoked_at: Date | null; revoked_by: string | null }) =>
      district.look((tx) => tx.updateTable('kernel_role_grant').set(change).where('person_id', '=', OFFICIAL).execute());
    await roles({ revoked_at: now, revoked_by: 'test' });
    await gone(other.path);
    await roles({ revoked_at: null, revoked_by: null });
    await looked(other.path);
    await district.look((tx) => tx.updateTable('kernel_person').set({ disabled_at: now }).where('id', '=', OFFICIAL).execute());
    await gone(other.path);
  });

  it('is nowhere kept in clear, and listed without its secret', async () => {
    const { path } = await made();
    const secret = path.slice('/calendar/'.length, -'.ics'.length);
    const rows = await district.pool.query(`select t::text as row from ${district.schema}.operations_calendar_feed t`);
    assert.ok(rows.rows.every(({ row }: { row: string }) => !row.includes(secret)));
    assert.ok(!(await official('GET', '/api/calendar-feeds')).text.includes(secret));
  });

  it('is not made for more than one may see', async () => {
    const { status, body } = await official('POST', '/api/calendar-feeds', { label: 'x', scope: 'district' });
    assert.deepEqual([status, body.type], [403, 'urn:maplebridge:calendar.tooWide']);
  });
});
