// Each way out of the house against a real other side: a mail server, an HTTP gateway, a push service and the browser behind it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { openBrowser, readVapid } from '../test-support/browser.ts';
import { openGateway, openMailServer, openPushService } from '../test-support/gateways.ts';
import { messageFor } from '../test-support/message.ts';
import { openMail } from './mail.ts';
import { openPush } from './push.ts';
import { openSms } from './sms.ts';
import { vapidKeysFrom } from './vapid.ts';

const FROM = '枫桥区 <notice@example.gov.cn>';

describe('mail', () => {
  it('leaves in a whole SMTP conversation with STARTTLS and sign-in, in both of its forms', async () => {
    const server = await openMailServer();
    const mail = openMail({ url: `smtp://clerk:right%20p%40ss@localhost:${server.port}`, from: FROM, requireTls: true }, server.ca);
    assert.deepEqual(await mail.send('somebody@example.com', messageFor()), { kind: 'sent' });
    const [letter] = server.letters;
    assert.ok(letter);
    assert.deepEqual(
      [letter.to, letter.from, letter.secure, letter.user],
      [['somebody@example.com'], 'notice@example.gov.cn', true, 'clerk'],
    );
    assert.match(letter.raw, /^Message-ID: <0193e4a8-0000-7000-8000-000000000001@city\.example\.gov\.cn>\r$/m);
    assert.match(letter.raw, /^Auto-Submitted: auto-generated\r$/m);
    assert.match(letter.raw, /multipart\/alternative/);
    mail.close();
    await server.close();
  });

  it('never goes unencrypted to a server on the network that offers no TLS', async () => {
    const server = await openMailServer({ options: { disabledCommands: ['STARTTLS'] } });
    const mail = openMail({ url: `smtp://localhost:${server.port}`, from: FROM, requireTls: true }, server.ca);
    const strict = openMail({ url: `smtp://0.0.0.0:${server.port}`, from: FROM, requireTls: true });
    assert.equal((await strict.send('somebody@example.com', messageFor())).kind, 'trouble');
    assert.deepEqual(server.letters, []);
    assert.equal((await mail.send('somebody@example.com', messageFor())).kind, 'sent', 'on this very machine it may');
    mail.close();
    strict.close();
    await server.close();
  });

  it('tells an address that is refused for good from one that is not now, and from a server in trouble', async () => {
    const codes: Record<string, number> = { 'gone@example.com': 550, 'full@example.com': 452 };
    const server = await openMailServer({ refuse: (address) => codes[address] ?? null });
    const mail = openMail({ url: `smtp://localhost:${server.port}`, from: FROM, requireTls: true });
    assert.deepEqual(await mail.send('gone@example.com', messageFor()), { kind: 'refused', problem: 'SMTP 550' });
    assert.deepEqual(await mail.send('full@example.com', messageFor()), { kind: 'trouble', problem: 'SMTP 452', gateway: false });
    mail.close();
    const wrong = openMail({ url: `smtp://clerk:wrong@localhost:${server.port}`, from: FROM, requireTls: true }, server.ca);
    assert.deepEqual(await wrong.send('somebody@example.com', messageFor()), { kind: 'trouble', problem: 'SMTP 535', gateway: true });
    wrong.close();
    await server.close();
    const down = openMail({ url: `smtp://localhost:${server.port}`, from: FROM, requireTls: true });
    assert.deepEqual(await down.send('somebody@example.com', messageFor()), { kind: 'trouble', problem: 'ESOCKET', gateway: true });
    down.close();
  });

  it('cannot be given a second header or recipient by words or addresses', async () => {
    const server = await openMailServer();
    const mail = openMail({ url: `smtp://localhost:${server.port}`, from: FROM, requireTls: true });
    await mail.send(
      'somebody@example.com',
      messageFor({ title: 'x\r\nBcc: thief@example.com\r\n\r\nhello', text: '<script>alert(1)</script>' }),
    );
    const [letter] = server.letters;
    assert.deepEqual(letter?.to, ['somebody@example.com']);
    assert.doesNotMatch(letter?.raw.split('\r\n\r\n')[0] ?? '', /^Bcc:/m);
    mail.close();
    await server.close();
  });
});

describe('text messages', () => {
  const settings = {
    url: 'x',
    method: 'POST' as const,
    headers: { authorization: 'Bearer key', 'x-trace': '{id}' },
    body: '{"to":"{phone}","words":"{text}","cb":"{receipt}"}',
    accepted: null,
    arrived: null,
    lost: null,
  };

  it('go to the gateway in its own form and say code and link only', async () => {
    const gateway = await openGateway(() => ({ status: 200, body: '{"code":"OK"}' }));
    const sms = openSms({ ...settings, url: `${gateway.url}/send?to={national}`, accepted: /"code":"OK"/ });
    const message = messageFor({ title: '张三的低保申请', text: '张三，身份证 330101…' });
    assert.deepEqual(await sms.send('+8613800000000', message, 'https://x.example/r/1'), { kind: 'sent' });
    const [request] = gateway.taken;
    assert.deepEqual([request?.method, request?.url], ['POST', '/send?to=13800000000']);
    assert.equal(request?.headers['x-trace'], message.id);
    assert.deepEqual(JSON.parse(String(request?.body)), { to: '+8613800000000', words: message.short, cb: 'https://x.example/r/1' });
    assert.doesNotMatch(`${request?.url}${String(request?.body)}`, /张三|身份证/);
    await gateway.close();
  });

  it('cannot break out of the template, whatever their values hold', async () => {
    const gateway = await openGateway(() => ({ status: 200 }));
    const nasty = '"},"to":"+999"\n&a=b\\<x>';
    for (const [type, body, read] of [
      ['application/json', '{"t":"{text}"}', (text: string) => JSON.parse(text).t],
      ['application/x-www-form-urlencoded', 't={text}&to={phone}', (text: string) => new URLSearchParams(text).get('t')],
    ] as const) {
      const sms = openSms({ ...settings, url: gateway.url, headers: { 'content-type': type, 'x-text': '{text}' }, body });
      await sms.send('+8613800000000', messageFor({ short: nasty }), '');
      assert.equal(read(String(gateway.taken.at(-1)?.body)), nasty);
    }
    await gateway.close();
  });

  it('that a gateway answers with 200 and an error code are not taken for sent', async () => {
    const gateway = await openGateway(() => ({ status: 200, body: '{"code":"LIMIT"}' }));
    const sms = openSms({ ...settings, url: gateway.url, accepted: /"code":"OK"/ });
    assert.deepEqual(await sms.send('+8613800000000', messageFor(), ''), { kind: 'trouble', problem: 'not accepted', gateway: true });
    await gateway.close();
    assert.deepEqual(await sms.send('+8613800000000', messageFor(), ''), { kind: 'trouble', problem: 'ECONNREFUSED', gateway: true });
  });

  it('are not carried to where a gateway redirects', async () => {
    const elsewhere = await openGateway(() => ({ status: 200 }));
    const gateway = await openGateway(() => ({ status: 307, headers: { location: elsewhere.url } }));
    const sms = openSms({ ...settings, url: gateway.url });
    assert.equal((await sms.send('+8613800000000', messageFor(), '')).kind, 'trouble');
    assert.deepEqual(elsewhere.taken, []);
    await gateway.close();
    await elsewhere.close();
  });
});

describe('push', () => {
  const keys = vapidKeysFrom(Buffer.alloc(32, 7));
  const open = (service: Awaited<ReturnType<typeof openPushService>>) =>
    openPush({ keys, subject: 'mailto:it@example.gov.cn', addressOf: async () => '127.0.0.1', trust: service.trust });
  const device = (browser: ReturnType<typeof openBrowser>, id = 'a') => ({
    id,
    endpoint: `https://push.example.com/${id}`,
    ...browser.keys,
  });

  it('can be read by the browser it is for, and by nobody else', async () => {
    const service = await openPushService('push.example.com');
    const [browser, other] = [openBrowser(), openBrowser()];
    assert.equal((await open(service).send([device(browser)], messageFor({ urgent: true }))).kind, 'sent');
    const [sent] = service.taken;
    assert.ok(sent);
    const { title, text, link, code, id, language } = messageFor();
    assert.deepEqual(browser.read(sent.body), { id, title, text, link, code, language });
    assert.throws(() => other.read(sent.body));
    assert.doesNotMatch(sent.body.toString('latin1'), /7K3M9QW2XAB/);
    assert.deepEqual([sent.headers['content-encoding'], sent.headers['urgency'], sent.url], ['aes128gcm', 'high', '/a']);
    assert.equal(sent.headers['topic'], '0193e4a8000070008000000000000001', 'a repetition replaces the first');
    await service.close();
  });

  it('says who sends it, for this push service and not for long', async () => {
    const service = await openPushService('push.example.com');
    await open(service).send([device(openBrowser())], messageFor());
    const { key, claims } = readVapid(String(service.taken[0]?.headers.authorization));
    assert.equal(key, keys.publicKey);
    assert.deepEqual([claims.aud, claims.sub], ['https://push.example.com', 'mailto:it@example.gov.cn']);
    const hours = (claims.exp * 1000 - Date.now()) / 3_600_000;
    assert.ok(hours > 0 && hours <= 24, `${hours} h (RFC 8292 allows 24)`);
    await service.close();
  });

  it('forgets browsers that are gone, and counts as sent when one of several takes it', async () => {
    const service = await openPushService('push.example.com', ({ url }) => ({ status: url === '/gone' ? 410 : 201 }));
    const push = open(service);
    const [one, gone] = [device(openBrowser(), 'one'), device(openBrowser(), 'gone')];
    assert.deepEqual(await push.send([one, gone], messageFor()), { kind: 'sent', gone: ['gone'] });
    assert.deepEqual(await push.send([gone], messageFor()), { kind: 'refused', problem: 'HTTP 410', gone: ['gone'] });
    await service.close();
  });

  it('follows no redirect', async () => {
    const elsewhere = await openGateway(() => ({ status: 201 }));
    const service = await openPushService('push.example.com', () => ({ status: 307, headers: { location: elsewhere.url } }));
    assert.equal((await open(service).send([device(openBrowser())], messageFor())).kind, 'refused');
    assert.deepEqual(elsewhere.taken, []);
    await service.close();
    await elsewhere.close();
  });

  it('has the same keys after every start of the installation', () => {
    assert.deepEqual(vapidKeysFrom(Buffer.alloc(32, 7)), keys);
    assert.notEqual(vapidKeysFrom(Buffer.alloc(32, 8)).publicKey, keys.publicKey);
    assert.equal(Buffer.from(vapidKeysFrom(Buffer.alloc(32, 255)).publicKey, 'base64url').length, 65);
  });
});
