import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';

/** The receiving side of web push as a browser has it: it makes the keys, and only it can read what comes. */
export interface Browser {
  readonly keys: { readonly p256dh: string; readonly auth: string };
  /** Reads a message (RFC 8291 over RFC 8188). @throws when it was meant for somebody else or was changed on the way */
  read(body: Buffer): unknown;
}

/** Opens a browser with keys of its own. */
export function openBrowser(): Browser {
  const own = createECDH('prime256v1');
  const publicKey = own.generateKeys();
  const auth = randomBytes(16);
  return {
    keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
    read: (body) => {
      const [salt, recordSize, idLength] = [body.subarray(0, 16), body.readUInt32BE(16), body[20] ?? 0];
      const sender = body.subarray(21, 21 + idLength);
      const record = body.subarray(21 + idLength);
      if (record.length > recordSize) throw new Error('more than one record');
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]);
      const input = Buffer.from(hkdfSync('sha256', own.computeSecret(sender), auth, info, 32));
      const key = Buffer.from(hkdfSync('sha256', input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16));
      const nonce = Buffer.from(hkdfSync('sha256', input, salt, Buffer.from('Content-Encoding: nonce\0'), 12));
      return JSON.parse(plaintextOf(record, key, nonce));
    },
  };
}

/** AES-128-GCM with the tag behind; the last record ends with the octet 2 and zeros (RFC 8188, section 2). */
function plaintextOf(record: Buffer, key: Buffer, nonce: Buffer): string {
  const opened = createDecipheriv('aes-128-gcm', key, nonce);
  opened.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([opened.update(record.subarray(0, -16)), opened.final()]);
  const end = padded.lastIndexOf(2);
  if (end < 0 || padded.subarray(end + 1).some((octet) => octet !== 0)) throw new Error('wrong padding');
  return padded.subarray(0, end).toString('utf8');
}

/** Checks the header `Authorization: vapid t=…, k=…` as a push service does (RFC 8292). @returns what the token claims */
export function readVapid(authorization: string): { readonly key: string; readonly claims: { aud: string; exp: number; sub: string } } {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(\S+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string };
  if (alg !== 'ES256') throw new Error(`alg ${alg}`);
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const ok = verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  if (!ok) throw new Error('the signature does not hold');
  return { key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) };
}
