import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openSignIn, type SignInTest } from './test-support.ts';

let test: SignInTest;

before(async () => {
  test = await openSignIn();
  await test.addPerson({ account: 'chen', roles: ['auditor'], department: 'audit' });
  await test.addPerson({ account: 'locked' });
  await test.addPerson({ account: 'closed' });
});
after(() => test.close());

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
});
