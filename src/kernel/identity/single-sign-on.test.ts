import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startOidcProvider } from './oidc-test-provider.ts';
import { openSignIn, type SignInTest } from './test-support.ts';

const BASE = 'http://localhost:8080';

let test: SignInTest;
let province: Awaited<ReturnType<typeof startOidcProvider>>;

before(async () => {
  province = await startOidcProvider({ redirectUri: `${BASE}/api/auth/callback/province` });
  const { issuer, clientId, clientSecret } = province;
  test = await openSignIn({ baseUrl: BASE, sso: { issuer, clientId, clientSecret } });
});
after(async () => {
  await test.close();
  await province.close();
});

type Browser = ReturnType<SignInTest['browser']>;

/** Starts on our site and comes back from the province; `tamper` may change the way back. */
async function signOn(browser: Browser, tamper: (way: URL) => void = () => undefined, back = '/my-data') {
  const start = await browser.send('GET', `/api/auth/sso?back=${encodeURIComponent(back)}`);
  const way = await province.visit(start.location);
  tamper(way);
  return browser.send('GET', way.pathname + way.search);
}

describe('the province’s single sign-on', () => {
  it('asks with state, nonce and a PKCE challenge', async () => {
    const { status, location } = await test.browser().send('GET', '/api/auth/sso');
    assert.equal(status, 303);
    const asked = new URL(location).searchParams;
    assert.equal(asked.get('code_challenge_method'), 'S256');
    for (const name of ['state', 'nonce', 'code_challenge']) assert.ok((asked.get(name)?.length ?? 0) >= 32, name);
    assert.deepEqual([asked.get('response_type'), asked.get('client_id')], ['code', 'maplebridge']);
  });

  it('signs in a person of the province, who becomes a resident here and comes back where they were', async () => {
    const browser = test.browser();
    const arrived = await signOn(browser);
    assert.equal(arrived.location, '/my-data', arrived.text);
    const session = await browser.session();
    assert.deepEqual([session.signedIn, session.name], [true, '越小满']);
    const again = test.browser();
    await signOn(again);
    assert.equal((await again.session()).id, session.id, 'the same person the second time');
    const roles = await test.look((tx) => tx.selectFrom('kernel_role_grant').select('role').where('person_id', '=', session.id).execute());
    assert.deepEqual(roles, [{ role: 'resident' }]);
  });

  it('keeps neither an e-mail address nor the province’s tokens', async () => {
    const kept = await test.look((tx) => tx.selectFrom('kernel_credential').selectAll().where('provider_id', '=', 'province').execute());
    assert.ok(kept.length > 0);
    for (const { access_token, refresh_token, id_token } of kept)
      assert.deepEqual([access_token, refresh_token, id_token], [null, null, null]);
    const users = await test.look((tx) => tx.selectFrom('kernel_user').select('email').execute());
    for (const { email } of users) assert.match(email, /@sso\.invalid$/);
  });

  const tampered: Record<string, (way: URL) => void> = {
    'a state that somebody else made': (way) => way.searchParams.set('state', 'x'.repeat(32)),
    'no state': (way) => way.searchParams.delete('state'),
    'another issuer': (way) => way.searchParams.set('iss', 'https://evil.example'),
    'a code that somebody made up': (way) => way.searchParams.set('code', 'made-up'),
    'an error from the province': (way) => {
      way.searchParams.delete('code');
      way.searchParams.set('error', 'access_denied');
    },
  };
  for (const [what, tamper] of Object.entries(tampered)) {
    it(`lets nobody in with ${what}, and says so on the sign-in page`, async () => {
      const browser = test.browser();
      const back = await signOn(browser, tamper);
      assert.equal(back.location, '/sign-in?problem=ssoFailed');
      assert.equal((await browser.session()).signedIn, false);
      assert.match((await browser.send('GET', back.location)).text, /统一身份认证未完成/);
    });
  }

  it('lets nobody in through another browser than the one that started (login CSRF)', async () => {
    const [attacker, victim] = [test.browser(), test.browser()];
    const start = await attacker.send('GET', '/api/auth/sso');
    const way = await province.visit(start.location);
    const back = await victim.send('GET', way.pathname + way.search);
    assert.equal(back.location, '/sign-in?problem=ssoFailed');
    assert.equal((await victim.session()).signedIn, false);
  });

  it('lets nobody in with an ID token for another nonce', async () => {
    const browser = test.browser();
    const start = await browser.send('GET', '/api/auth/sso');
    const changed = new URL(start.location);
    changed.searchParams.set('nonce', 'replayed-from-elsewhere-000000000000');
    const way = await province.visit(changed.href);
    assert.equal((await browser.send('GET', way.pathname + way.search)).location, '/sign-in?problem=ssoFailed');
    assert.equal((await browser.session()).signedIn, false);
  });

  it('takes a way back only once', async () => {
    const browser = test.browser();
    const start = await browser.send('GET', '/api/auth/sso');
    const way = await province.visit(start.location);
    await browser.send('GET', way.pathname + way.search);
    const replayed = test.browser();
    for (const [name, value] of browser.jar) replayed.jar.set(name, value);
    replayed.jar.delete('maplebridge.session_token');
    assert.equal((await replayed.send('GET', way.pathname + way.search)).location, '/sign-in?problem=ssoFailed');
    assert.equal((await replayed.session()).signedIn, false);
  });

  it('leaves a disabled person outside', async () => {
    province.state.subject = 'citizen-330000-2';
    const browser = test.browser();
    await signOn(browser);
    const { id } = await browser.session();
    await test.look((tx) => tx.updateTable('kernel_person').set({ disabled_at: new Date() }).where('id', '=', id).execute());
    const again = test.browser();
    assert.equal((await signOn(again)).location, '/sign-in?problem=ssoFailed');
    assert.equal((await again.session()).signedIn, false);
  });

  it('answers in words while the province is away', async () => {
    const away = await openSignIn({ baseUrl: BASE, sso: { issuer: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b' } });
    try {
      const { status, body } = await away.browser().send('GET', '/api/auth/sso');
      assert.deepEqual([status, body.type], [401, 'urn:maplebridge:identity.ssoFailed']);
    } finally {
      await away.close();
    }
  });
});
