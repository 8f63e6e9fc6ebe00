import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { openBrowser } from '../../../web/ui/testing/index.ts';
import { GOOD_PASSWORD, openSignIn, type SignInTest } from './test-support.ts';

let test: SignInTest;
let browser: Browser;
let address: string;

before(async () => {
  const port = await freePort();
  address = `http://localhost:${port}`;
  test = await openSignIn({ baseUrl: address });
  await test.addPerson({ account: 'finger' });
  await test.app.listen({ port, host: '127.0.0.1' });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await test?.close();
});

/** A page on a device that checks who holds it. */
async function pageWithKey(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${address}/sign-in`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const;
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { ...options, automaticPresenceSimulation: true } });
  return page;
}

interface Outcome {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends what the console's own pages send. */
function post(page: Page, path: string, body: unknown): Promise<Outcome> {
  return page.evaluate(
    async ([url, payload]) => {
      const { csrf } = (await (await fetch('/api/identity/session')).json()) as { csrf: string };
      const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf };
      const answer = await fetch(String(url), { method: 'POST', headers, body: JSON.stringify(payload) });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    [path, body],
  );
}

/** Asks the device to make a passkey. */
function makePasskey(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const options = (await (await fetch('/api/auth/passkey/generate-register-options')).json()) as PublicKeyCredentialCreationOptionsJSON;
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return ((await navigator.credentials.create({ publicKey })) as PublicKeyCredential).toJSON();
  });
}

/** Asks the device to prove that it holds one; a page of somebody else's making may ask it not to check who holds it. */
function usePasskey(page: Page, userVerification: UserVerificationRequirement = 'preferred'): Promise<unknown> {
  return page.evaluate(async (wanted) => {
    const options = (await (
      await fetch('/api/auth/passkey/generate-authenticate-options')
    ).json()) as PublicKeyCredentialRequestOptionsJSON;
    const publicKey = { ...PublicKeyCredential.parseRequestOptionsFromJSON(options), userVerification: wanted };
    return ((await navigator.credentials.get({ publicKey })) as PublicKeyCredential).toJSON();
  }, userVerification);
}

const sessionOf = (page: Page) =>
  page.evaluate(async () => (await (await fetch('/api/identity/session')).json()) as { signedIn: boolean; id: string });

describe('a passkey', () => {
  it('is added by a signed-in person and then signs in without a password; each proof counts once', async () => {
    const page = await pageWithKey();
    await post(page, '/api/identity/sign-in', { account: 'finger', password: GOOD_PASSWORD });
    const { id } = await sessionOf(page);
    const added = await post(page, '/api/auth/passkey/verify-registration', { response: await makePasskey(page) });
    assert.equal(added.status, 200, JSON.stringify(added.body));
    await post(page, '/api/identity/sign-out', {});
    assert.equal((await sessionOf(page)).signedIn, false);
    const proof = await usePasskey(page);
    const entered = await post(page, '/api/auth/passkey/verify-authentication', { response: proof });
    assert.deepEqual([entered.status, entered.body], [200, { ok: true }]);
    assert.deepEqual(await sessionOf(page).then(({ signedIn, id: who }) => [signedIn, who]), [true, id]);
    await post(page, '/api/identity/sign-out', {});
    const replayed = await post(page, '/api/auth/passkey/verify-authentication', { response: proof });
    assert.deepEqual([replayed.status, replayed.body['type']], [401, 'urn:maplebridge:identity.passkeyRefused']);
    assert.equal((await sessionOf(page)).signedIn, false);
  });

  it('cannot be added by somebody who is not signed in', async () => {
    const page = await pageWithKey();
    const { status } = await page.evaluate(async () => ({ status: (await fetch('/api/auth/passkey/generate-register-options')).status }));
    assert.equal(status, 403);
  });

  it('that nobody made is refused', async () => {
    const page = await pageWithKey();
    const response = { id: 'made-up', rawId: 'made-up', type: 'public-key', response: {}, clientExtensionResults: {} };
    const refused = await post(page, '/api/auth/passkey/verify-authentication', { response });
    assert.equal(refused.body['type'], 'urn:maplebridge:identity.passkeyRefused');
    assert.equal((await sessionOf(page)).signedIn, false);
  });

  it('in the hand of somebody whom the device did not check is refused', async () => {
    await test.addPerson({ account: 'stolen-key' });
    const page = await pageWithKey();
    await post(page, '/api/identity/sign-in', { account: 'stolen-key', password: GOOD_PASSWORD });
    await post(page, '/api/auth/passkey/verify-registration', { response: await makePasskey(page) });
    await post(page, '/api/identity/sign-out', {});
    const proof = await usePasskey(page, 'discouraged');
    const refused = await post(page, '/api/auth/passkey/verify-authentication', { response: proof });
    assert.deepEqual([refused.status, refused.body['type']], [401, 'urn:maplebridge:identity.passkeyRefused']);
    assert.equal((await sessionOf(page)).signedIn, false);
  });

  it('of a closed account stays outside', async () => {
    await test.addPerson({ account: 'gone' });
    const page = await pageWithKey();
    await post(page, '/api/identity/sign-in', { account: 'gone', password: GOOD_PASSWORD });
    const { id } = await sessionOf(page);
    await post(page, '/api/auth/passkey/verify-registration', { response: await makePasskey(page) });
    await post(page, '/api/identity/sign-out', {});
    await test.look((tx) => tx.updateTable('kernel_person').set({ disabled_at: new Date() }).where('id', '=', id).execute());
    const refused = await post(page, '/api/auth/passkey/verify-authentication', { response: await usePasskey(page) });
    assert.deepEqual([refused.status, refused.body['type']], [403, 'urn:maplebridge:identity.disabled']);
    assert.equal((await sessionOf(page)).signedIn, false);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
