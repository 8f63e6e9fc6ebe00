import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate for one host name, signed by itself, and its key; both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const OID = {
  ecdsaWithSha256: '06082a8648ce3d040302',
  commonName: '0603550403',
  subjectAltName: '0603551d11',
};
const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes a certificate that is valid for a day (X.509 v3, ECDSA P-256), so that tests speak real TLS. */
export function selfSigned(host: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = seq(hex(OID.ecdsaWithSha256));
  const name = seq(der(0x31, seq(hex(OID.commonName), der(0x0c, Buffer.from(host)))));
  const validity = seq(time(Date.now() - DAY_MS), time(Date.now() + DAY_MS));
  const altNames = seq(der(0x82, Buffer.from(host)));
  const extensions = der(0xa3, seq(seq(hex(OID.subjectAltName), der(0x04, altNames))));
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)]));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = seq(version, serial, algorithm, name, validity, name, spki, extensions);
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  return { cert: pem(seq(body, algorithm, signature)), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = Buffer.from([length >> 8, length & 0xff]);
  return Buffer.concat([Buffer.from([tag, 0x82]), size, content]);
}

const seq = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts));
const hex = (text: string) => Buffer.from(text, 'hex');

/** UTCTime, `YYMMDDHHMMSSZ`. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
