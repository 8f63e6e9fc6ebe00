import { Readable, Transform } from 'node:stream';

import type { FastifyContentTypeParser, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';

import {
  type Actor,
  ANONYMOUS,
  type AnyModule,
  type FileReply,
  kernelDb,
  kernelErrors,
  type Permission,
  type Route,
  requirePermission,
  type WorkRoute,
} from '../core/index.ts';
import type { Csrf } from './csrf.ts';
import { fingerprintOf, once } from './idempotency.ts';
import type { HttpOptions } from './options.ts';
import { Problem } from './problem.ts';
import { etagOf, isDigest } from './revision.ts';
import { createWork, inContext } from './scope.ts';

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const DEFAULT_BODY_LIMIT = 1024 * 1024;
const KEY = /^[\w.:-]{8,128}$/;

type AnyRoute = Route<never> | WorkRoute<never>;

/** Mounts one endpoint of a module under `/api/<module>`; one that names media types of its own takes those and no others. */
export function mountRoute(app: FastifyInstance, module: AnyModule, route: AnyRoute, options: HttpOptions, csrf: Csrf): void {
  const types = 'work' in route && route.body === 'stream' ? route.consumes : undefined;
  if (types === undefined) addRoute(app, module, route, options, csrf);
  else
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser([...types], passOn);
      addRoute(scope, module, route, options, csrf);
    });
}

/** Leaves a body as the stream of bytes it is. */
export const passOn: FastifyContentTypeParser = (_request, payload, done) => done(null, payload);

function addRoute(app: FastifyInstance, module: AnyModule, route: AnyRoute, options: HttpOptions, csrf: Csrf): void {
  const streams = 'work' in route && route.body === 'stream';
  app.route({
    method: route.method,
    url: route.absolute ? route.path : `/api/${module.api ?? module.name}${route.path}`,
    bodyLimit: route.bodyLimit ?? DEFAULT_BODY_LIMIT,
    schema: {
      operationId: operationIdOf(module.name, route),
      tags: [module.name],
      summary: route.summary,
      'x-permission': route.permission,
      ...(route.params && { params: route.params }),
      ...(route.query && { querystring: route.query }),
      ...(UNSAFE.has(route.method) && route.body && !streams && { body: route.body as TSchema }),
      ...(streams && { consumes: route.consumes ?? ['application/octet-stream'] }),
      response: {
        ...(route.reply !== 'file' && { [route.status ?? 200]: route.reply }),
        '4xx': { content: { 'application/problem+json': { schema: Problem } } },
      },
    } as object,
    onRequest: async (request) => {
      request.actor = await options.authenticate(request);
      if (UNSAFE.has(route.method)) csrf.check(request, headerOf(request, 'x-csrf-token'));
      admit(request.actor, route.permission);
    },
    handler: (request, reply) => ('work' in route ? workOn(route, request, reply, options) : handle(route, request, reply, options)),
  });
}

/** Lets the actor in, or says what is missing. @throws kernel.signInFirst, kernel.forbidden */
export function admit(actor: Actor, permission: Permission): void {
  if (permission === 'public') return;
  if (actor.id === ANONYMOUS.id) throw kernelErrors.signInFirst();
  if (permission !== 'signed-in') requirePermission(actor, permission);
}

async function handle(route: Route<never>, request: FastifyRequest, reply: FastifyReply, options: HttpOptions): Promise<unknown> {
  const status = route.status ?? 200;
  const key = keyOf(request, route.method);
  const answer = await inContext(options, request.actor, (context) => {
    const work = async () => ({ status, reply: await route.handle(context, inputOf(request, options)) });
    if (key === undefined) return work();
    const fingerprint = fingerprintOf(request.method, request.url, request.body);
    return once(kernelDb(context), { key, actorId: request.actor.id, fingerprint, now: context.now }, work);
  });
  const etag = etagOf(answer.reply);
  if (etag) void reply.header('etag', etag);
  void reply.header('cache-control', route.maxAge ? `public, max-age=${route.maxAge}` : 'private, no-cache');
  if (etag && request.method === 'GET' && isDigest(answer.reply) && request.headers['if-none-match'] === etag)
    return reply.status(304).send();
  return reply.status(answer.status).send(answer.status === 204 ? undefined : answer.reply);
}

function keyOf(request: FastifyRequest, method: string): string | undefined {
  const key = method === 'POST' ? headerOf(request, 'idempotency-key') : undefined;
  if (key !== undefined && !KEY.test(key)) throw kernelErrors.invalid({ header: 'Idempotency-Key' });
  return key;
}

async function workOn(route: WorkRoute<never>, request: FastifyRequest, reply: FastifyReply, options: HttpOptions): Promise<unknown> {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const stream = limited(request.body, route.bodyLimit ?? DEFAULT_BODY_LIMIT);
  const answer = await route.work(createWork(options, request.actor, gone.signal), { ...inputOf(request, options), stream });
  if (route.reply === 'file') return sendFile(request, reply, answer as FileReply);
  const etag = etagOf(answer);
  if (etag) void reply.header('etag', etag);
  return reply.status(route.status ?? 200).send(answer);
}

/** A declared length can lie and a chunked body has none, so the bytes are counted as they pass. */
function limited(body: unknown, limit: number): Readable {
  if (!(body instanceof Readable)) return Readable.from([]);
  let seen = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > limit) done(kernelErrors.tooLarge({ limit }));
      else done(null, chunk);
    },
  });
  body.once('error', (error) => counter.destroy(error));
  body.once('close', () => body.readableEnded || counter.destroy(new Error('the sender went away')));
  return body.pipe(counter);
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: FileReply): FastifyReply {
  if (file.location) {
    file.stream.destroy();
    return reply.redirect(file.location, 303);
  }
  const etag = file.etag && `"${file.etag}"`;
  void reply.header('cache-control', file.maxAge ? `public, max-age=${file.maxAge}` : 'no-store');
  if (etag) void reply.header('etag', etag);
  if (etag && request.headers['if-none-match'] === etag) {
    file.stream.destroy();
    return reply.status(304).send();
  }
  if (file.size !== undefined) void reply.header('content-length', file.size);
  if (file.fileName) void reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`);
  return reply.type(file.type).send(file.stream);
}

function inputOf({ params, query, body, headers }: FastifyRequest, { publicUrl = null }: HttpOptions) {
  return { params: params as never, query: query as never, body: body as never, headers, publicUrl };
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function operationIdOf(module: string, { method, path }: AnyRoute): string {
  return `${module}_${method.toLowerCase()}${path.replaceAll(/[^\w]+/g, '_')}`;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
  }
}
