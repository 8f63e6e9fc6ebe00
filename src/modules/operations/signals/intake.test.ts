import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { HERE, north, openIntake } from './test-support.ts';

let intake: Awaited<ReturnType<typeof openIntake>>;
before(async () => {
  intake = await openIntake();
});
after(() => intake.district.close());

const later = (minutes: number) => {
  intake.district.clock.now = new Date(intake.district.clock.now.getTime() + minutes * 60_000);
};
const inboxOf = async (query = '') => (await intake.clerk('GET', `/api/events?limit=200${query}`)).body.items;
const wholeOf = async (id: string) => (await intake.clerk('GET', `/api/events/${id}`)).body;
const eventOf = async (signalId: string): Promise<string> =>
  (await intake.clerk('GET', '/api/signals?limit=200')).body.items.find(({ id }: { id: string }) => id === signalId).eventId;
/** Takes a report in somewhere new, so that tests do not meet. */
let spot = 0;
const nextSpot = () => {
  spot += 1;
  return north(2_000 + 1_000 * spot);
};
const act = (id: string, name: string, revision: number, body: object = {}) =>
  intake.clerk('POST', `/api/events/${id}/${name}`, body, { 'if-match': `"${revision}"` });

test('the same source and number give the first signal back, with the very same body; another payload is refused in both languages', async () => {
  const { clerk, note } = intake;
  const message = note({ reporter: { name: '王', phone: '13800000000' } });
  const first = await clerk('POST', '/api/signals', message);
  later(5);
  const again = await clerk('POST', '/api/signals', message);
  assert.deepEqual([first.status, again.status], [200, 200], first.text);
  assert.equal(again.text, first.text);
  for (const other of [
    { ...message, text: '另一件事' },
    { ...message, reporter: { name: '王', phone: '13900000000' } },
  ]) {
    const refused = await clerk('POST', '/api/signals', other);
    assert.equal(refused.status, 409);
    assert.equal(refused.body.type, 'urn:maplebridge:operations-signals.otherPayload');
    assert.match(refused.text, /另|不同/);
  }
});

test('twenty at once with one number make one signal and one event, and all get one answer', async () => {
  const { machine, alarm, district } = intake;
  const message = alarm({ place: nextSpot() });
  const answers = await Promise.all(Array.from({ length: 20 }, () => machine('POST', '/api/signals', message)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  const rows = await district.look((tx) =>
    (tx as never as typeof district.db)
      .selectFrom('operations_signal' as never)
      .select('id' as never)
      .where('external_id' as never, '=', message.externalId as never)
      .execute(),
  );
  assert.equal(rows.length, 1);
});

test('people who report one thing at the same moment are all shown each other, none is joined without a person', async () => {
  const { clerk, note } = intake;
  const place = nextSpot();
  const answers = await Promise.all(Array.from({ length: 6 }, () => clerk('POST', '/api/signals', note({ place }))));
  const events = await Promise.all(answers.map(({ body }) => eventOf(body.id)));
  assert.equal(new Set(events).size, 6);
  const found = await Promise.all(events.map(wholeOf));
  const pairs = new Set(found.flatMap(({ duplicates }) => duplicates.map(({ id }: { id: string }) => id)));
  assert.equal(pairs.size, (6 * 5) / 2, 'every pair was seen, whoever came first');
});

test('a machine joins what is all but certainly the same by itself, a person’s report never; a split takes it out again', async () => {
  const { machine, clerk, note, alarm } = intake;
  const place = nextSpot();
  const first = (await machine('POST', '/api/signals', alarm({ place, assetId: 'LAMP-7' }))).body;
  later(1);
  const second = (await machine('POST', '/api/signals', alarm({ place, assetId: 'LAMP-7' }))).body;
  const event = await eventOf(first.id);
  assert.equal(await eventOf(second.id), event);
  const person = (await clerk('POST', '/api/signals', note({ place, assetId: 'LAMP-7' }))).body;
  assert.notEqual(await eventOf(person.id), event);
  const whole = await wholeOf(event);
  assert.deepEqual([whole.signals, whole.members.map(({ how }: { how: string }) => how)], [2, ['first', 'machine']]);
  assert.equal(whole.duplicates.filter(({ state }: { state: string }) => state === 'attached').length, 1);
  const split = await clerk('POST', `/api/signals/${second.id}/split`, {});
  assert.equal(split.status, 200, split.text);
  assert.equal((await wholeOf(event)).signals, 1);
  assert.equal(await eventOf(second.id), split.body.eventId);
  assert.equal((await clerk('POST', `/api/signals/${second.id}/split`, {})).status, 409, 'an event keeps one signal');
});

test('a suggestion shows every component, and what they add up to', async () => {
  const { clerk, note } = intake;
  const place = nextSpot();
  const first = (await clerk('POST', '/api/signals', note({ place }))).body;
  later(30);
  const at = { lng: place.lng, lat: place.lat + 20 / 111_195 };
  await clerk('POST', '/api/signals', note({ place: at, category: 'roads.pothole', text: '路灯不亮 路面破损' }));
  const [duplicate] = (await wholeOf(await eventOf(first.id))).duplicates;
  const by = Object.fromEntries(duplicate.components.map((part: { component: string }) => [part.component, part]));
  assert.deepEqual(Object.keys(by).sort(), ['place', 'text', 'time', 'type']);
  assert.ok(Math.abs(by['place'].measure - 20) < 0.5 && Math.abs(by['place'].score - 13 / 15) < 0.01);
  assert.deepEqual([by['type'].score, by['time'].measure], [0.5, 0.5]);
  const sum = duplicate.components.reduce((all: number, part: { score: number; weight: number }) => all + part.score * part.weight, 0);
  assert.ok(Math.abs(sum / 0.9 - duplicate.score) < 1e-5);
});

test('who reported changes no score: one caller twice and two callers are told apart by nothing', async () => {
  const scores = [];
  for (const [one, other] of [
    ['13800000001', '13800000001'],
    ['13800000002', '13800000003'],
  ]) {
    const place = nextSpot();
    const first = (await intake.clerk('POST', '/api/signals', intake.note({ place, reporter: { phone: one } }))).body;
    await intake.clerk(
      'POST',
      '/api/signals',
      intake.note({ place: { lng: place.lng, lat: place.lat + 0.0005 }, reporter: { phone: other } }),
    );
    scores.push((await wholeOf(await eventOf(first.id))).duplicates[0].score);
  }
  assert.ok(Math.abs(scores[0] - scores[1]) < 1e-4, scores.join());
});

test('“the same” joins two events and takes back exactly; “different” is not asked again', async () => {
  const { clerk, note } = intake;
  const place = nextSpot();
  const first = await eventOf((await clerk('POST', '/api/signals', note({ place }))).body.id);
  const second = await eventOf((await clerk('POST', '/api/signals', note({ place }))).body.id);
  const third = await eventOf((await clerk('POST', '/api/signals', note({ place }))).body.id);
  const before = await Promise.all([first, second, third].map(wholeOf));
  const plain = (whole: Record<string, unknown>) => ({ ...whole, revision: 0, log: [], duplicates: [] });
  const pair = async (one: string, other: string) =>
    (await wholeOf(one)).duplicates.find(({ event }: { event: { id: string } }) => event.id === other).id as string;
  const between = await pair(second, first);
  assert.equal((await clerk('POST', `/api/suggestions/${between}/decide`, { verdict: 'same' })).status, 200);
  assert.deepEqual([(await wholeOf(first)).signals, (await wholeOf(second)).state], [2, 'merged']);
  assert.equal((await clerk('POST', `/api/suggestions/${between}/decide`, { verdict: 'different' })).status, 409, 'decided already');
  assert.equal((await clerk('POST', `/api/suggestions/${between}/decide`, { verdict: 'open' })).status, 200);
  assert.deepEqual((await Promise.all([first, second, third].map(wholeOf))).map(plain), before.map(plain));
  const other = await pair(third, first);
  await clerk('POST', `/api/suggestions/${other}/decide`, { verdict: 'different' });
  assert.equal((await wholeOf(third)).duplicates.find(({ id }: { id: string }) => id === other).state, 'different');
});

test('chains of joined events count their signals once, and any link can be taken out again', async () => {
  const { clerk, note } = intake;
  const place = nextSpot();
  const events: string[] = [];
  for (let at = 0; at < 4; at += 1) {
    later(1);
    events.push(await eventOf((await clerk('POST', '/api/signals', note({ place }))).body.id));
  }
  const [a, b, c, d] = events as [string, string, string, string];
  const merge = async (one: string, into: string) => act(one, 'merge', (await wholeOf(one)).revision, { event: into });
  for (const [one, into] of [
    [d, c],
    [c, b],
    [b, a],
  ] as const)
    assert.equal((await merge(one, into)).status, 200);
  assert.equal((await wholeOf(a)).signals, 4);
  assert.equal((await merge(d, a)).body.type, 'urn:maplebridge:operations-signals.sameEvent');
  assert.equal((await act(c, 'reopen', (await wholeOf(c)).revision)).status, 200);
  assert.deepEqual(await Promise.all([a, b, c].map(async (id) => (await wholeOf(id)).signals)), [2, 1, 2]);
});

test('dismissing needs a reason from the list and the revision that was read, and can be taken back', async () => {
  const { clerk, note } = intake;
  const id = await eventOf((await clerk('POST', '/api/signals', note({ place: nextSpot() }))).body.id);
  assert.equal((await clerk('POST', `/api/events/${id}/dismiss`, { reason: 'test' })).status, 428);
  const unknown = await act(id, 'dismiss', 1, { reason: 'bored' });
  assert.deepEqual([unknown.status, unknown.body.details.known.includes('test')], [422, true]);
  assert.equal((await act(id, 'dismiss', 1, { reason: 'test' })).body.state, 'dismissed');
  assert.equal((await act(id, 'dismiss', 1, { reason: 'test' })).status, 409);
  assert.equal((await act(id, 'reopen', 2)).body.state, 'open');
  assert.deepEqual(
    (await wholeOf(id)).log.map(({ act: name }: { act: string }) => name),
    ['open', 'dismiss', 'reopen'],
  );
});

test('a case is opened from an event with what it knows; another event is attached to it and taken off again', async () => {
  const { clerk, note } = intake;
  const place = nextSpot();
  const id = await eventOf((await clerk('POST', '/api/signals', note({ place, reporter: { phone: '13800000000' } }))).body.id);
  const opened = await act(id, 'case', 1, {});
  assert.deepEqual([opened.status, opened.body.state], [200, 'cased'], opened.text);
  const found = (await clerk('GET', `/api/cases/${opened.body.caseCode}`)).body;
  assert.deepEqual([found.title, found.category.key, found.level.key], ['路灯不亮', 'roads.streetlight', 'normal']);
  assert.equal((await act(id, 'reopen', 2)).body.type, 'urn:maplebridge:operations-signals.caseFounded');
  const other = await eventOf((await clerk('POST', '/api/signals', note({ place }))).body.id);
  const attached = await act(other, 'attach', 1, { code: opened.body.caseCode.toLowerCase() });
  assert.deepEqual([attached.status, attached.body.caseCode], [200, opened.body.caseCode], attached.text);
  assert.equal((await act(other, 'reopen', 2)).body.state, 'open');
});

test('two cases of one thing are joined by a verdict on their signals, and parted by taking it back', async () => {
  const { clerk, note } = intake;
  const place = nextSpot();
  const codes = [];
  const events = [];
  for (let at = 0; at < 2; at += 1) {
    const id = await eventOf((await clerk('POST', '/api/signals', note({ place }))).body.id);
    events.push(id);
    codes.push((await act(id, 'case', 1, {})).body.caseCode);
  }
  const clocks = async (code: string) =>
    (await clerk('GET', `/api/cases/${code}`)).body.clocks.map(({ kind, dueAt, state }: Record<string, unknown>) => ({
      kind,
      dueAt,
      state,
    }));
  const before = await Promise.all(codes.map(clocks));
  const [duplicate] = (await wholeOf(events[1] as string)).duplicates;
  later(60);
  const joined = await clerk('POST', `/api/suggestions/${duplicate.id}/decide`, { verdict: 'same' });
  assert.equal(joined.status, 200, joined.text);
  const merged = await clerk('GET', `/api/cases/${codes[1]}`);
  assert.equal(merged.body.state, 'merged', merged.text);
  later(60);
  assert.equal((await clerk('POST', `/api/suggestions/${duplicate.id}/decide`, { verdict: 'open' })).status, 200);
  assert.deepEqual(await Promise.all(codes.map(clocks)), before);
});

test('lists are filtered, searched and paged without losing a line', async () => {
  const { clerk, note } = intake;
  for (let at = 0; at < 5; at += 1)
    await clerk('POST', '/api/signals', note({ place: nextSpot(), text: `磨塘河边垃圾 ${at}`, category: 'appearance.litter' }));
  const found = await inboxOf('&q=垃圾&group=appearance&state=open');
  assert.equal(found.length, 5);
  const pages = [];
  let cursor = '';
  do {
    const { body } = await clerk('GET', `/api/events?limit=2&group=appearance${cursor}`);
    pages.push(...body.items);
    cursor = body.next ? `&cursor=${body.next}` : '';
  } while (cursor);
  assert.deepEqual(
    pages.map(({ id }) => id),
    found.map(({ id }: { id: string }) => id),
  );
  assert.deepEqual(await inboxOf('&group=medical'), []);
  assert.deepEqual(await inboxOf('&q=%3F%21'), [], 'nothing in it that could be found');
});

test('writing a report down offers categories by its words and events that may be the same', async () => {
  const { clerk, note } = intake;
  const place = nextSpot();
  const id = await eventOf((await clerk('POST', '/api/signals', note({ place }))).body.id);
  const { body } = await clerk('POST', '/api/signals/preview', { text: '这里路灯不亮', category: 'roads.streetlight', ...place });
  assert.equal(body.categories[0].category, 'roads.streetlight');
  assert.deepEqual(
    body.duplicates.map(({ event }: { event: { id: string } }) => event.id),
    [id],
  );
  const english = (await clerk('POST', '/api/signals/preview', { text: 'Two street lamps are out, a big pothole too' })).body;
  assert.deepEqual(english.categories.map(({ category }: { category: string }) => category).sort(), ['roads.pothole', 'roads.streetlight']);
  assert.equal(
    (await inboxOf()).some(({ place: { lat } }: { place: { lat: number } }) => lat === HERE.lat + 99),
    false,
  );
});
