import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { sql } from 'kysely';

import { personasFile } from './personas.ts';
import { actorOf, openSignIn, type SignInTest } from './test-support.ts';

const HOUR = 3_600_000;

let test: SignInTest;

before(async () => {
  test = await openSignIn({ demo: true });
});
beforeEach(() => test.resetClock());
after(() => test.close());

type Browser = ReturnType<SignInTest['browser']>;

const codeOf = (answer: { body: { type: string } }) => answer.body.type.replace('urn:maplebridge:', '');
const soon = (ms = HOUR) => new Date(test.clock().getTime() + ms).toISOString();

let count = 0;
async function somebody(about: { roles?: string[]; department?: string } = {}): Promise<{ id: string; browser: Browser }> {
  const account = `person${++count}`;
  const id = await test.addPerson({ account, ...about });
  const browser = test.browser();
  await browser.signIn(account);
  await browser.session();
  return { id, browser };
}

describe('acting on behalf of somebody', () => {
  it('gives exactly what was delegated and nothing more, until one leaves it again', async () => {
    const head = await somebody({ roles: ['department-head', 'auditor'], department: 'urban-management' });
    const colleague = await somebody({ roles: ['data-steward'], department: 'urban-management' });
    const made = await head.browser.send('POST', '/api/identity/delegations', {
      from: { kind: 'department', id: 'urban-management' },
      to: colleague.id,
      permissions: ['identity:people-read'],
      expiresAt: soon(),
    });
    assert.equal(made.status, 201, made.text);
    const { browser } = colleague;
    assert.equal((await browser.send('POST', '/api/identity/acting', { delegationId: made.body.id })).status, 200);
    const acting = await actorOf(test, browser);
    assert.deepEqual([...acting.permissions], ['identity:people-read']);
    assert.deepEqual(acting.onBehalfOf, { kind: 'department', id: 'urban-management' });
    assert.deepEqual([acting.id, acting.department, acting.roles], [colleague.id, 'urban-management', []]);
    assert.equal((await browser.send('GET', '/api/policy/matrix')).status, 403, 'not even what the person may do otherwise');
    await browser.session();
    assert.equal((await browser.send('POST', '/api/identity/acting', {})).status, 200);
    const back = await actorOf(test, browser);
    assert.deepEqual([back.onBehalfOf, back.permissions.has('policy:read')], [null, true]);
  });

  it('ends at once when it is revoked', async () => {
    const [owner, helper] = [await somebody({ roles: ['auditor'] }), await somebody()];
    const { body } = await owner.browser.send('POST', '/api/identity/delegations', {
      to: helper.id,
      permissions: ['policy:read'],
      expiresAt: soon(),
    });
    await helper.browser.send('POST', '/api/identity/acting', { delegationId: body.id });
    assert.equal((await helper.browser.send('GET', '/api/policy/matrix')).status, 200);
    assert.equal((await owner.browser.send('DELETE', `/api/identity/delegations/${body.id}`)).status, 200);
    assert.equal((await helper.browser.send('GET', '/api/policy/matrix')).status, 403, 'the very next request');
    assert.equal((await actorOf(test, helper.browser)).onBehalfOf, null);
    const again = await owner.browser.send('DELETE', `/api/identity/delegations/${body.id}`);
    assert.deepEqual([again.status, codeOf(again)], [409, 'identity.delegationEnded']);
  });

  it('ends at the moment it expires', async () => {
    const [owner, helper] = [await somebody({ roles: ['auditor'] }), await somebody()];
    const { body } = await owner.browser.send('POST', '/api/identity/delegations', {
      to: helper.id,
      permissions: ['policy:read'],
      expiresAt: soon(600_000),
    });
    await helper.browser.send('POST', '/api/identity/acting', { delegationId: body.id });
    test.advance(599_000);
    assert.equal((await actorOf(test, helper.browser)).permissions.has('policy:read'), true);
    test.advance(2_000);
    assert.equal((await actorOf(test, helper.browser)).permissions.has('policy:read'), false);
    await helper.browser.session();
    const late = await helper.browser.send('POST', '/api/identity/acting', { delegationId: body.id });
    assert.deepEqual([late.status, codeOf(late)], [409, 'identity.delegationEnded']);
  });

  it('never lends more than the giver holds now', async () => {
    const owner = await somebody({ roles: ['auditor'] });
    const helper = await somebody();
    const beyond = await owner.browser.send('POST', '/api/identity/delegations', {
      to: helper.id,
      permissions: ['identity:people-manage'],
      expiresAt: soon(),
    });
    assert.deepEqual([beyond.status, codeOf(beyond)], [403, 'identity.delegationBeyond']);
    const { body } = await owner.browser.send('POST', '/api/identity/delegations', {
      to: helper.id,
      permissions: ['policy:read'],
      expiresAt: soon(),
    });
    await helper.browser.send('POST', '/api/identity/acting', { delegationId: body.id });
    await test.look((tx) =>
      tx.updateTable('kernel_role_grant').set({ revoked_at: new Date(), revoked_by: 'test' }).where('person_id', '=', owner.id).execute(),
    );
    assert.equal((await actorOf(test, helper.browser)).permissions.has('policy:read'), false);
  });

  it('cannot be passed on, taken by somebody else, given to oneself, or last longer than a year', async () => {
    const [owner, helper, stranger] = [await somebody({ roles: ['auditor'] }), await somebody(), await somebody()];
    const give = (browser: Browser, body: object) =>
      browser.send('POST', '/api/identity/delegations', { permissions: ['identity:delegate'], expiresAt: soon(), ...body });
    const { body } = await give(owner.browser, { to: helper.id });
    const stolen = await stranger.browser.send('POST', '/api/identity/acting', { delegationId: body.id });
    assert.deepEqual([stolen.status, codeOf(stolen)], [404, 'identity.delegationAbsent']);
    assert.equal((await stranger.browser.send('DELETE', `/api/identity/delegations/${body.id}`)).status, 404);
    await helper.browser.send('POST', '/api/identity/acting', { delegationId: body.id });
    await helper.browser.session();
    const onward = await give(helper.browser, { to: stranger.id });
    assert.deepEqual([onward.status, codeOf(onward)], [409, 'identity.notWhileActing']);
    assert.equal(codeOf(await give(owner.browser, { to: owner.id })), 'identity.delegationToSelf');
    assert.equal(codeOf(await give(owner.browser, { to: helper.id, expiresAt: soon(367 * 24 * HOUR) })), 'identity.delegationDates');
    assert.equal(codeOf(await give(owner.browser, { to: helper.id, expiresAt: soon(-HOUR) })), 'identity.delegationDates');
    assert.equal(codeOf(await give(owner.browser, { to: '0193e4a8-0000-7000-8000-000000000000' })), 'identity.personAbsent');
  });

  it('for a department is given only by its head, and only for it', async () => {
    const head = await somebody({ roles: ['department-head'], department: 'health' });
    const clerk = await somebody({ roles: ['window-clerk'], department: 'health' });
    const of = (department: string) => ({
      from: { kind: 'department', id: department },
      to: clerk.id,
      permissions: ['identity:people-read'],
      expiresAt: soon(),
    });
    assert.equal(codeOf(await head.browser.send('POST', '/api/identity/delegations', of('finance'))), 'identity.departmentUnknown');
    assert.equal((await clerk.browser.send('POST', '/api/identity/delegations', { ...of('health'), to: head.id })).status, 403);
  });

  it('as an enterprise is open to its legal representative, and gets a new session token', async () => {
    const browser = test.browser();
    await browser.session();
    await browser.send('POST', '/api/identity/personas/enterprise-owner/sign-in', {});
    const acting = await actorOf(test, browser);
    const enterpriseId = test.profile(personasFile).personas.find(({ enterprise }) => enterprise)?.enterprise?.id;
    assert.deepEqual(acting.onBehalfOf, { kind: 'enterprise', id: enterpriseId });
    const old = browser.jar.get('maplebridge.session_token') ?? '';
    await browser.session();
    await browser.send('POST', '/api/identity/acting', {});
    assert.equal((await actorOf(test, browser)).onBehalfOf, null);
    const thief = test.browser();
    thief.jar.set('maplebridge.session_token', old);
    assert.equal((await thief.session()).signedIn, false, 'the old token is dead');
    const stranger = await somebody();
    const taken = await stranger.browser.send('POST', '/api/identity/acting', { enterpriseId });
    assert.deepEqual([taken.status, codeOf(taken)], [403, 'identity.notRepresentative']);
  });

  it('cannot be widened, prolonged or brought back, even in the database', async () => {
    const [owner, helper] = [await somebody({ roles: ['auditor'] }), await somebody()];
    const { body } = await owner.browser.send('POST', '/api/identity/delegations', {
      to: helper.id,
      permissions: ['policy:read'],
      expiresAt: soon(),
    });
    const change = (set: string) => test.look((tx) => sql`update kernel_delegation set ${sql.raw(set)} where id = ${body.id}`.execute(tx));
    await assert.rejects(change(`permissions = '{policy:read,identity:people-manage}'`), /can only be revoked/);
    await assert.rejects(change(`expires_at = expires_at + interval '1 day'`), /can only be revoked/);
    await change(`revoked_at = now(), revoked_by = 'test'`);
    await assert.rejects(change('revoked_at = null, revoked_by = null'), /can only be revoked/);
  });

  it('leaves lines in the ledger for giving and taking back', async () => {
    const [owner, helper] = [await somebody({ roles: ['auditor'] }), await somebody()];
    const { body } = await owner.browser.send('POST', '/api/identity/delegations', {
      to: helper.id,
      permissions: ['policy:read'],
      expiresAt: soon(),
    });
    await owner.browser.send('DELETE', `/api/identity/delegations/${body.id}`);
    const lines = await test.look((tx) => tx.selectFrom('kernel_ledger_entry').select(['kind', 'body']).execute());
    const about = lines.filter((line) => JSON.stringify(line.body).includes(body.id)).map(({ kind }) => kind);
    assert.deepEqual(about.sort(), ['identity.delegated', 'identity.delegation_revoked']);
  });
});

describe('demo persons', () => {
  it('sign in with one click and are created once, however often', async () => {
    const { body } = await test.browser().send('GET', '/api/identity/personas');
    assert.ok(body.items.length >= 9);
    for (const { key } of [...body.items, ...body.items]) {
      const browser = test.browser();
      await browser.session();
      assert.equal((await browser.send('POST', `/api/identity/personas/${key}/sign-in`, {})).status, 200, key);
      assert.equal((await browser.session()).signedIn, true, key);
    }
    const { n } = await test.look((tx) =>
      tx
        .selectFrom('kernel_person')
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .where('persona', 'is not', null)
        .executeTakeFirstOrThrow(),
    );
    assert.equal(Number(n), body.items.length);
  });

  it('sign in from a card without script', async () => {
    const arrived = await test.browser().form('/sign-in', { persona: 'auditor' });
    assert.deepEqual([arrived.status, arrived.location], [303, '/console']);
    assert.equal((await test.browser().form('/sign-in', { persona: 'resident' })).location, '/');
  });

  it('have no password to guess', async () => {
    assert.equal((await test.browser('192.0.2.77').signIn('demo-mayor', '')).status, 401);
  });
});
