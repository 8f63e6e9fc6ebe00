import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import type { FastifyReply, FastifyRequest } from 'fastify';

import { kernelErrors } from '../core/index.ts';

/** Cookie that ties a browser to the tokens in its forms. It names nobody and follows nobody. */
export const VISIT_COOKIE = 'mb_visit';

/**
 * Guards against requests that another site makes a browser send: a browser says where a request comes from, and our own pages
 * know a token that other sites cannot read (a signed double submit).
 */
export function createCsrf(secret: Buffer, secure: boolean) {
  const tokenFor = (visit: string) => createHmac('sha256', secret).update(`csrf:${visit}`).digest('base64url');
  return {
    /** The token for this browser; sets the cookie when it has none. */
    issue(request: FastifyRequest, reply: FastifyReply): string {
      const kept = request.cookies[VISIT_COOKIE];
      if (kept && kept.length === 24) return tokenFor(kept);
      const visit = randomBytes(18).toString('base64url');
      request.cookies[VISIT_COOKIE] = visit; // a second issue within this request gives the same token
      void reply.setCookie(VISIT_COOKIE, visit, { path: '/', httpOnly: true, sameSite: 'lax', secure });
      return tokenFor(visit);
    },

    /** @throws kernel.crossSite unless the request comes from our own pages, or from a program that sends no cookies */
    check(request: FastifyRequest, token: string | undefined): void {
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none') throw kernelErrors.crossSite();
      const { origin, host } = request.headers;
      if (origin !== undefined && origin !== 'null' && hostOf(origin) !== host) throw kernelErrors.crossSite();
      if (Object.keys(request.cookies).length === 0) return;
      const visit = request.cookies[VISIT_COOKIE];
      if (!visit || !token || !sameText(token, tokenFor(visit))) throw kernelErrors.crossSite();
    },
  };
}

export type Csrf = ReturnType<typeof createCsrf>;

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
