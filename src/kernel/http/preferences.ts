import type { FastifyInstance } from 'fastify';

const YEAR_S = 365 * 24 * 3600;
const CHOICES: Record<string, readonly string[]> = {
  language: ['en', 'zh'],
  elder: ['on', 'off'],
  theme: ['light', 'dark', 'system'],
};

/** Language, larger text and theme, kept in cookies of this browser: `/preferences?elder=on&back=/open-data`. Works as plain links. */
export function mountPreferences(app: FastifyInstance, secure: boolean): void {
  app.get('/preferences', { schema: { hide: true } }, async (request, reply) => {
    const query = request.query as Record<string, unknown>;
    for (const [name, allowed] of Object.entries(CHOICES)) {
      const value = String(query[name] ?? '');
      if (allowed.includes(value)) void reply.setCookie(`mb_${name}`, value, { path: '/', maxAge: YEAR_S, sameSite: 'lax', secure });
    }
    return reply.redirect(safePath(query['back']), 303);
  });
}

/** A path on this site, never an address elsewhere (`//evil`, `/\evil`, `https:`). A language in the address gives way to the choice. */
export function safePath(back: unknown): string {
  if (typeof back !== 'string' || !/^\/(?![/\\])/.test(back) || /[\r\n\t]/.test(back)) return '/';
  const url = new URL(back, 'http://localhost');
  if (url.host !== 'localhost') return '/';
  url.searchParams.delete('lang');
  return url.pathname.replace(/^\/+/, '/') + url.search; // `/x/..//evil` resolves to `//evil`, which a browser takes for a host
}
