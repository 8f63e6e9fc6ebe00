// News on their way out, from the act that caused them to the mail server, the gateway and the browser on the other side.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '../testing/index.ts';
import type { Senders } from './channels/channel.ts';
import { openMail } from './channels/mail.ts';
import { openPush } from './channels/push.ts';
import { openSms } from './channels/sms.ts';
import { vapidKeysFrom } from './channels/vapid.ts';
import { deliveryState } from './delivery/state.ts';
import { openDelivery } from './delivery/worker.ts';
import { type News, notify } from './notify.ts';
import { openBrowser } from './test-support/browser.ts';
import { openGateway, openMailServer, openPushService } from './test-support/gateways.ts';

const BASE = 'https://city.example.gov.cn';
const operator = person({ permissions: ['notifications:care'] });

let town: TestDistrict;
let mailServer: Awaited<ReturnType<typeof openMailServer>>;
let gateway: Awaited<ReturnType<typeof openGateway>>;
let pushService: Awaited<ReturnType<typeof openPushService>>;
let gatewayStatus = 200;
let pushStatus = 201;

before(async () => {
  town = await openTestDistrict();
  mailServer = await openMailServer();
  gateway = await openGateway(() => ({ status: gatewayStatus }));
  pushService = await openPushService('push.example.com', () => ({ status: pushStatus }));
  await deliveryOf().announce();
});
after(async () => {
  for (const { email } of opened) email?.close();
  await Promise.all([mailServer.close(), gateway.close(), pushService.close()]);
  await town.close();
});

const opened: Senders[] = [];

/** A process that delivers, with its own connections to the gateways. */
function deliveryOf(change: Partial<Senders> = {}) {
  const senders: Senders = {
    email: openMail({ url: `smtp://localhost:${mailServer.port}`, from: '枫桥区 <notice@example.gov.cn>', requireTls: true }),
    sms: openSms({
      url: `${gateway.url}/send`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"to":"{phone}","text":"{text}","id":"{id}","report":"{receipt}"}',
      accepted: null,
      arrived: /DELIVRD/,
      lost: /UNDELIV/,
    }),
    push: openPush({
      keys: vapidKeysFrom(Buffer.alloc(32, 3)),
      subject: BASE,
      addressOf: async () => '127.0.0.1',
      trust: pushService.trust,
    }),
    ...change,
  };
  opened.push(senders);
  const { db, district, profile, clock } = town;
  return openDelivery({
    db,
    district,
    profile,
    clock: () => clock.now,
    baseUrl: BASE,
    senders,
    onError: (error) => assert.fail(String(error)),
  });
}

/** Rounds until nothing is due. */
async function deliverAll(delivery = deliveryOf()): Promise<number> {
  let tried = 0;
  for (let found = await delivery.round(); found > 0; found = await delivery.round()) tried += found;
  return tried;
}

const pass = (seconds: number) => {
  town.clock.now = new Date(town.clock.now.getTime() + seconds * 1000);
};
const tell = (recipientId: string, about: Partial<News> = {}) =>
  town.act((context) =>
    notify(context, {
      recipientId,
      title: { en: 'A task for you', zh: '有新任务' },
      text: { en: 'Please accept it', zh: '请及时签收' },
      href: '/console/operations/cases/7K3M9QW2XAB',
      ...about,
    }),
  );
const queueOf = (recipientId: string) =>
  town.look((tx) => tx.selectFrom('kernel_delivery').selectAll().where('recipient_id', '=', recipientId).orderBy('id').execute());

/** Proves an address the way a person does: asks, reads the code, types it. */
async function prove(who: ReturnType<typeof person>, channel: 'email' | 'sms', address: string): Promise<void> {
  const send = town.as(who);
  assert.equal((await send('POST', '/api/notifications/contacts', { channel, address })).status, 202);
  await deliverAll();
  const words = channel === 'sms' ? JSON.parse(String(gateway.taken.at(-1)?.body)).text : plain(mailServer.letters.at(-1)?.raw ?? '');
  const code = /\d{6}/.exec(words)?.[0];
  const { body } = await send('POST', `/api/notifications/contacts/${channel}/proof`, { code });
  assert.deepEqual(body, { state: 'proven' });
}

async function subscribe(who: ReturnType<typeof person>, name = 'one') {
  const browser = openBrowser();
  const subscription = { endpoint: `https://push.example.com/${who.id}/${name}`, keys: browser.keys, label: 'Firefox' };
  assert.equal((await town.as(who)('POST', '/api/notifications/devices', subscription)).status, 201);
  return browser;
}

/** The plain part of a letter. */
function plain(raw: string): string {
  const part = raw.split(/^--.*$/m).find((each) => /text\/plain/.test(each)) ?? '';
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/.test(head)) return Buffer.from(body, 'base64').toString();
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

describe('an address', () => {
  it('is used only after its owner typed the code that was sent there', async () => {
    const who = person();
    const send = town.as(who);
    await send('POST', '/api/notifications/contacts', { channel: 'email', address: 'Clerk@Example.com' });
    await tell(who.id, { kind: 'task' });
    await deliverAll();
    const before = mailServer.letters.length;
    assert.deepEqual(mailServer.letters.at(-1)?.to, ['clerk@example.com']);
    const code = /\d{6}/.exec(plain(mailServer.letters.at(-1)?.raw ?? ''))?.[0] ?? '';
    const wrong = code === '000000' ? '000001' : '000000';
    const proof = (typed: string) => send('POST', '/api/notifications/contacts/email/proof', { code: typed });
    assert.deepEqual((await proof(wrong)).body, { state: 'wrong', left: 4 });
    assert.deepEqual((await proof(code)).body, { state: 'proven' });
    await tell(who.id, { kind: 'task' });
    await deliverAll();
    assert.equal(mailServer.letters.length, before + 1);
    assert.match(
      plain(mailServer.letters.at(-1)?.raw ?? ''),
      /请及时签收[\s\S]*https:\/\/city\.example\.gov\.cn\/console\/operations\/cases\/7K3M9QW2XAB/,
    );
  });

  it('cannot be proven by trying codes: after five wrong ones the code is void, also the right one', async () => {
    const who = person();
    const send = town.as(who);
    await send('POST', '/api/notifications/contacts', { channel: 'sms', address: '138 0013 8000' });
    const claim = await town.look((tx) =>
      tx.selectFrom('kernel_contact_claim').selectAll().where('person_id', '=', who.id).executeTakeFirstOrThrow(),
    );
    assert.equal(claim.address, '+8613800138000');
    const wrong = claim.code === '111111' ? '222222' : '111111';
    const states = [];
    for (let n = 0; n < 5; n += 1) states.push((await send('POST', '/api/notifications/contacts/sms/proof', { code: wrong })).body.state);
    assert.deepEqual(states, ['wrong', 'wrong', 'wrong', 'wrong', 'expired']);
    assert.deepEqual((await send('POST', '/api/notifications/contacts/sms/proof', { code: claim.code })).body, { state: 'expired' });
  });

  it('gets no flood of codes', async () => {
    const who = person();
    const ask = () => town.as(who)('POST', '/api/notifications/contacts', { channel: 'sms', address: '13800138001' });
    assert.equal((await ask()).status, 202);
    assert.equal((await ask()).status, 429);
    for (let n = 0; n < 9; n += 1) {
      pass(61);
      assert.equal((await ask()).status, 202);
    }
    pass(61);
    assert.equal((await ask()).status, 429);
    await deliverAll();
  });

  it('that is none is refused in both languages', async () => {
    const send = town.as(person());
    for (const address of ['x', 'a@b', 'a b@example.com', 'a@example.com\nBcc: b@example.com', '"<x>"@example.com', 'a@-.com']) {
      const { status, body } = await send('POST', '/api/notifications/contacts', { channel: 'email', address });
      assert.equal(status, 422, address);
      assert.match(body.title_zh, /邮箱/);
    }
    for (const address of ['12345', '+0123', '238000', '１３８００１３８０００'])
      assert.equal((await send('POST', '/api/notifications/contacts', { channel: 'sms', address })).status, 422, address);
  });

  it('is erased on request, and what waited for it is not sent there any more', async () => {
    const who = person();
    await prove(who, 'email', 'leaver@example.com');
    await tell(who.id, { kind: 'task' });
    const before = mailServer.letters.length;
    assert.equal((await town.as(who)('DELETE', '/api/notifications/settings')).status, 200);
    await deliverAll();
    assert.equal(mailServer.letters.length, before);
    const kept = await town.look((tx) => tx.selectFrom('kernel_contact').select('address').where('person_id', '=', who.id).execute());
    assert.deepEqual(kept, []);
    assert.equal((await queueOf(who.id)).at(-1)?.state, 'failed');
  });
});

describe('news', () => {
  it('that were rolled back leave by no channel, and those with one key reach a person once', async () => {
    const who = person();
    await subscribe(who);
    const undone = town.act(async (context) => {
      await notify(context, { recipientId: who.id, title: { en: 'x', zh: 'x' }, text: { en: 'x', zh: 'x' }, href: '/' });
      throw new Error('undone');
    });
    await assert.rejects(undone, /undone/);
    for (let n = 0; n < 3; n += 1) await tell(who.id, { key: 'task-1' });
    assert.equal((await queueOf(who.id)).length, 1);
    assert.equal((await town.as(who)('GET', '/api/notifications/')).body.items.length, 1);
  });

  it('of a kind that the profile does not know are a mistake of the caller, said in words', async () => {
    await assert.rejects(tell(person().id, { kind: 'gossip' }), { code: 'notifications.unknownKind' });
  });

  it('queue nothing for somebody whom no channel reaches', async () => {
    const who = person();
    await tell(who.id, { kind: 'task' });
    assert.deepEqual(await queueOf(who.id), []);
  });

  it('go by the channels somebody chose for the kind, in their order and language', async () => {
    const who = person();
    const browser = await subscribe(who);
    await prove(who, 'sms', '13800138002');
    const settings = { language: 'en', quiet: null, channels: { task: ['sms', 'push'], deadline: [] } };
    assert.equal((await town.as(who)('PUT', '/api/notifications/settings', settings)).status, 200);
    await tell(who.id, { kind: 'task', code: '7K3M9QW2XAB' });
    await tell(who.id, { kind: 'deadline' });
    await tell(who.id, { kind: 'appeal' });
    await deliverAll();
    const message = JSON.parse(String(gateway.taken.at(-1)?.body));
    assert.equal(message.text, '[Fengqiao District] Matter 7K3M9QW2XAB: https://city.example.gov.cn/console/operations/cases/7K3M9QW2XAB');
    const rows = await queueOf(who.id);
    assert.deepEqual(
      rows.slice(1).map(({ channel, state }) => [channel, state]),
      [
        ['sms', 'sent'],
        ['push', 'sent'],
      ],
    );
    assert.equal((browser.read(pushService.taken.at(-1)?.body ?? Buffer.alloc(0)) as { title: string }).title, 'A task for you');
  });

  it('wait for the end of quiet hours, unless they are urgent or of a kind that may pass', async () => {
    const kept = town.clock.now;
    const who = person();
    await subscribe(who);
    town.clock.now = new Date('2026-11-24T15:30:00Z'); // 23:30 in the district
    await tell(who.id, { kind: 'task' });
    await tell(who.id, { kind: 'breach' });
    await tell(who.id, { kind: 'task', urgent: true });
    await deliverAll();
    const rows = await queueOf(who.id);
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['waiting', 'sent', 'sent'],
    );
    assert.equal(rows[0]?.next_at.toISOString(), '2026-11-24T23:00:00.000Z');
    const { lateSeconds, held } = await town.act(deliveryState);
    assert.deepEqual([lateSeconds, held], [0, 1], 'held on purpose is not late');
    town.clock.now = new Date('2026-11-24T23:00:00Z');
    await deliverAll();
    assert.equal((await queueOf(who.id))[0]?.state, 'sent');
    town.clock.now = kept;
  });
});

describe('a gateway that is down', () => {
  it('lets the queue grow where the operator and the board see it, backs off, falls to the next channel and loses nothing', async () => {
    const who = person();
    await prove(who, 'sms', '13800138003');
    await prove(who, 'email', 'second@example.com');
    await town.as(who)('PUT', '/api/notifications/settings', { language: 'zh', quiet: null, channels: { task: ['sms', 'email'] } });
    gatewayStatus = 503;
    const asked = gateway.taken.length;
    for (let n = 0; n < 30; n += 1) await tell(who.id, { kind: 'task', code: '7K3M9QW2XAB' });
    await deliverAll();
    const down = await town.act(deliveryState);
    assert.equal(down.waiting, 30);
    assert.equal(down.trouble, true);
    assert.ok(down.channels.find(({ channel }) => channel === 'sms')?.failingSince);
    assert.ok(gateway.taken.length - asked <= 20, 'a gateway that is down is not asked for every message');
    pass(31);
    await deliverAll();
    pass(121);
    await deliverAll();
    const rows = (await queueOf(who.id)).filter(({ notification_id }) => notification_id);
    assert.deepEqual([...new Set(rows.map(({ channel, state }) => `${channel} ${state}`))], ['email sent']);
    assert.equal(rows.length, 30);
    gatewayStatus = 200;
    pass(600);
    await tell(who.id, { kind: 'task' });
    await deliverAll();
    assert.equal((await town.act(deliveryState)).trouble, false, 'and it is well again by itself');
    assert.equal((await queueOf(who.id)).at(-1)?.channel, 'sms');
  });

  it('can be tried at once by the operator, who sees neither words nor addresses', async () => {
    const who = person();
    await subscribe(who);
    pushStatus = 503;
    await tell(who.id, { kind: 'task' });
    await deliverAll();
    const listed = await town.as(operator)('GET', '/api/notifications/deliveries?state=waiting');
    assert.equal(listed.body.items[0].problem, 'HTTP 503');
    assert.doesNotMatch(listed.text, new RegExp(`${who.id}|新任务|push\\.example`));
    pushStatus = 201;
    assert.equal((await town.as(operator)('POST', '/api/notifications/channels/push/try-now')).body.waiting, 1);
    await deliverAll();
    assert.equal((await queueOf(who.id))[0]?.state, 'sent');
    assert.equal((await town.as(person())('GET', '/api/notifications/deliveries')).status, 403);
  });
});

describe('a text message', () => {
  it('that the gateway reports as lost goes by the next channel; only the secret address takes reports', async () => {
    const who = person();
    await prove(who, 'sms', '13800138004');
    await prove(who, 'email', 'third@example.com');
    await town.as(who)('PUT', '/api/notifications/settings', { language: 'zh', quiet: null, channels: { task: ['sms', 'email'] } });
    await tell(who.id, { kind: 'task', code: '7K3M9QW2XAB' });
    await deliverAll();
    const { report } = JSON.parse(String(gateway.taken.at(-1)?.body));
    const { pathname } = new URL(report);
    const says = (path: string, status: string) =>
      town.as()('POST', path, Buffer.from(`stat=${status}`), { 'content-type': 'application/x-www-form-urlencoded' });
    assert.equal((await says(`/api/notifications/receipts/${'x'.repeat(32)}`, 'UNDELIV')).status, 404);
    assert.equal((await says(pathname, 'ENROUTE')).status, 200);
    assert.equal((await queueOf(who.id)).at(-1)?.state, 'sent');
    assert.equal((await says(pathname, 'UNDELIV')).status, 200);
    await deliverAll();
    const last = (await queueOf(who.id)).at(-1);
    assert.deepEqual([last?.channel, last?.state], ['email', 'sent']);
    assert.equal((await says(pathname, 'DELIVRD')).status, 200, 'a late report is taken and changes nothing');
    assert.deepEqual([(await queueOf(who.id)).at(-1)?.state], ['sent']);
  });

  it('that the gateway reports as arrived is delivered', async () => {
    const who = person();
    await prove(who, 'sms', '13800138005');
    await tell(who.id, { kind: 'answer' });
    await deliverAll();
    const { pathname } = new URL(JSON.parse(String(gateway.taken.at(-1)?.body)).report);
    await town.as()('POST', pathname, Buffer.from('{"s":"DELIVRD"}'), { 'content-type': 'application/json' });
    assert.equal((await queueOf(who.id)).at(-1)?.state, 'delivered');
  });
});

describe('several processes', () => {
  it('send each message once', async () => {
    const who = person();
    await subscribe(who);
    for (let n = 0; n < 60; n += 1) await tell(who.id, { kind: 'task' });
    const before = pushService.taken.length;
    await Promise.all([deliveryOf(), deliveryOf(), deliveryOf()].map((delivery) => deliverAll(delivery)));
    assert.equal(pushService.taken.length - before, 60);
  });

  it('leave alone what another has in hand', async () => {
    const who = person();
    await prove(who, 'sms', '13800138007');
    const { promise: took, resolve: take } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const slow = await openGateway(async () => {
      take();
      await released;
      return { status: 200 };
    });
    const sms = openSms({ url: slow.url, method: 'POST', headers: {}, body: '{}', accepted: null, arrived: null, lost: null });
    await tell(who.id, { kind: 'supervision' });
    const first = deliveryOf({ sms }).round();
    await took;
    assert.equal(await deliveryOf({ sms }).round(), 0);
    release();
    assert.equal(await first, 1);
    assert.equal(slow.taken.length, 1);
    await slow.close();
  });

  it('lose nothing when one is killed while it sends: another sends it, with the same id', async () => {
    const who = person();
    await prove(who, 'sms', '13800138006');
    const { promise: taken, resolve: took } = Promise.withResolvers<string>();
    const silent = await openGateway(({ body }) => {
      took(JSON.parse(String(body)).id);
      return new Promise(() => {}); // it took the message, and the answer never comes
    });
    town.clock.now = new Date();
    await tell(who.id, { kind: 'supervision' });
    const program = new URL('./test-support/delivering.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [program, town.dsn, town.district, silent.url], { stdio: 'inherit' });
    const id = await taken;
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal((await queueOf(who.id)).at(-1)?.state, 'waiting');
    town.clock.now = new Date(Date.now() + 121_000);
    await deliverAll();
    assert.equal(JSON.parse(String(gateway.taken.at(-1)?.body)).id, id);
    assert.equal((await queueOf(who.id)).at(-1)?.state, 'sent');
    await silent.close();
  });
});

describe('a device', () => {
  it('with a private address or damaged keys is refused', async () => {
    const send = town.as(person());
    const { keys } = openBrowser();
    const add = (change: object) =>
      send('POST', '/api/notifications/devices', { endpoint: 'https://push.example.com/x', keys, label: 'x', ...change });
    assert.equal((await add({ endpoint: 'https://10.0.0.1/x' })).status, 422);
    assert.equal((await add({ endpoint: 'http://push.example.com/x' })).status, 422);
    assert.equal((await add({ keys: { ...keys, p256dh: 'AAAA' } })).status, 422);
    assert.equal((await add({ keys: { ...keys, auth: 'AAAA' } })).status, 422);
  });

  it('that somebody else signs in on shows no more of the first person’s news', async () => {
    const [first, second] = [person(), person()];
    const { keys } = openBrowser();
    const subscription = { endpoint: 'https://push.example.com/shared', keys, label: 'kiosk' };
    for (const who of [first, second]) await town.as(who)('POST', '/api/notifications/devices', subscription);
    assert.deepEqual((await town.as(first)('GET', '/api/notifications/settings')).body.devices, []);
    const { devices } = (await town.as(second)('GET', '/api/notifications/settings')).body;
    assert.equal((await town.as(first)('DELETE', `/api/notifications/devices/${devices[0].id}`)).status, 404);
    assert.equal((await town.as(second)('DELETE', `/api/notifications/devices/${devices[0].id}`)).status, 200);
  });

  it('loads a service worker whose scope touches no page', async () => {
    const { status, headers, text } = await town.as()('GET', '/account/notifications/worker.js');
    assert.equal(status, 200);
    assert.match(String(headers['content-type']), /^text\/javascript/);
    assert.doesNotMatch(text, /addEventListener\('fetch'/);
  });
});
