import { createTransport } from 'nodemailer';

import type { MailSender, Message, Reply } from './channel.ts';

/** How mail leaves: a server as `smtp(s)://user:password@host:port`, and who it is from. */
export interface MailSettings {
  readonly url: string;
  /** `Name <address>` or an address. */
  readonly from: string;
  /** False lets mail go unencrypted where the server offers no TLS; the way to the server must then be trusted. */
  readonly requireTls: boolean;
}

const TIMEOUT_MS = 15_000;
const CONNECTIONS = 4;

/** Opens the way to a mail server; connections are kept and shared. Loopback needs no TLS. @param ca certificate to trust, for tests */
export function openMail({ url, from, requireTls }: MailSettings, ca?: string): MailSender {
  const server = new URL(url);
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host: server.hostname,
    port: Number(server.port) || (server.protocol === 'smtps:' ? 465 : 587),
    secure: server.protocol === 'smtps:',
    requireTLS: requireTls && !isLoopback(server.hostname),
    ignoreTLS: isLoopback(server.hostname) && ca === undefined,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS * 2,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(server.username && { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } }),
    ...(ca !== undefined && { tls: { ca } }),
  });
  return {
    send: async (address, message) => {
      try {
        await transport.sendMail({ from, to: { name: '', address }, ...lettersOf(message) });
        return { kind: 'sent' };
      } catch (error) {
        return replyOf(error as MailFailure);
      }
    },
    close: () => transport.close(),
  };
}

/** RFC 3834: what a machine sent says so, and nobody's holiday answers it. */
function lettersOf(message: Message) {
  const { id, title, link, frame, language } = message;
  const host = URL.canParse(frame.settings) ? new URL(frame.settings).hostname : 'localhost';
  return {
    messageId: `<${id}@${host}>`,
    subject: title,
    text: plainLetter(message),
    html: richLetter(message),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
      ...(link && { 'List-Unsubscribe': `<${frame.settings}>` }),
    },
  };
}

function plainLetter({ text, link, frame }: Message): string {
  return [text, ...(link ? [link] : []), '--', `${frame.foot}\n${frame.settings}`].join('\n\n');
}

function richLetter({ title, text, link, language, frame }: Message): string {
  const button = link
    ? `<p style="margin:28px 0"><a href="${safe(link)}" style="background:#9c3a1e;color:#fff;padding:12px 22px;border-radius:8px;text-decoration:none">${safe(frame.open)}</a></p>`
    : '';
  return [
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><body style="font:16px/1.6 sans-serif;color:#23211e;max-width:36em;margin:0 auto;padding:24px">`,
    `<h1 style="font-size:20px">${safe(title)}</h1>`,
    `<p style="white-space:pre-line">${safe(text)}</p>`,
    button,
    `<p style="font-size:13px;color:#6b655d">${safe(frame.foot)}<br><a href="${safe(frame.settings)}">${safe(frame.settings)}</a></p>`,
    '</body></html>',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

type MailFailure = Error & { readonly code?: string; readonly responseCode?: number; readonly command?: string };

/** A refusal of the address is the address's; all else is the server's or the way's. RFC 5321: 5yz is for good, 4yz for now. */
function replyOf({ code, responseCode, command, message }: MailFailure): Reply {
  const problem = responseCode ? `SMTP ${responseCode}` : (code ?? message);
  const aboutAddress = command === 'RCPT TO' || code === 'EENVELOPE';
  if (aboutAddress && responseCode && responseCode >= 500) return { kind: 'refused', problem };
  return { kind: 'trouble', problem, gateway: !aboutAddress };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}
