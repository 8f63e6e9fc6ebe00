import { randomUUID } from 'node:crypto';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Compile } from 'typebox/compile';

import {
  ANONYMOUS,
  type Bilingual,
  type DomainError,
  type FormOutcome,
  kernelDb,
  kernelErrors,
  type Language,
  type PortalScreen,
} from '../core/index.ts';
import type { Csrf } from './csrf.ts';
import { fingerprintOf, once } from './idempotency.ts';
import type { HttpOptions } from './options.ts';
import type { PortalFrame } from './page.ts';
import { asDomainError, toProblem } from './problem.ts';
import { admit } from './routes.ts';
import { inContext } from './scope.ts';

type AnyScreen = PortalScreen<never>;

/** Mounts the portal's pages: whole HTML documents, which need no script. Forms post to the page's own address. */
export function mountPortal(app: FastifyInstance, options: HttpOptions, csrf: Csrf): void {
  const screens = options.modules.flatMap(({ portal }) => portal);
  const portal = createPortal(options, csrf, screens);
  for (const screen of screens) {
    app.get(screen.path, { schema: { hide: true }, errorHandler: portal.showProblem }, (request, reply) =>
      portal.show(screen, request, reply),
    );
    if (screen.act) {
      app.post(screen.path, { schema: { hide: true }, errorHandler: portal.showProblem }, (request, reply) =>
        portal.act(screen, request, reply),
      );
    }
  }
  app.setNotFoundHandler((request, reply) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const wantsPage =
      request.method === 'GET' && !pathname.startsWith('/api/') && String(request.headers.accept ?? '').includes('text/html');
    if (!wantsPage) throw kernelErrors.notFound();
    return portal.showProblem(kernelErrors.notFound(), request, reply);
  });
}

function createPortal(options: HttpOptions, csrf: Csrf, screens: readonly AnyScreen[]) {
  const menu = screens
    .filter((screen) => screen.menu !== undefined)
    .sort((a, b) => (a.menu ?? 0) - (b.menu ?? 0))
    .map(({ title, path }) => ({ title, href: path }));
  const readers = new Map(screens.map((screen) => [screen, readerOf(screen)]));

  async function frameFor(request: FastifyRequest, reply: FastifyReply): Promise<PortalFrame> {
    const { language, elder, theme } = preferencesOf(request);
    const actor = request.actor ?? ANONYMOUS;
    return {
      language,
      elder,
      theme,
      district: options.districtTitle,
      demo: options.demo,
      url: request.url,
      csrf: csrf.issue(request, reply),
      once: randomUUID(),
      person: actor.kind === 'anonymous' ? null : { name: (await options.nameOf?.(actor)) ?? actor.id },
      menu,
      now: options.clock(),
      contact: options.contact,
      ledger: await options.ledgerState(),
    };
  }

  async function send(request: FastifyRequest, reply: FastifyReply, page: { view: string; title: Bilingual; data: object }, status = 200) {
    const html = options.render({ ...page, frame: await frameFor(request, reply) });
    return reply
      .status(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('vary', 'cookie, accept-language')
      .send(html);
  }

  const titleOf = (screen: AnyScreen, data: object) => ('pageTitle' in data ? (data.pageTitle as Bilingual) : screen.title);

  return {
    async show(screen: AnyScreen, request: FastifyRequest, reply: FastifyReply) {
      request.actor = await options.authenticate(request);
      if (needsSignIn(screen, request)) return reply.redirect(`/sign-in?back=${encodeURIComponent(request.url)}`, 303);
      admit(request.actor, screen.permission);
      const input = readers.get(screen)?.(request);
      if (!input) throw kernelErrors.notFound();
      const data = await inContext(options, request.actor, (context) => screen.load(context, input as never));
      return send(request, reply, { view: screen.view, title: titleOf(screen, data), data });
    },

    async act(screen: AnyScreen, request: FastifyRequest, reply: FastifyReply) {
      request.actor = await options.authenticate(request);
      const { _csrf, _once, ...form } = (request.body ?? {}) as Record<string, unknown>;
      csrf.check(request, typeof _csrf === 'string' ? _csrf : undefined);
      if (needsSignIn(screen, request)) return reply.redirect(`/sign-in?back=${encodeURIComponent(request.url)}`, 303);
      admit(request.actor, screen.permission);
      const input = readers.get(screen)?.(request, form);
      if (!input || !screen.act) throw kernelErrors.notFound();
      const run = screen.act;
      const { reply: outcome } = await inContext(options, request.actor, (context) => {
        const work = async () => ({ status: 200, reply: await run(context, input as never) });
        if (screen.repeatable || typeof _once !== 'string' || !/^[\w-]{16,64}$/.test(_once)) return work();
        const fingerprint = fingerprintOf('POST', request.url, form);
        return once(kernelDb(context), { key: `form:${_once}`, actorId: request.actor.id, fingerprint, now: context.now }, work);
      });
      const { setCookie = [], ...result } = outcome as FormOutcome;
      for (const cookie of setCookie) void reply.header('set-cookie', cookie);
      if ('redirect' in result) return reply.redirect(result.redirect, 303);
      const { data, status = 422 } = result;
      return send(request, reply, { view: screen.view, title: titleOf(screen, data), data }, status);
    },

    async showProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
      const error: DomainError = asDomainError(thrown, request);
      const title = error.text;
      return send(request, reply, { view: 'portal/problem', title, data: { problem: toProblem(error, request.id) } }, error.status);
    },
  };
}

function needsSignIn(screen: AnyScreen, request: FastifyRequest): boolean {
  return screen.permission !== 'public' && request.actor.kind === 'anonymous';
}

/** Reads a page's address and form. What an address adds that nobody declared is ignored; what it gets wrong means there is no such page. */
function readerOf(screen: AnyScreen) {
  const params = screen.params && Compile(screen.params);
  const query = screen.query && Compile(screen.query);
  const form = screen.form && Compile(screen.form);
  const read = (
    validator: { Clean(v: unknown): unknown; Convert(v: unknown): unknown; Check(v: unknown): boolean } | undefined,
    raw: unknown,
  ) => {
    if (!validator) return {};
    const value = validator.Convert(validator.Clean(structuredClone(raw)));
    return validator.Check(value) ? value : undefined;
  };
  return (request: FastifyRequest, rawForm?: object) => {
    const [p, q] = [read(params, { ...(request.params as object) }), read(query, withoutEmpty(request.query as object))];
    if (p === undefined || q === undefined) return undefined;
    const f = rawForm === undefined ? undefined : read(form, rawForm);
    if (rawForm !== undefined && f === undefined) throw kernelErrors.invalid();
    return { params: p, query: q, form: f, language: preferencesOf(request).language, headers: request.headers, ip: request.ip };
  };
}

/** A search form that is sent with an empty field means "no filter". */
function withoutEmpty(query: object): object {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

/** How this reader wants pages: from the address, else from cookies, else from the browser. */
export function preferencesOf(request: FastifyRequest): { language: Language; elder: boolean; theme: PortalFrame['theme'] } {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang;
  const kept = asked === 'en' || asked === 'zh' ? asked : request.cookies['mb_language'];
  const browser = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
  const theme = request.cookies['mb_theme'];
  return {
    language: kept === 'en' || kept === 'zh' ? kept : browser,
    elder: request.cookies['mb_elder'] === 'on',
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}
