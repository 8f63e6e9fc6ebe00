import { randomBytes } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

/** Headers on every answer (OWASP ASVS 14.4). Pages may load nothing from elsewhere, and no other site may frame them. */
export function addSecurityHeaders(app: FastifyInstance, secure: boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    request.cspNonce = randomBytes(12).toString('base64');
    reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), interest-cohort=()',
      'content-security-policy': policyWith(request.cspNonce, secure),
      'x-request-id': request.id,
      ...(secure && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
    });
  });
}

/** Mantine and chart libraries set style attributes; no style element or script runs without the nonce or our own origin. */
function policyWith(nonce: string, secure: boolean): string {
  const rules = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return [...rules, ...(secure ? ['upgrade-insecure-requests'] : [])].join('; ');
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Goes into style and script elements that a page carries inline. */
    cspNonce: string;
  }
}
