/** A visitor of the platform who, like any program from outside, knows only its addresses. */
export interface Session {
  get(path: string): Promise<Answer>;
  /** Sends JSON, or bytes with their media type. Each call is a new act with its own idempotency key. `revision` is what was read. */
  send(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown, revision?: number): Promise<Answer>;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  json<Body>(): Body;
}

/** How a session reaches the platform. */
export interface SessionOptions {
  /** Where it answers, such as `http://localhost:8080`. */
  readonly address: string;
  readonly signal: AbortSignal;
  /** Gives each act an idempotency key that no earlier run has used. */
  readonly nextKey: () => string;
}

/** Somebody who has not signed in. */
export function anonymousSession(options: SessionOptions): Session {
  return openSession(options, new Map(), () => null);
}

/**
 * Signs in as a demo persona, through the same addresses that the sign-in page uses.
 * @throws Error when the platform does not let the persona in
 */
export async function personaSession(options: SessionOptions, persona: string): Promise<Session> {
  const cookies = new Map<string, string>();
  let token: string | null = null;
  const session = openSession(options, cookies, () => token);
  const learnToken = async () => {
    token = (await session.get('/api/identity/session')).json<{ csrf: string }>().csrf;
  };
  await learnToken();
  const { status } = await session.send('POST', `/api/identity/personas/${persona}/sign-in`, {});
  if (status >= 300) throw new Error(`${persona} could not sign in: ${status}`);
  await learnToken();
  return session;
}

/** @throws Error with the status and the beginning of the answer, when the platform refused */
export function succeeded(answer: Answer): Answer {
  if (answer.status >= 400) throw new Error(`${answer.status} ${answer.text.slice(0, 200)}`);
  return answer;
}

/** The same, where the answer itself does not matter. */
export function expectSuccess(answer: Answer): void {
  succeeded(answer);
}

function openSession({ address, signal, nextKey }: SessionOptions, cookies: Map<string, string>, token: () => string | null): Session {
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(new URL(path, address), { ...init, headers, signal, redirect: 'manual' });
    keepCookies(cookies, response.headers);
    const text = await response.text();
    return { status: response.status, text, json: <Body>() => JSON.parse(text) as Body };
  };
  return {
    get: (path) => ask(path, { headers: { 'accept-language': 'zh-CN' } }),
    send: (method, path, body, revision) => {
      const bytes = body instanceof Uint8Array;
      const headers = new Headers({
        ...(body !== undefined && { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
        'idempotency-key': nextKey(),
        ...(revision !== undefined && { 'if-match': `"${revision}"` }),
      });
      const csrf = token();
      if (csrf) headers.set('x-csrf-token', csrf);
      return ask(path, { method, headers, body: bytes ? body : JSON.stringify(body) } as RequestInit);
    },
  };
}

function keepCookies(cookies: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
