import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves the built files: `/assets/` of the portal; every other face under its own name, its page for all addresses below. */
export async function serveAssets(app: FastifyInstance, dist: URL): Promise<void> {
  const portal = new URL('portal/assets/', dist);
  if (existsSync(portal)) await app.register(fastifyStatic, { root: fileURLToPath(portal), prefix: '/assets/', ...KEPT });
  for (const face of FACES) if (existsSync(new URL(`${face}/index.html`, dist))) await serveFace(app, face, new URL(`${face}/`, dist));
}

/** Faces that are applications of one page. */
const FACES = ['console', 'field'] as const;
/** File names carry a hash, so they may be kept for ever. */
const KEPT = { immutable: true, maxAge: '365d', index: false as const, decorateReply: false };
/** What a build leaves for the server, not for browsers. */
const INSIDE = ['index.html', 'manifest.json', 'sources.json', 'assets/**', '.vite/**'];

async function serveFace(app: FastifyInstance, face: string, folder: URL): Promise<void> {
  await app.register(fastifyStatic, { root: fileURLToPath(new URL('assets/', folder)), prefix: `/${face}/assets/`, ...KEPT });
  // A service worker, an app manifest and icons keep their names, so browsers ask each time whether they are still the same.
  await app.register(fastifyStatic, {
    root: fileURLToPath(folder),
    prefix: `/${face}/`,
    cacheControl: false,
    index: false,
    decorateReply: false,
    wildcard: false,
    globIgnore: INSIDE,
    setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
  });
  // relative addresses and the scope of a service worker begin below the slash
  const slash = existsSync(new URL('sw.js', folder));
  const page = readFileSync(new URL('index.html', folder), 'utf8');
  for (const path of [`/${face}`, `/${face}/*`]) {
    app.get(path, { schema: { hide: true } }, (request, reply) => {
      if (slash && request.url.split('?', 1)[0] === `/${face}`) return reply.redirect(`/${face}/`, 302);
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(page.replaceAll('__CSP_NONCE__', request.cspNonce));
    });
  }
}
