import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Bilingual, defineErrors } from './core/index.ts';
import type { SenderSettings } from './notify/index.ts';

/** Everything an operator can set, read once from the environment. docs/operate/settings.md explains each. */
export interface Config {
  /** Port of the web server; 0 takes any free one. */
  readonly port: number;
  readonly host: string;
  /** Folder of the embedded database, datasets, attachments and secrets. */
  readonly dataFolder: string;
  /** A PostgreSQL server to use instead of the embedded one. */
  readonly databaseUrl: string | null;
  readonly profile: URL;
  readonly district: string;
  /** Demo personas and made-up data: only on the embedded database and never in production. */
  readonly demo: boolean;
  /** The address under which people reach us, such as https://data.example.gov.cn. */
  readonly publicUrl: string | null;
  readonly trustedProxies: number;
  readonly ratePerMinute: number;
  readonly natsUrl: string | null;
  /** Bearer token of the monitoring; without it /metrics answers this machine only. */
  readonly metricsToken: string | null;
  readonly logLevel: string;
  /** How mail and text messages leave; null: not at all. */
  readonly mail: SenderSettings['mail'];
  readonly sms: SenderSettings['sms'];
  readonly sso: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly title: Bilingual } | null;
}

export const configErrors = defineErrors('config', {
  badValue: { status: 500, en: '{name} is "{value}", which is not {wanted}.', zh: '{name} 的值为“{value}”，不是有效的{wanted}。' },
});

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings.
 * @throws config.badValue naming the variable
 */
// biome-ignore lint/style/noProcessEnv: the one place that reads the environment
export function readConfig(env: Environment = process.env): Config {
  const databaseUrl = env['DATABASE_URL'] || null;
  const production = env['MAPLEBRIDGE_ENV'] === 'production';
  const profile = env['MAPLEBRIDGE_PROFILE'] || 'zhejiang';
  if (!/^[a-z0-9-]+$/.test(profile))
    throw configErrors.badValue({ name: 'MAPLEBRIDGE_PROFILE', value: profile, wanted: 'a profile name / 配置名' });
  return {
    port: whole(env, 'PORT', 8080, 65_535),
    host: env['HOST'] || '0.0.0.0',
    dataFolder: path.resolve(env['MAPLEBRIDGE_DATA'] || path.join(ROOT, 'var')),
    databaseUrl,
    profile: new URL(`../../profiles/${profile}/`, import.meta.url),
    district: env['MAPLEBRIDGE_DISTRICT'] || 'fengqiao',
    demo: databaseUrl === null && !production && env['MAPLEBRIDGE_DEMO'] !== 'off',
    publicUrl: env['MAPLEBRIDGE_URL'] || null,
    trustedProxies: whole(env, 'MAPLEBRIDGE_PROXIES', 0, 10),
    ratePerMinute: whole(env, 'MAPLEBRIDGE_RATE', 1_200, 1_000_000),
    natsUrl: env['NATS_URL'] || null,
    metricsToken: env['MAPLEBRIDGE_METRICS_TOKEN'] || null,
    logLevel: env['LOG_LEVEL'] || 'warn',
    mail: mailServer(env),
    sms: smsGateway(env),
    sso: singleSignOn(env),
  };
}

function whole(env: Environment, name: string, fallback: number, max: number): number {
  const value = env[name];
  if (value === undefined || value === '') return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > max) throw configErrors.badValue({ name, value, wanted: `0–${max}` });
  return number;
}

function mailServer(env: Environment): Config['mail'] {
  const url = address(env['SMTP_URL'], 'SMTP_URL', /^smtps?:$/);
  if (!url) return null;
  const [from, tls] = [env['SMTP_FROM'] ?? '', env['SMTP_TLS'] || 'required'];
  if (!/^[^\r\n]*\S+@\S+$/.test(from)) throw configErrors.badValue({ name: 'SMTP_FROM', value: from, wanted: 'a sender / 发件人地址' });
  if (tls !== 'required' && tls !== 'optional')
    throw configErrors.badValue({ name: 'SMTP_TLS', value: tls, wanted: 'required | optional' });
  return { url, from, requireTls: tls === 'required' };
}

function smsGateway(env: Environment): Config['sms'] {
  const url = address(env['SMS_URL'], 'SMS_URL', /^https?:$/);
  if (!url) return null;
  const method = env['SMS_METHOD'] || 'POST';
  if (method !== 'POST' && method !== 'GET') throw configErrors.badValue({ name: 'SMS_METHOD', value: method, wanted: 'POST | GET' });
  return {
    url,
    method,
    headers: headers(env['SMS_HEADERS'] || '{}'),
    body: method === 'POST' ? env['SMS_BODY'] || '{"phone":"{phone}","text":"{text}","id":"{id}","callback":"{receipt}"}' : null,
    accepted: pattern(env['SMS_ACCEPTED'], 'SMS_ACCEPTED'),
    arrived: pattern(env['SMS_ARRIVED'], 'SMS_ARRIVED'),
    lost: pattern(env['SMS_LOST'], 'SMS_LOST'),
  };
}

function address(value: string | undefined, name: string, protocol: RegExp): string | null {
  if (!value) return null;
  // slots of a template are not part of an address yet
  const url = value.replaceAll(/\{\w+\}/g, 'x');
  // the value may hold a password, so it is not repeated
  if (!URL.canParse(url) || !protocol.test(new URL(url).protocol))
    throw configErrors.badValue({ name, value: '…', wanted: `address / 地址 (${protocol.source})` });
  return value;
}

function headers(value: string): Readonly<Record<string, string>> {
  try {
    const given: unknown = JSON.parse(value);
    const entries = Object.entries(given as Record<string, unknown>);
    const fit = ([name, text]: [string, unknown]) => /^[\w-]+$/.test(name) && typeof text === 'string' && !/[\r\n]/.test(text);
    if (!Array.isArray(given) && entries.every(fit)) return given as Record<string, string>;
  } catch {
    // not JSON
  }
  throw configErrors.badValue({ name: 'SMS_HEADERS', value: '…', wanted: 'JSON object of texts / JSON 文本对象' });
}

function pattern(value: string | undefined, name: string): RegExp | null {
  if (!value) return null;
  try {
    return new RegExp(value, 'u');
  } catch {
    throw configErrors.badValue({ name, value, wanted: 'regular expression / 正则表达式' });
  }
}

function singleSignOn(env: Environment): Config['sso'] {
  const [issuer, clientId, clientSecret] = [env['OIDC_ISSUER'], env['OIDC_CLIENT_ID'], env['OIDC_CLIENT_SECRET']];
  if (!issuer || !clientId || !clientSecret) return null;
  const name = env['OIDC_NAME'];
  return { issuer, clientId, clientSecret, title: name ? { en: name, zh: name } : { en: 'Single sign-on', zh: '统一身份认证' } };
}
