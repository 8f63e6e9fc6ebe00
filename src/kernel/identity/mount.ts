import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';

import { type Actor, BilingualText, closed, type District, kernelErrors, nullable, Uuid } from '../core/index.ts';
import { type Csrf, safePath } from '../http/index.ts';
import { departmentName, departmentsFile } from '../policy/index.ts';
import { changePassword, finishSecondFactor, removeSecondFactor, startSecondFactor } from './account-care.ts';
import { actFor } from './acting.ts';
import type { Identity } from './identity.ts';
import { passkeyRequest } from './passkey-requests.ts';
import { personasOf, signInAsPersona } from './personas.ts';
import { SessionInfo, sessionInfo } from './session-info.ts';
import { confirmSecondFactor, signInByPassword, signOut } from './sign-in.ts';
import { finishSso, startSso } from './single-sign-on.ts';
import type { Visitor } from './visitor.ts';

/** What signing in needs of the http layer, which keeps these endpoints apart: their answers carry secrets and must not be kept. */
export interface MountOptions {
  readonly identity: Identity;
  readonly district: District;
  readonly csrf: Csrf;
}

const Password = Type.String({ maxLength: 1000 });
const Code = Type.String({ minLength: 1, maxLength: 40 });
const Step = closed({ signedIn: Type.Boolean(), secondFactor: Type.Boolean() });
const Done = closed({ ok: Type.Boolean() });
const Acting = Type.Union([closed({ delegationId: Uuid }), closed({ enterpriseId: Type.String({ maxLength: 18 }) }), closed({})]);

/** Mounts every endpoint that hands out or takes away a session. All answer problems in both languages. */
export function mountAuth(app: FastifyInstance, options: MountOptions): void {
  mountSession(app, options);
  mountSignIn(app, options);
  mountCare(app, options);
  mountSso(app, options);
  mountPasskeys(app, options);
}

function mountSession(app: FastifyInstance, { identity, district, csrf }: MountOptions): void {
  const departments = () => identity.profile(departmentsFile);
  const Personas = closed({
    items: Type.Array(
      closed({
        key: Type.String(),
        name: BilingualText,
        text: BilingualText,
        department: nullable(BilingualText),
        face: Type.String(),
      }),
    ),
  });
  app.get('/api/identity/session', about('Who is signed in', SessionInfo), async (request, reply) => {
    const actor = await identity.authenticate(request, district);
    return sessionInfo(identity, district, actor, csrf.issue(request, reply));
  });
  app.get('/api/identity/personas', about('Demo persons to sign in as', Personas), async () => ({
    items: personasOf(identity).map(({ key, name, text, department, face }) => ({
      key,
      name,
      text,
      department: department && departmentName(departments(), department),
      face,
    })),
  }));
  app.post('/api/identity/sign-out', about('Sign out', Done), async (request, reply) => {
    guard(csrf, request);
    return send(reply, await signOut(identity, district, request), { ok: true });
  });
}

function mountSignIn(app: FastifyInstance, { identity, district, csrf }: MountOptions): void {
  const SignIn = closed({ account: Type.String({ minLength: 1, maxLength: 200 }), password: Password });
  app.post<{ Body: Static<typeof SignIn> }>('/api/identity/sign-in', about('Sign in by password', Step, SignIn), async (request, reply) => {
    guard(csrf, request);
    const { personId, setCookie } = await signInByPassword(identity, district, request, request.body);
    return send(reply, setCookie, { signedIn: personId !== null, secondFactor: personId === null });
  });
  const Second = closed({ code: Code });
  app.post<{ Body: Static<typeof Second> }>(
    '/api/identity/second-factor',
    about('Finish signing in', Step, Second),
    async (request, reply) => {
      guard(csrf, request);
      const { setCookie } = await confirmSecondFactor(identity, district, request, request.body.code);
      return send(reply, setCookie, { signedIn: true, secondFactor: false });
    },
  );
  app.post<{ Params: { key: string } }>(
    '/api/identity/personas/:key/sign-in',
    about('Sign in as a demo person', Step),
    async (request, reply) => {
      guard(csrf, request);
      const { setCookie } = await signInAsPersona(identity, district, request, request.params.key);
      return send(reply, setCookie, { signedIn: true, secondFactor: false });
    },
  );
}

function mountCare(app: FastifyInstance, options: MountOptions): void {
  const { identity, district } = options;
  const post = <Body extends TSchema, Reply extends TSchema>(
    path: string,
    spec: { summary: string; body: Body; reply: Reply },
    work: (input: {
      actor: Actor;
      visitor: Visitor;
      body: Static<Body>;
    }) => Promise<{ setCookie: readonly string[]; reply: Static<Reply> }>,
  ) =>
    app.post(`/api/identity${path}`, about(spec.summary, spec.reply, spec.body), async (request, reply) => {
      guard(options.csrf, request);
      const actor = await requirePerson(identity, district, request);
      const done = await work({ actor, visitor: request, body: request.body as Static<Body> });
      return send(reply, done.setCookie, done.reply);
    });

  post('/acting', { summary: 'Act for somebody, or for oneself again', body: Acting, reply: Done }, async ({ actor, visitor, body }) => {
    const choice = 'delegationId' in body || 'enterpriseId' in body ? body : null;
    return { setCookie: await actFor(identity, district, visitor, { personId: actor.id, choice }), reply: { ok: true } };
  });
  const Change = closed({ current: Password, next: Password });
  post('/password', { summary: 'Change the password', body: Change, reply: Done }, async ({ actor, visitor, body }) => {
    return { setCookie: await changePassword(identity, district, visitor, { personId: actor.id, ...body }), reply: { ok: true } };
  });
  const Confirm = closed({ password: Type.Optional(Password) });
  const Start = closed({ uri: Type.String(), secret: Type.String(), recoveryCodes: Type.Array(Type.String()) });
  post('/two-factor/start', { summary: 'Begin a second factor', body: Confirm, reply: Start }, async ({ visitor, body }) => {
    const { recoveryCodes, ...start } = await startSecondFactor(identity, district, visitor, body.password);
    return { setCookie: [], reply: { ...start, recoveryCodes: [...recoveryCodes] } };
  });
  post(
    '/two-factor/finish',
    { summary: 'Switch the second factor on', body: closed({ code: Code }), reply: Done },
    async ({ actor, visitor, body }) => {
      const about = { personId: actor.id, code: body.code };
      return { setCookie: await finishSecondFactor(identity, district, visitor, about), reply: { ok: true } };
    },
  );
  post('/two-factor/remove', { summary: 'Switch the second factor off', body: Confirm, reply: Done }, async ({ visitor, body }) => {
    return { setCookie: await removeSecondFactor(identity, district, visitor, body.password), reply: { ok: true } };
  });
}

function mountSso(app: FastifyInstance, { identity, district }: MountOptions): void {
  app.get('/api/auth/sso', { schema: { hide: true } }, async (request, reply) => {
    const { back } = request.query as { back?: unknown };
    const { redirect, setCookie } = await startSso(identity, district, request, safePath(back));
    return withCookies(reply, setCookie).redirect(redirect, 303);
  });
  app.get('/api/auth/callback/province', { schema: { hide: true } }, async (request, reply) => {
    const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
    const { redirect, setCookie } = await finishSso(identity, district, request, search);
    return withCookies(reply, setCookie).redirect(redirect, 303);
  });
}

function mountPasskeys(app: FastifyInstance, { identity, district, csrf }: MountOptions): void {
  for (const action of ['generate-register-options', 'generate-authenticate-options'] as const) {
    app.get(`/api/auth/passkey/${action}`, { schema: { hide: true } }, async (request, reply) => {
      const { setCookie, body } = await passkeyRequest(identity, district, request, { action });
      return send(reply, setCookie, body);
    });
  }
  for (const action of ['verify-registration', 'verify-authentication'] as const) {
    app.post(`/api/auth/passkey/${action}`, { schema: { hide: true } }, async (request, reply) => {
      guard(csrf, request);
      const { setCookie, body } = await passkeyRequest(identity, district, request, { action, body: request.body });
      return send(reply, setCookie, body);
    });
  }
}

function about(summary: string, reply: TSchema, body?: TSchema) {
  return { schema: { tags: ['identity'], summary, ...(body && { body }), response: { 200: reply } } };
}

function guard(csrf: MountOptions['csrf'], request: FastifyRequest): void {
  const token = request.headers['x-csrf-token'];
  csrf.check(request, typeof token === 'string' ? token : undefined);
}

async function requirePerson(identity: Identity, district: District, request: FastifyRequest): Promise<Actor> {
  const actor = await identity.authenticate(request, district);
  if (actor.kind !== 'person') throw kernelErrors.signInFirst();
  return actor;
}

function send(reply: FastifyReply, setCookie: readonly string[], body: unknown): FastifyReply {
  return withCookies(reply, setCookie).header('cache-control', 'no-store').send(body);
}

function withCookies(reply: FastifyReply, setCookie: readonly string[]): FastifyReply {
  for (const cookie of setCookie) void reply.header('set-cookie', cookie);
  return reply;
}
