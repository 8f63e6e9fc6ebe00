import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';

import { operations } from '../module.ts';
import { signalOfReceipt } from '../signals/reporters.ts';
import type { SignalContext } from '../signals/tables.ts';
import { DESK } from '../test-support.ts';
import { type ReportPage, reportForm } from './report.ts';
import type { ReportForm } from './report-message.ts';
import type { PortalContext } from './tables.ts';

let district: TestDistrict;
before(async () => {
  district = await openTestDistrict({ modules: [operations], now: new Date('2026-11-20T01:00:00Z') });
});
after(() => district.close());

const RESIDENT = person({ id: 'resident' });
const LAMP: ReportForm = { text: '路灯不亮三天了', town: '330699001', place: '枫江路 12 号', number: 'a1b2c3d4-e5f6-7890' };

/** Presses a button of the page's form. */
async function press(form: ReportForm, { ip = '192.0.2.1', as }: { ip?: string; as?: typeof RESIDENT } = {}) {
  const outcome = await district.act((context) => reportForm(context as unknown as PortalContext, form, 'zh', ip), as);
  assert.ok('data' in outcome);
  return { status: outcome.status ?? 422, page: outcome.data as ReportPage };
}
const signals = async () => (await district.as(DESK)('GET', '/api/signals?source=portal')).body.items;

describe('a report on the portal', () => {
  it('is shown once more with categories its words suggest before anything is kept', async () => {
    const { status, page } = await press({ ...LAMP, step: 'check' });
    assert.deepEqual([status, page.step, page.guesses[0]?.key], [200, 'check', 'roads.streetlight']);
    assert.deepEqual(await signals(), []);
  });

  it('reaches the inbox, and the receipt leads to it; sent twice it counts once', async () => {
    const sent = { ...LAMP, guess: 'roads.streetlight', phone: '138 0000 0000', step: 'send' } as const;
    const first = await press(sent);
    assert.equal(first.page.step, 'sent');
    const again = await press(sent);
    const [signal, ...others] = await signals();
    assert.deepEqual(others, []);
    assert.equal(signal.category, 'roads.streetlight');
    assert.deepEqual(signal.payload.place, { label: '古桥街道 枫江路 12 号' });
    assert.equal(JSON.stringify(signal).includes('138'), false, 'contact details are kept apart');
    const holder = await district.act((context) => signalOfReceipt(context as unknown as SignalContext, again.page.receipt ?? ''));
    assert.equal(holder, signal.id);
  });

  it('becomes a case in the town that was chosen, though nobody gave a point', async () => {
    const [{ eventId }] = await signals();
    const desk = district.as(DESK);
    const { revision } = (await desk('GET', `/api/events/${eventId}`)).body;
    const { body, text } = await desk('POST', `/api/events/${eventId}/case`, {}, { 'if-match': `"${revision}"` });
    assert.ok(body.caseCode, text);
    assert.equal((await desk('GET', `/api/cases/${body.caseCode}`)).body.town, '330699001');
  });

  it('belongs to the account of whoever had signed in', async () => {
    await press({ text: '夜间施工', guess: 'desk', step: 'send' }, { as: RESIDENT });
    const [latest] = await signals();
    const rows = await district.look((db) =>
      db
        .selectFrom('operations_reporter' as never)
        .selectAll()
        .where('signal_id' as never, '=', latest.id as never)
        .execute(),
    );
    assert.equal((rows[0] as { account_id: string }).account_id, RESIDENT.id);
  });

  it('that cannot be taken says why beside each field, keeps what was typed, and leaves nothing behind', async () => {
    const before = (await signals()).length;
    const wrong: readonly [ReportForm, string][] = [
      [{ text: ' ' }, 'text'],
      [{ text: 'x'.repeat(5_000) }, 'text'],
      [{ text: 'a\0b' }, 'text'],
      [{ text: 'a\ud800b' }, 'text'],
      [{ ...LAMP, name: '\udfff' }, 'text'],
      [{ ...LAMP, town: '110101' }, 'town'],
      [{ ...LAMP, place: '路'.repeat(400) }, 'place'],
      [{ ...LAMP, point: 'here' }, 'point'],
      [{ ...LAMP, point: '39.9, 116.4' }, 'point'],
      [{ ...LAMP, point: '999, 999' }, 'point'],
      [{ ...LAMP, phone: 'javascript:1' }, 'phone'],
      [{ ...LAMP, email: 'x' }, 'email'],
      [{ ...LAMP, guess: 'no.such' }, 'category'],
      [{ ...LAMP, guess: 'list', category: '' }, 'category'],
    ];
    for (const [form, field] of wrong) {
      const { status, page } = await press({ ...form, step: 'send' });
      assert.deepEqual([status, page.errors.map((error) => error.field), page.form.text], [422, [field], form.text]);
    }
    assert.equal((await signals()).length, before);
  });

  it('takes coordinates in either order', async () => {
    for (const point of ['29.939, 120.632', '120.632，29.939'])
      await press({ ...LAMP, point, guess: 'desk', step: 'send' }, { ip: '192.0.2.2' });
    const [{ payload }, { payload: other }] = await signals();
    assert.deepEqual([payload.place.lat, payload.place.lng], [29.939, 120.632]);
    assert.deepEqual(other.place, payload.place);
  });

  it('one sender can send only so many, and keeps the words that were refused', async () => {
    const answers = [];
    for (let index = 0; index < 22; index++)
      answers.push(await press({ text: `第 ${index} 件`, guess: 'desk', step: 'send' }, { ip: '192.0.2.9' }));
    assert.deepEqual([answers[19]?.status, answers[20]?.status], [200, 429]);
    assert.equal(answers[21]?.page.form.text, '第 21 件');
    assert.equal((await press({ text: '邻居', guess: 'desk', step: 'send' }, { ip: '192.0.2.10' })).status, 200);
  });
});
