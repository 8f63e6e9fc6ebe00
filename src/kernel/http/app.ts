import { randomUUID } from 'node:crypto';

import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import { type FastifyInstance, type FastifyReply, type FastifyServerOptions, fastify, LogController } from 'fastify';

import { ANONYMOUS, kernelErrors } from '../core/index.ts';
import { serveAssets } from './assets.ts';
import { mountConsole } from './console.ts';
import { createCsrf } from './csrf.ts';
import { mountFaults } from './faults.ts';
import { addHealth } from './health.ts';
import { mountLive, sayPosition } from './live.ts';
import { addMetrics } from './metrics.ts';
import type { HttpOptions } from './options.ts';
import { mountPortal } from './portal.ts';
import { mountPreferences } from './preferences.ts';
import { asDomainError, sendProblem } from './problem.ts';
import { mountRoute, passOn } from './routes.ts';
import { addSecurityHeaders } from './security.ts';
import { validatorCompiler } from './validate.ts';

/**
 * Mounts every module: routes under `/api/<module>`, portal pages at their own path, the console under `/console`, OpenAPI 3.1 at
 * `/api/openapi.json`, health and figures. `extend` mounts what is not a module's, such as the sign-in library's own endpoints.
 */
export async function createApp(
  options: HttpOptions,
  extend?: (app: FastifyInstance, csrf: ReturnType<typeof createCsrf>) => Promise<void>,
): Promise<FastifyInstance> {
  const state = { draining: false };
  const app = fastify(serverOptions(options));
  const csrf = createCsrf(options.secret, options.secure);
  app.setValidatorCompiler(validatorCompiler as never);
  app.decorateRequest('actor', null as never);
  app.addHook('onRequest', async (request) => {
    request.actor = ANONYMOUS;
  });
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, asDomainError(error, request)));
  app.addHook('preClose', async () => {
    state.draining = true;
  });
  await app.register(cookie);
  addSecurityHeaders(app, options.secure);
  addMetrics(app, options);
  await limitRate(app, options.ratePerMinute);
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Maplebridge', version: '1' } } });
  addHealth(app, options, state);
  if (options.live) sayPosition(app, options.live);
  mountPreferences(app, options.secure);
  await app.register(async (api) => {
    api.addContentTypeParser('application/octet-stream', passOn);
    for (const module of options.modules) {
      module.profiles.forEach(options.profile); // a faulty file stops the start here
      for (const route of module.routes) mountRoute(api, module, route, options, csrf);
    }
    mountConsole(api, options);
    mountFaults(api, options, csrf);
    if (options.live) mountLive(api, options, options.live);
    api.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  });
  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: 1024 * 1024 });
    mountPortal(pages, options, csrf);
  });
  await extend?.(app, csrf);
  if (options.dist) await serveAssets(app, options.dist);
  return app;
}

function serverOptions(options: HttpOptions): FastifyServerOptions {
  return {
    genReqId: () => randomUUID(),
    trustProxy: (_address: string, hop: number) => hop < options.trustedProxies,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    // Addresses can hold names and numbers of people: the log has the route's pattern and the request's number instead.
    logger: { level: options.log.level, serializers: { req: ({ method, id }) => ({ method, id }) } },
    logController: new LogController({ disableRequestLogging: true }),
    // an address that cannot be decoded is found before any route
    frameworkErrors: (error, request, reply) => void sendProblem(request, reply as FastifyReply, asDomainError(error, request)),
  };
}

async function limitRate(app: FastifyInstance, perMinute: number): Promise<void> {
  if (perMinute === 0) return;
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: 60_000,
    cache: 20_000,
    errorResponseBuilder: (_request, { ttl }) => kernelErrors.tooMany({ seconds: Math.ceil(ttl / 1000) }),
  });
}
