import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { createBrowser, GOOD_PASSWORD, openSignIn, type SignInTest } from './test-support.ts';

let test: SignInTest;

before(async () => {
  test = await openSignIn();
  await test.addPerson({ account: 'chen', roles: ['auditor'], department: 'audit' });
});
beforeEach(() => test.resetClock());
after(() => test.close());

const codeOf = (answer: { body: { type: string } }) => answer.body.type.replace('urn:maplebridge:', '');

describe('signing in by password', () => {
  it('lets in whoever knows account and password, with a cookie that scripts and other sites cannot use', async () => {
    const browser = test.browser();
    const answer = await browser.signIn('chen');
    assert.deepEqual([answer.status, answer.body], [200, { signedIn: true, secondFactor: false }], answer.text);
    const [cookie] = [answer.headers['set-cookie']].flat().map(String);
    assert.match(cookie ?? '', /^maplebridge\.session_token=.*; HttpOnly.*SameSite=Lax/);
    const session = await browser.session();
    assert.equal(session.signedIn, true);
    assert.ok(session.permissions.includes('policy:read'));
  });

  it('also takes the e-mail address, in any case', async () => {
    assert.equal((await test.browser().signIn('CHEN@example.test')).status, 200);
  });

  it('says the same about a wrong password and an account that does not exist, in the same words', async () => {
    const [wrong, absent] = [
      await test.browser('203.0.113.1').signIn('chen', 'wrong horse'),
      await test.browser('203.0.113.1').signIn('nobody', 'x'),
    ];
    const { instance: _one, ...first } = wrong.body;
    const { instance: _two, ...second } = absent.body;
    assert.deepEqual([wrong.status, first], [absent.status, second]);
    assert.equal(codeOf(wrong), 'identity.wrongSignIn');
    assert.deepEqual(Object.keys(wrong.headers).sort(), Object.keys(absent.headers).sort());
  });

  it('spends the same work on an account that does not exist, so that time tells nothing', async () => {
    const hashes: string[] = [];
    const { password } = await test.identity.auth(test.district).$context;
    const [hash, verify] = [password.hash, password.verify];
    password.hash = (given) => {
      hashes.push('hash');
      return hash(given);
    };
    password.verify = (given) => {
      hashes.push('verify');
      return verify(given);
    };
    await test.browser('203.0.113.2').signIn('nobody-else', 'some password');
    await test.browser('203.0.113.2').signIn('chen', 'some password');
    Object.assign(password, { hash, verify });
    assert.deepEqual(hashes, ['hash', 'verify']);
  });

  it('keeps only an Argon2id hash with the parameters OWASP names', async () => {
    const rows = await test.look((tx) => tx.selectFrom('kernel_credential').select('password').execute());
    for (const { password } of rows) assert.match(password ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('gives a new session each time, ends the one before, and takes no session from the visitor', async () => {
    const browser = test.browser();
    browser.jar.set('maplebridge.session_token', 'chosen-by-somebody.AAAA');
    await browser.signIn('chen');
    const first = browser.jar.get('maplebridge.session_token');
    assert.notEqual(first, 'chosen-by-somebody.AAAA');
    await browser.signIn('chen');
    const old = test.browser();
    old.jar.set('maplebridge.session_token', String(first));
    assert.equal((await old.session()).signedIn, false);
    assert.equal((await browser.session()).signedIn, true);
  });

  it('refuses a session whose signature was changed', async () => {
    const browser = test.browser();
    await browser.signIn('chen');
    const [token = ''] = decodeURIComponent(browser.jar.get('maplebridge.session_token') ?? '').split('.');
    browser.jar.set('maplebridge.session_token', encodeURIComponent(`${token}.${Buffer.alloc(32).toString('base64')}`));
    assert.equal((await browser.session()).signedIn, false);
  });

  it('does nothing for a form on another site, nor without the page’s token', async () => {
    const browser = test.browser();
    await browser.session();
    const given = { account: 'chen', password: GOOD_PASSWORD };
    const foreign = await browser.send('POST', '/api/identity/sign-in', given, {
      'sec-fetch-site': 'cross-site',
      origin: 'https://evil.example',
    });
    const bare = await browser.send('POST', '/api/identity/sign-in', given, { 'x-csrf-token': '' });
    assert.deepEqual([foreign.status, bare.status], [403, 403]);
    assert.equal(codeOf(foreign), 'kernel.crossSite');
    const form = await browser.send('POST', '/sign-in', new URLSearchParams(given).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    assert.equal(form.status, 403);
    assert.equal((await browser.session()).signedIn, false);
  });

  it('marks the cookie Secure and names it __Secure- where people come by https', async () => {
    const secure = await openSignIn({ baseUrl: 'https://data.example.test' });
    try {
      await secure.addPerson({ account: 'wang' });
      const browser = createBrowser(secure.app, 'data.example.test');
      const answer = await browser.signIn('wang');
      assert.match(String([answer.headers['set-cookie']].flat()[0]), /^__Secure-maplebridge\.session_token=.*; Secure/);
      assert.equal((await browser.session()).signedIn, true);
    } finally {
      await secure.close();
    }
  });
});

describe('guessing', () => {
  it('is stopped after five wrong passwords from one address, with a clear word in both languages, also for the right password', async () => {
    await test.addPerson({ account: 'guessed' });
    const [attacker, owner] = [test.browser('192.0.2.9'), test.browser('192.0.2.10')];
    for (let turn = 0; turn < 5; turn++) assert.equal((await attacker.signIn('guessed', `guess number ${turn}`)).status, 401);
    const locked = await attacker.signIn('guessed');
    assert.equal(locked.status, 429);
    assert.equal(codeOf(locked), 'identity.locked');
    assert.match(locked.body.title, /15 minutes/);
    assert.match(locked.body.title_zh, /15 分钟/);
    assert.equal((await owner.signIn('guessed')).status, 200, 'who comes from elsewhere is not locked out by it');
    test.advance(16 * 60_000);
    assert.equal((await attacker.signIn('guessed')).status, 200, 'the lock ends by itself');
  });

  it('locks accounts that do not exist just the same', async () => {
    const browser = test.browser('192.0.2.11');
    for (let turn = 0; turn < 5; turn++) await browser.signIn('phantom', 'x');
    assert.equal((await browser.signIn('phantom', 'x')).status, 429);
  });

  it('cannot pass the limit by trying many at once', async () => {
    await test.addPerson({ account: 'hurried' });
    const browser = test.browser('192.0.2.12');
    await browser.session();
    const tries = Array.from({ length: 30 }, (_, n) =>
      browser.send('POST', '/api/identity/sign-in', { account: 'hurried', password: `p${n}` }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 401).length, 5);
    assert.equal(statuses.filter((status) => status === 429).length, 25);
  });

  it('from many addresses stops at the account’s own limit', async () => {
    await test.addPerson({ account: 'distributed' });
    const statuses: number[] = [];
    for (let turn = 0; turn < 21; turn++) statuses.push((await test.browser(`198.18.0.${turn}`).signIn('distributed', 'guess')).status);
    assert.deepEqual([statuses.slice(0, 20).every((status) => status === 401), statuses[20]], [true, 429]);
  });
});

describe('a session', () => {
  it('ends after an hour without a request, and after twelve hours in any case', async () => {
    const browser = test.browser('192.0.2.20');
    await browser.signIn('chen');
    test.advance(59 * 60_000);
    assert.equal((await browser.session()).signedIn, true);
    test.advance(61 * 60_000);
    assert.equal((await browser.session()).signedIn, false, 'idle');
    test.resetClock();
    await browser.signIn('chen');
    for (let half = 0; half < 24; half++) {
      test.advance(30 * 60_000);
      await browser.session();
    }
    assert.equal((await browser.session()).signedIn, false, 'the longest length counts from signing in');
  });

  it('is listed for its person, who can end it; it stops working within five seconds', async () => {
    const [desk, phone, other] = [test.browser(), test.browser(), test.browser()];
    await test.addPerson({ account: 'lister' });
    await desk.signIn('lister');
    await phone.signIn('lister');
    await other.signIn('chen');
    const { body } = await desk.send('GET', '/api/identity/sessions');
    assert.equal(body.items.length, 2);
    const theirs = body.items.find((item: { current: boolean }) => !item.current);
    assert.equal((await other.send('DELETE', `/api/identity/sessions/${theirs.id}`)).status, 404, 'nobody ends another’s');
    assert.equal((await desk.send('DELETE', `/api/identity/sessions/${theirs.id}`)).status, 200);
    test.advance(5_001);
    assert.equal((await phone.session()).signedIn, false);
    assert.equal((await desk.session()).signedIn, true);
  });

  it('is over at once after signing out, on the page without script too', async () => {
    const browser = test.browser();
    await browser.signIn('chen');
    const kept = browser.jar.get('maplebridge.session_token') ?? '';
    const left = await browser.form('/sign-out', {});
    assert.deepEqual([left.status, left.location], [303, '/']);
    assert.equal(browser.jar.has('maplebridge.session_token'), false);
    browser.jar.set('maplebridge.session_token', kept);
    assert.equal((await browser.session()).signedIn, false);
  });
});

describe('the page without script', () => {
  it('signs in and goes to where the person wanted, or works', async () => {
    const wanted = await test.browser().form('/sign-in?back=%2Fopen-data', { account: 'chen', password: GOOD_PASSWORD });
    assert.deepEqual([wanted.status, wanted.location], [303, '/open-data']);
    const desk = await test.browser().form('/sign-in', { account: 'chen', password: GOOD_PASSWORD });
    assert.equal(desk.location, '/console');
  });

  it('never leads to another site', async () => {
    for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', '/%5Cevil.example/..//evil']) {
      const { location } = await test
        .browser()
        .form(`/sign-in?back=${encodeURIComponent(back)}`, { account: 'chen', password: GOOD_PASSWORD });
      assert.match(location, /^\/(?![/\\])/, back);
    }
  });

  it('says what was wrong and keeps the account name, never the password', async () => {
    const wrong = await test.browser('192.0.2.30').form('/sign-in', { account: 'chen', password: 'not this one' });
    assert.equal(wrong.status, 401);
    assert.match(wrong.text, /账号或密码不正确/);
    assert.match(wrong.text, /"account":"chen"/);
    assert.doesNotMatch(wrong.text, /not this one/);
  });

  it('offers no demo persons outside of demo mode, whatever is posted', async () => {
    const browser = test.browser();
    assert.deepEqual((await browser.send('GET', '/api/identity/personas')).body, { items: [] });
    assert.equal((await browser.form('/sign-in', { persona: 'mayor' })).status, 404);
    assert.equal((await browser.send('POST', '/api/identity/personas/mayor/sign-in', {})).status, 404);
    assert.equal((await browser.session()).signedIn, false);
  });
});
