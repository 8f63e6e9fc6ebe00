import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves the built files: `/assets/` of the portal, `/console` with its own. File names carry a hash, so they may be kept for ever. */
export async function serveAssets(app: FastifyInstance, dist: URL): Promise<void> {
  const portal = new URL('portal/assets/', dist);
  const console = new URL('console/', dist);
  const kept = { immutable: true, maxAge: '365d', index: false as const, decorateReply: false };
  if (existsSync(portal)) await app.register(fastifyStatic, { root: fileURLToPath(portal), prefix: '/assets/', ...kept });
  if (!existsSync(console)) return;
  await app.register(fastifyStatic, { root: fileURLToPath(new URL('assets/', console)), prefix: '/console/assets/', ...kept });
  const page = readFileSync(new URL('index.html', console), 'utf8');
  for (const path of ['/console', '/console/*']) {
    app.get(path, { schema: { hide: true } }, (request, reply) =>
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page.replaceAll('__CSP_NONCE__', request.cspNonce)),
    );
  }
}
