import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';

import { GOOD_PASSWORD, openSignIn, type SignInTest } from './test-support.ts';

let test: SignInTest;

before(async () => {
  test = await openSignIn();
});
beforeEach(() => test.resetClock());
after(() => test.close());

type Browser = ReturnType<SignInTest['browser']>;

const codeOf = (answer: { body: { type: string } }) => answer.body.type.replace('urn:maplebridge:', '');

/** RFC 6238 with SHA-1, six digits and half minutes, written here from the standard. */
function totp(secret: string, at: number): string {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * Sets a second factor up for a new person. The code of the next half minute proves it, so that `code` of this one stays fresh; both
 * are taken for half a minute before and after, so it does not matter when the clock turns.
 */
async function enrolled(account: string): Promise<{ browser: Browser; secret: string; code: string; recoveryCodes: string[] }> {
  const began = Date.now();
  await test.addPerson({ account });
  const browser = test.browser();
  await browser.signIn(account);
  await browser.session();
  const start = await browser.send('POST', '/api/identity/two-factor/start', { password: GOOD_PASSWORD });
  assert.equal(start.status, 200, start.text);
  assert.match(start.body.uri, /^otpauth:\/\/totp\/Maplebridge/);
  const finish = await browser.send('POST', '/api/identity/two-factor/finish', { code: totp(start.body.secret, began + 30_000) });
  assert.equal(finish.status, 200, finish.text);
  return { browser, code: totp(start.body.secret, began), ...start.body };
}

describe('a second factor', () => {
  it('is asked for after the password, and nothing works before it is given', async () => {
    const { code } = await enrolled('careful');
    const browser = test.browser();
    const first = await browser.signIn('careful');
    assert.deepEqual(first.body, { signedIn: false, secondFactor: true });
    assert.equal((await browser.session()).signedIn, false);
    const second = await browser.send('POST', '/api/identity/second-factor', { code });
    assert.equal(second.status, 200, second.text);
    assert.equal((await browser.session()).signedIn, true);
  });

  it('takes each code once, even while its half minute lasts and in another browser', async () => {
    const { code } = await enrolled('replayed');
    const [owner, thief] = [test.browser(), test.browser()];
    await owner.signIn('replayed');
    await thief.signIn('replayed');
    assert.equal((await owner.send('POST', '/api/identity/second-factor', { code })).status, 200);
    const replay = await thief.send('POST', '/api/identity/second-factor', { code });
    assert.deepEqual([replay.status, codeOf(replay)], [401, 'identity.wrongCode']);
    assert.equal((await thief.session()).signedIn, false);
    const open = await test.look((tx) =>
      tx
        .selectFrom('kernel_session')
        .innerJoin('kernel_user', 'kernel_user.id', 'user_id')
        .select('token')
        .where('username', '=', 'replayed')
        .execute(),
    );
    assert.equal(open.length, 2, 'the first browser’s and the one that enrolled, none for the thief');
  });

  it('takes one of two that send the same code at the same moment', async () => {
    const { code } = await enrolled('raced');
    const browsers = [test.browser(), test.browser()];
    for (const browser of browsers) await browser.signIn('raced');
    const answers = await Promise.all(browsers.map((browser) => browser.send('POST', '/api/identity/second-factor', { code })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401]);
  });

  it('cannot be guessed: five wrong codes end the attempt, and the account waits', async () => {
    const { code } = await enrolled('besieged');
    const browser = test.browser();
    await browser.signIn('besieged');
    for (let turn = 0; turn < 5; turn++) {
      assert.equal((await browser.send('POST', '/api/identity/second-factor', { code: '000000' })).status, 401);
    }
    const { status } = await browser.send('POST', '/api/identity/second-factor', { code });
    assert.ok(status === 401 || status === 429, String(status));
    const fresh = test.browser();
    await fresh.signIn('besieged');
    const late = await fresh.send('POST', '/api/identity/second-factor', { code });
    assert.deepEqual([late.status, codeOf(late)], [429, 'identity.locked']);
  });

  it('can be replaced by a recovery code on the day the phone is lost, once', async () => {
    const { recoveryCodes } = await enrolled('phoneless');
    const [code = ''] = recoveryCodes;
    const [first, again] = [test.browser(), test.browser()];
    await first.signIn('phoneless');
    assert.equal((await first.send('POST', '/api/identity/second-factor', { code })).status, 200);
    assert.equal((await first.session()).signedIn, true);
    await again.signIn('phoneless');
    assert.equal((await again.send('POST', '/api/identity/second-factor', { code })).status, 401);
  });

  it('is set up and removed only with the password', async () => {
    const { browser } = await enrolled('cautious');
    await browser.session();
    const wrong = await browser.send('POST', '/api/identity/two-factor/remove', { password: 'not it' });
    assert.deepEqual([wrong.status, codeOf(wrong)], [403, 'identity.passwordWrong']);
    assert.equal((await browser.send('POST', '/api/identity/two-factor/remove', {})).status, 403);
    assert.equal((await browser.send('POST', '/api/identity/two-factor/remove', { password: GOOD_PASSWORD })).status, 200);
    assert.deepEqual((await test.browser().signIn('cautious')).body, { signedIn: true, secondFactor: false });
  });

  it('keeps its secret encrypted', async () => {
    const { secret } = await enrolled('sealed');
    const rows = await test.look((tx) => tx.selectFrom('kernel_two_factor').selectAll().execute());
    assert.ok(rows.length > 0);
    for (const row of rows) assert.ok(!JSON.stringify(row).includes(secret));
  });

  it('works on pages without script: set up, and asked for', async () => {
    const began = Date.now();
    await test.addPerson({ account: 'scriptless' });
    const browser = test.browser();
    await browser.signIn('scriptless');
    const page = await browser.form('/account/second-factor', { action: 'start', password: GOOD_PASSWORD });
    const secret = /"secret":"([A-Z2-7]+)"/.exec(page.text)?.[1] ?? '';
    assert.ok(secret, page.text);
    const done = await browser.form('/account/second-factor', { action: 'finish', code: totp(secret, began + 30_000) });
    assert.deepEqual([done.status, done.location], [303, '/account'], done.text);
    assert.equal((await browser.session()).signedIn, true, 'still signed in, with a new session');
    const next = test.browser();
    const asked = await next.form('/sign-in?back=%2Fmy-data', { account: 'scriptless', password: GOOD_PASSWORD });
    assert.equal(asked.location, '/sign-in/second-factor?back=%2Fmy-data');
    const wrong = await next.form(asked.location, { code: '123456' });
    assert.equal(wrong.status, 401);
    assert.match(wrong.text, /验证码不正确/);
    const right = await next.form(asked.location, { code: totp(secret, began) });
    assert.deepEqual([right.status, right.location], [303, '/my-data']);
  });

  it('is asked for again when the first step is too old or never happened', async () => {
    const browser = test.browser();
    await browser.session();
    const { status, body } = await browser.send('POST', '/api/identity/second-factor', { code: '123456' });
    assert.deepEqual([status, body.type], [401, 'urn:maplebridge:identity.challengeEnded']);
  });
});

describe('a password', () => {
  it('is refused when it is short, common, or made of the account’s own name', async () => {
    await test.addPerson({ account: 'zhanghuimin' });
    const browser = test.browser();
    await browser.signIn('zhanghuimin');
    await browser.session();
    const wants: [string, string][] = [
      ['short', 'identity.passwordTooShort'],
      ['password1234', 'identity.passwordTooCommon'],
      ['123456789012345', 'identity.passwordTooCommon'],
      ['woaini5201314', 'identity.passwordTooCommon'],
      ['aaaaaaaaaaaaaaaa', 'identity.passwordTooCommon'],
      ['qwertyuiop12', 'identity.passwordTooCommon'],
      ['zhanghuimin2026', 'identity.passwordTooCommon'],
      ['x'.repeat(129), 'identity.passwordTooLong'],
    ];
    for (const [next, code] of wants) {
      const answer = await browser.send('POST', '/api/identity/password', { current: GOOD_PASSWORD, next });
      assert.deepEqual([next, answer.status, codeOf(answer)], [next, 422, code]);
    }
  });

  it('changes only for who knows the old one, and ends every other session', async () => {
    await test.addPerson({ account: 'changer' });
    const [desk, phone] = [test.browser(), test.browser()];
    await desk.signIn('changer');
    await phone.signIn('changer');
    await desk.session();
    const next = '枫桥边的九盏红灯笼和雨声';
    assert.equal((await desk.send('POST', '/api/identity/password', { current: 'wrong', next })).status, 403);
    assert.equal((await desk.send('POST', '/api/identity/password', { current: GOOD_PASSWORD, next })).status, 200);
    test.advance(5_001);
    assert.equal((await desk.session()).signedIn, true);
    assert.equal((await phone.session()).signedIn, false);
    assert.equal((await test.browser().signIn('changer', next)).status, 200);
    assert.equal((await test.browser().signIn('changer')).status, 401);
  });
});
