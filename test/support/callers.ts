import type { Platform } from '../../src/kernel/platform.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** The answer as JSON, or undefined when it is something else. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

/** Somebody with a real session, as a browser on our own pages sends it. */
export interface Caller {
  readonly persona: string;
  readonly permissions: ReadonlySet<string>;
  readonly cookie: string;
  readonly csrf: string;
  /** Sends with cookies and token. A header given as an empty text is left out. */
  send(method: Method, url: string, payload?: string | Buffer | object, headers?: Readonly<Record<string, string>>): Promise<Reply>;
}

/** Signs in as a demo persona over the platform's own addresses, without a network between. */
export async function signIn({ app }: Platform, persona: string): Promise<Caller> {
  const jar = new Map<string, string>();
  let csrf = '';
  const send: Caller['send'] = async (method, url, payload, headers = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const all: Record<string, string> = { 'x-csrf-token': csrf, 'sec-fetch-site': 'same-origin', cookie, ...headers };
    const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    const answer = await app.inject({ method, url, headers: kept, ...(payload !== undefined && { payload }) });
    for (const { name, value } of answer.cookies) jar.set(name, value);
    const type = String(answer.headers['content-type'] ?? '');
    return { status: answer.statusCode, type, text: answer.body, body: /[/+]json\b/.test(type) ? answer.json() : undefined };
  };
  const learn = async () => (await send('GET', '/api/identity/session')).body as { csrf: string; permissions: string[] };
  ({ csrf } = await learn());
  const { status } = await send('POST', `/api/identity/personas/${persona}/sign-in`, {});
  if (status >= 300) throw new Error(`${persona} could not sign in: ${status}`);
  const session = await learn();
  ({ csrf } = session);
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return { persona, permissions: new Set(session.permissions), cookie, csrf, send };
}

/** The caller who may pass the door of a route; anybody where everybody may. */
export function callerFor(callers: readonly Caller[], permission: string): Caller {
  const able = callers.find(({ permissions }) => permissions.has(permission)) ?? callers[0];
  if (!able || (permission.includes(':') && !able.permissions.has(permission))) throw new Error(`no caller may ${permission}`);
  return able;
}
