import type { FastifyInstance } from 'fastify';

import type { HttpOptions } from './options.ts';

/** Liveness and readiness for whoever supervises us. Not ready while the database is away or we are stopping. */
export function addHealth(app: FastifyInstance, { pool }: HttpOptions, state: { draining: boolean }): void {
  const quiet = { schema: { hide: true }, config: { rateLimit: false }, logLevel: 'silent' } as const;
  app.get('/health/live', quiet, async () => ({ status: 'live' }));
  app.get('/health/ready', quiet, async (_request, reply) => {
    const ready = !state.draining && (await pool.query('select 1').then(Boolean, () => false));
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
}
