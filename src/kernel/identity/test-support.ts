import { randomBytes, randomUUID } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

import type { Actor } from '../core/index.ts';
import { openDatabase } from '../database/index.ts';
import { createApp, type HttpOptions } from '../http/index.ts';
import { openTestDistrict } from '../testing/index.ts';
import { createIdentity, type IdentityOptions } from './identity.ts';
import { mountAuth } from './mount.ts';
import { hashPassword } from './passwords.ts';
import { signInManifest } from './sign-in-screens.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a test sees of an answer. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  readonly location: string;
}

export const GOOD_PASSWORD = 'tea boat lantern 37 river';

/** A district with the real sign-in over a real database, and browsers with cookie jars. */
export async function openSignIn(given: Partial<IdentityOptions> = {}, http: Partial<HttpOptions> = {}) {
  let offset = 0;
  const clock = () => new Date(Date.now() + offset);
  const test = await openTestDistrict({ now: new Date() });
  const own = await openDatabase(test.dsn, { max: 4 });
  const baseUrl = given.baseUrl ?? 'http://localhost:8080';
  const identity = createIdentity({
    db: own.db,
    baseUrl,
    secret: randomBytes(32).toString('base64url'),
    profile: test.profile,
    demo: false,
    clock,
    ...given,
  });
  const { district } = test;
  const app = await createApp(
    {
      db: test.db,
      pool: test.pool,
      modules: [...test.modules.filter(({ name }) => name !== 'sign-in'), signInManifest(identity)],
      profile: test.profile,
      storage: '',
      district,
      districtTitle: { en: 'Test District', zh: '测试区' },
      contact: null,
      enqueue: async () => randomUUID(),
      authenticate: (request) => identity.authenticate(request, district),
      ledgerState: async () => null,
      clock,
      live: null,
      render: ({ title, data }) => `<!doctype html><title>${title.zh}</title><script type="data">${JSON.stringify(data)}</script>`,
      dist: null,
      demo: identity.demo,
      secret: randomBytes(32),
      secure: baseUrl.startsWith('https:'),
      trustedProxies: 1,
      ratePerMinute: 0,
      metricsToken: null,
      log: { level: 'silent' },
      ...http,
    },
    async (extended, csrf) => mountAuth(extended, { identity, district, csrf }),
  );
  return {
    ...test,
    app,
    identity,
    clock,
    /** Moves the platform's clock; better-auth's own stays. Milliseconds. */
    advance: (ms: number) => {
      offset += ms;
    },
    resetClock: () => {
      offset = 0;
    },
    browser: (ip?: string) => createBrowser(app, new URL(baseUrl).host, ip),
    /** A person with an account, as an invitation and its acceptance would leave them. */
    addPerson: (about: NewPerson) => addPerson(test, about),
    async close() {
      await app.close();
      await own.close();
      await test.close();
    },
  };
}

/** What `openSignIn` hands to tests. */
export type SignInTest = Awaited<ReturnType<typeof openSignIn>>;

interface NewPerson {
  readonly account: string;
  readonly password?: string;
  readonly roles?: readonly string[];
  readonly department?: string | null;
}

async function addPerson(
  test: Awaited<ReturnType<typeof openTestDistrict>>,
  { account, password = GOOD_PASSWORD, roles = [], department = null }: NewPerson,
): Promise<string> {
  const id = randomUUID();
  const now = new Date();
  const hash = await hashPassword(password);
  await test.look(async (tx) => {
    const person = { id, display_name: `测试 ${account}`, department, persona: null, created_at: now, disabled_at: null };
    await tx.insertInto('kernel_person').values(person).execute();
    const user = { id, name: account, email: `${account}@example.test`, username: account, email_verified: false, image: null };
    await tx
      .insertInto('kernel_user')
      .values({ ...user, two_factor_enabled: false, created_at: now, updated_at: now })
      .execute();
    const none = { access_token: null, refresh_token: null, id_token: null, access_token_expires_at: null, refresh_token_expires_at: null };
    const credential = { id: randomUUID(), user_id: id, provider_id: 'credential', account_id: id, ...none, scope: null, password: hash };
    await tx
      .insertInto('kernel_credential')
      .values({ ...credential, created_at: now, updated_at: now })
      .execute();
    for (const role of roles) {
      const grant = { id: randomUUID(), person_id: id, role, department: null, until: null, granted_by: 'test', granted_at: now };
      await tx
        .insertInto('kernel_role_grant')
        .values({ ...grant, revoked_by: null, revoked_at: null })
        .execute();
    }
  });
  return id;
}

/** A browser: it keeps cookies and sends the CSRF token of its session with every change, unless told otherwise. */
export function createBrowser(app: FastifyInstance, host: string, ip = '198.51.100.7') {
  const jar = new Map<string, string>();
  let csrf = '';
  const send = async (method: Method, url: string, payload?: object | string, headers: Record<string, string> = {}): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const shared = { host, 'x-forwarded-for': ip, 'sec-fetch-site': 'same-origin', 'x-csrf-token': csrf, ...(cookie && { cookie }) };
    const response = await app.inject({ method, url, headers: { ...shared, ...headers }, ...(payload !== undefined && { payload }) });
    keepCookies(jar, response.headers['set-cookie']);
    const json = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      text: response.body,
      headers: response.headers,
      body: json ? response.json() : undefined,
      location: String(response.headers.location ?? ''),
    };
  };
  const session = async () => {
    const answer = await send('GET', '/api/identity/session');
    csrf = answer.body.csrf;
    return answer.body as { signedIn: boolean; id: string; name: string; permissions: string[]; actingFor: unknown; csrf: string };
  };
  return {
    jar,
    send,
    session,
    /** Signs in by password, with the token that the page has. */
    async signIn(account: string, password = GOOD_PASSWORD): Promise<Answer> {
      await session();
      return send('POST', '/api/identity/sign-in', { account, password });
    },
    /** Posts a form as a browser without script does. */
    async form(url: string, fields: Record<string, string>): Promise<Answer> {
      await session();
      const body = new URLSearchParams({ _csrf: csrf, _once: randomUUID(), ...fields }).toString();
      return send('POST', url, body, { 'content-type': 'application/x-www-form-urlencoded' });
    },
  };
}

function keepCookies(jar: Map<string, string>, header: string | string[] | undefined): void {
  for (const line of [header ?? []].flat()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (!value || /max-age=0/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
}

/** An actor as the session of this browser has it. */
export async function actorOf(test: SignInTest, browser: ReturnType<typeof createBrowser>): Promise<Actor> {
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return test.identity.authenticate({ headers: { cookie } }, test.district);
}
