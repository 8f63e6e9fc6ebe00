import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

import { kernelErrors } from '../core/index.ts';
import type { HttpOptions } from './options.ts';

/** Prometheus figures of this process. Routes are named by pattern, never by address, so no identifier becomes a label. */
export function addMetrics(app: FastifyInstance, { pool, metricsToken, meter }: HttpOptions): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const seconds = new Histogram({
    name: 'maplebridge_http_request_seconds',
    help: 'Time from request to answer, in seconds',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [register],
  });
  new Gauge({
    name: 'maplebridge_database_connections',
    help: 'Database connections of this process by state',
    labelNames: ['state'],
    registers: [register],
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  meter?.(register);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    if (!mayWatch(request, metricsToken)) throw kernelErrors.notFound();
    return reply.type(register.contentType).send(await register.metrics());
  });
}

/** Whoever holds the token; without one, only programs on this very machine that no proxy stands in front of. */
function mayWatch({ headers, socket }: FastifyRequest, token: string | null): boolean {
  if (token !== null) return headers.authorization === `Bearer ${token}`;
  const isLocal = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '');
  return isLocal && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}
