import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The session token in a Cookie header, or null when there is none or its signature is not ours.
 * @param name the cookie's name
 */
export function sessionToken(cookieHeader: string | undefined, name: string, secret: string): string | null {
  const raw = cookieHeader
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`));
  if (!raw) return null;
  const value = decode(raw.slice(name.length + 1));
  const at = value.lastIndexOf('.');
  if (at < 1) return null;
  const token = value.slice(0, at);
  const expected = createHmac('sha256', secret).update(token).digest();
  const given = Buffer.from(value.slice(at + 1), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

/** The Set-Cookie value that hands a session to a browser; `maxAgeSeconds` 0 takes it away. */
export function sessionSetCookie({
  name,
  secret,
  token,
  maxAgeSeconds,
}: {
  name: string;
  secret: string;
  token: string;
  maxAgeSeconds: number;
}): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  const value = token && encodeURIComponent(`${token}.${signature}`);
  const secure = name.startsWith('__Secure-') ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly${secure}; SameSite=Lax`;
}

/** Digest under which a token is cached or kept, so that neither memory dumps nor backups can be replayed. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
