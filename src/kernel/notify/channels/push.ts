import { request } from 'node:https';

import webPush from 'web-push';

import { DomainError } from '../../core/index.ts';
import type { Device, Message, PushSender, Reply } from './channel.ts';
import { parseEndpoint, publicAddressOf } from './public-address.ts';
import type { VapidKeys } from './vapid.ts';

/** What sending to browsers needs. */
export interface PushOptions {
  readonly keys: VapidKeys;
  /** Whom a push service may write to about us: an https address or `mailto:` (RFC 8292). */
  readonly subject: string;
  /** Finds the address to connect to; public ones only unless a test says otherwise. */
  readonly addressOf?: (host: string) => Promise<string>;
  /** Certificate authority and port of a test's own push service. */
  readonly trust?: { readonly ca: string; readonly port: number };
}

const TIMEOUT_MS = 10_000;
/** How long a push service keeps a message for a browser that is away, in seconds. */
const KEPT_S = 3 * 24 * 3600;
/** Push services take at most 4096 octets, encrypted (RFC 8030, section 7.2). */
const LONGEST_TEXT = 600;

/** Opens the way to browsers: encrypted so that the push service cannot read it (RFC 8291), signed as ours (RFC 8292). */
export function openPush(options: PushOptions): PushSender {
  return {
    publicKey: options.keys.publicKey,
    send: async (devices, message) => {
      const replies = await Promise.all(devices.map((device) => sendTo(device, message, options)));
      return summary(replies);
    },
  };
}

/** One device that takes it is enough; otherwise hope counts more than refusal. */
function summary(replies: readonly Reply[]): Reply {
  const gone = replies.flatMap((reply) => reply.gone ?? []);
  const best = replies.find(({ kind }) => kind === 'sent') ?? replies.find(({ kind }) => kind === 'trouble') ?? replies[0];
  return { ...(best ?? { kind: 'refused', problem: 'no device' }), gone };
}

async function sendTo(
  device: Device,
  message: Message,
  { keys, subject, addressOf = publicAddressOf, trust }: PushOptions,
): Promise<Reply> {
  try {
    const url = parseEndpoint(device.endpoint);
    const address = await addressOf(url.hostname);
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint: url.href, keys: { p256dh: device.p256dh, auth: device.auth } },
      payloadOf(message),
      {
        vapidDetails: { subject, publicKey: keys.publicKey, privateKey: keys.privateKey },
        TTL: KEPT_S,
        urgency: message.urgent ? 'high' : 'normal',
        topic: message.id.replaceAll('-', ''),
      },
    );
    const status = await post(url, address, headers as Record<string, string>, body, trust);
    return replyOf(status, device);
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'refused', problem: error.code, gone: [device.id] };
    return { kind: 'trouble', problem: (error as NodeJS.ErrnoException).code ?? (error as Error).message, gateway: false };
  }
}

function payloadOf({ id, title, text, link, code, language }: Message): string {
  return JSON.stringify({ id, title, text: text.slice(0, LONGEST_TEXT), link, code, language });
}

/** Connects to the address that was checked, under the name that was given; follows no redirect and reads no body. */
function post(
  url: URL,
  address: string,
  headers: Record<string, string>,
  body: Buffer | null,
  trust: PushOptions['trust'],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        method: 'POST',
        host: address,
        port: trust?.port ?? 443,
        path: `${url.pathname}${url.search}`,
        servername: url.hostname,
        headers: { ...headers, host: url.host },
        timeout: TIMEOUT_MS,
        signal: AbortSignal.timeout(TIMEOUT_MS * 2),
        agent: false,
        ...(trust && { ca: trust.ca }),
      },
      (response) => {
        response.destroy();
        resolve(response.statusCode ?? 0);
      },
    );
    sending.on('timeout', () => sending.destroy(new Error('timeout')));
    sending.on('error', reject);
    sending.end(body);
  });
}

/** RFC 8030: 404 and 410 mean that the subscription is over; 403 that it was made with other keys. Redirects are not followed. */
function replyOf(status: number, { id }: Device): Reply {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const problem = `HTTP ${status}`;
  if (status === 429 || status >= 500 || status === 0) return { kind: 'trouble', problem, gateway: false };
  return { kind: 'refused', problem, gone: [403, 404, 410].includes(status) ? [id] : [] };
}
