import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { openSignIn, type SignInTest } from './test-support.ts';

let test: SignInTest;
let admin: ReturnType<SignInTest['browser']>;

before(async () => {
  test = await openSignIn();
  await test.addPerson({ account: 'admin', roles: ['people-admin'], department: 'data-administration' });
  admin = test.browser();
  await admin.signIn('admin');
  await admin.session();
});
beforeEach(() => test.resetClock());
after(() => test.close());

const codeOf = (answer: { body: { type: string } }) => answer.body.type.replace('urn:maplebridge:', '');

async function invited(account: string, about: object = {}): Promise<{ personId: string; path: string }> {
  const given = { name: `新人 ${account}`, account, department: 'finance', roles: ['auditor'], ...about };
  const answer = await admin.send('POST', '/api/identity/people', given);
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}

describe('people', () => {
  it('are invited, set a password through a link that works once, and sign in with the roles they were given', async () => {
    const { path } = await invited('newcomer');
    const browser = test.browser();
    assert.match((await browser.send('GET', path)).text, /"open":true/);
    const weak = await browser.form(path, { password: 'newcomer1234' });
    assert.equal(weak.status, 422);
    const set = await browser.form(path, { password: 'lantern over nine bridges' });
    assert.deepEqual([set.status, set.location], [303, '/sign-in']);
    const again = await browser.form(path, { password: 'another password of mine' });
    assert.equal(again.status, 410);
    assert.equal((await browser.signIn('newcomer', 'lantern over nine bridges')).status, 200);
    assert.ok((await browser.session()).permissions.includes('policy:read'));
  });

  it('cannot use a link after three days, nor one that a newer one replaced', async () => {
    const { personId, path } = await invited('slow');
    const newer = await admin.send('POST', `/api/identity/people/${personId}/invitations`);
    assert.equal(newer.status, 201, newer.text);
    assert.equal((await test.browser().form(path, { password: 'lantern over nine bridges' })).status, 410);
    test.advance(73 * 3_600_000);
    assert.equal((await test.browser().form(newer.body.path, { password: 'lantern over nine bridges' })).status, 410);
  });

  it('are listed with filters, page by page, and each look leaves a line that the person can see', async () => {
    const { personId } = await invited('looked-at', { department: 'health' });
    const { body } = await admin.send('GET', '/api/identity/people?department=health&q=looked');
    assert.deepEqual(
      body.items.map((item: { id: string }) => item.id),
      [personId],
    );
    const lines = await test.look((tx) => tx.selectFrom('kernel_access_log').selectAll().where('subject_id', '=', personId).execute());
    assert.ok(lines.length > 0);
    assert.equal(lines[0]?.purpose, 'identity:administration');
    const seen = new Set<string>();
    let next: string | null = '';
    while (next !== null) {
      const page: { body: { items: { id: string }[]; next: string | null } } = await admin.send(
        'GET',
        `/api/identity/people?limit=2&cursor=${next}`,
      );
      for (const { id } of page.body.items) assert.equal(seen.has(id), false);
      for (const { id } of page.body.items) seen.add(id);
      next = page.body.next;
    }
    const { n } = await test.look((tx) =>
      tx
        .selectFrom('kernel_person')
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow(),
    );
    assert.equal(seen.size, Number(n));
  });

  it('of other departments stay hidden from a head of department', async () => {
    await test.addPerson({ account: 'head', roles: ['department-head'], department: 'finance' });
    const { personId: theirs } = await invited('elsewhere', { department: 'health' });
    const { personId: own } = await invited('ours', { department: 'finance' });
    const head = test.browser();
    await head.signIn('head');
    const { body } = await head.send('GET', '/api/identity/people');
    assert.ok(body.items.some((item: { id: string }) => item.id === own));
    assert.ok(body.items.every((item: { department: string }) => item.department === 'finance'));
    assert.equal((await head.send('GET', `/api/identity/people/${theirs}`)).status, 404);
    assert.equal((await head.send('GET', '/api/identity/people?department=health')).body.items.length, 0);
  });

  it('get and lose roles; nobody changes their own', async () => {
    const { personId } = await invited('promoted', { roles: [] });
    const granted = await admin.send('POST', `/api/identity/people/${personId}/roles`, { role: 'data-steward' });
    assert.equal(granted.status, 201, granted.text);
    assert.equal(codeOf(await admin.send('POST', `/api/identity/people/${personId}/roles`, { role: 'data-steward' })), 'identity.roleHeld');
    assert.equal(codeOf(await admin.send('POST', `/api/identity/people/${personId}/roles`, { role: 'emperor' })), 'identity.roleUnknown');
    const [grant] = granted.body.roles;
    const revoked = await admin.send('DELETE', `/api/identity/people/${personId}/roles/${grant.id}`);
    assert.deepEqual([revoked.status, revoked.body.roles], [200, []]);
    const { id } = await admin.session();
    for (const answer of [
      await admin.send('POST', `/api/identity/people/${id}/roles`, { role: 'auditor' }),
      await admin.send('PUT', `/api/identity/people/${id}/disabled`, { disabled: true }),
    ]) {
      assert.deepEqual([answer.status, codeOf(answer)], [409, 'identity.notOneself']);
    }
  });

  it('whose account is closed are out at once and stay out', async () => {
    const { personId, path } = await invited('leaver');
    const browser = test.browser();
    await browser.form(path, { password: 'lantern over nine bridges' });
    await browser.signIn('leaver', 'lantern over nine bridges');
    assert.equal((await admin.send('PUT', `/api/identity/people/${personId}/disabled`, { disabled: true })).status, 200);
    test.advance(5_001);
    assert.equal((await browser.session()).signedIn, false);
    const back = await browser.signIn('leaver', 'lantern over nine bridges');
    assert.deepEqual([back.status, codeOf(back)], [403, 'identity.disabled']);
    assert.equal((await browser.signIn('leaver', 'wrong')).status, 401, 'only who knows the password learns that it is closed');
  });

  it('hold a role only until it ends, and only in the department it was given for', async () => {
    const { personId, path } = await invited('temporary', { roles: [], department: 'finance' });
    const until = new Date(test.clock().getTime() + 60_000).toISOString();
    await admin.send('POST', `/api/identity/people/${personId}/roles`, { role: 'auditor', until });
    await admin.send('POST', `/api/identity/people/${personId}/roles`, { role: 'data-steward', department: 'health' });
    const browser = test.browser();
    await browser.form(path, { password: 'lantern over nine bridges' });
    await browser.signIn('temporary', 'lantern over nine bridges');
    const rolesNow = async () =>
      ((await browser.send('GET', '/api/identity/session')).body.roles as { key: string }[]).map(({ key }) => key);
    assert.deepEqual(await rolesNow(), ['auditor']);
    test.advance(61_000);
    assert.deepEqual(await rolesNow(), []);
    await admin.session();
    await admin.send('PATCH', `/api/identity/people/${personId}`, { department: 'health' });
    test.advance(5_001);
    assert.deepEqual(await rolesNow(), ['data-steward']);
  });

  it('are refused words that are no account, department or name', async () => {
    for (const wrong of [
      { account: 'Chen Wei' },
      { account: "x'; drop table kernel_user; --" },
      { name: '   ' },
      { roles: ['x'.repeat(100)] },
    ]) {
      const given = { name: '某人', account: 'fine', department: null, roles: [], ...wrong };
      assert.equal((await admin.send('POST', '/api/identity/people', given)).status, 400, JSON.stringify(wrong));
    }
    const answer = await admin.send('POST', '/api/identity/people', { name: '某人', account: 'fine', department: 'atlantis', roles: [] });
    assert.deepEqual([answer.status, codeOf(answer)], [422, 'identity.departmentUnknown']);
    await invited('taken');
    assert.equal(
      codeOf(await admin.send('POST', '/api/identity/people', { name: '某人', account: 'taken', department: null, roles: [] })),
      'identity.accountTaken',
    );
  });
});

describe('keys of machines', () => {
  it('work with the permissions they name, are kept as digests, and stop when revoked or over', async () => {
    await test.addPerson({ account: 'engineer', roles: ['platform-engineer'] });
    const engineer = test.browser();
    await engineer.signIn('engineer');
    await engineer.session();
    const expiresAt = new Date(test.clock().getTime() + 3_600_000).toISOString();
    const issue = (permissions: string[]) =>
      engineer.send('POST', '/api/identity/service-tokens', { name: 'sensor feed', permissions, expiresAt });
    assert.equal(codeOf(await issue(['nobody:has-this'])), 'identity.delegationBeyond');
    const { body } = await issue(['policy:read']);
    const machine = test.browser();
    const headers = { authorization: `Bearer ${body.token}` };
    assert.equal((await machine.send('GET', '/api/policy/matrix', undefined, headers)).status, 200);
    assert.equal((await machine.send('GET', '/api/identity/people', undefined, headers)).status, 403);
    assert.equal((await machine.send('GET', '/api/policy/matrix', undefined, { authorization: `${headers.authorization}x` })).status, 401);
    const kept = await test.look((tx) => tx.selectFrom('kernel_service_token').selectAll().execute());
    assert.ok(!JSON.stringify(kept).includes(body.token));
    await engineer.send('DELETE', `/api/identity/service-tokens/${body.id}`);
    test.advance(5_001);
    assert.equal((await machine.send('GET', '/api/policy/matrix', undefined, headers)).status, 401);
    const second = await issue(['policy:read']);
    test.advance(3_601_000);
    assert.equal(
      (await machine.send('GET', '/api/policy/matrix', undefined, { authorization: `Bearer ${second.body.token}` })).status,
      401,
    );
  });
});
