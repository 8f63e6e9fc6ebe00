import { once } from 'node:events';
import { createServer as createHttp, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

import { type Certificate, selfSigned } from './certificate.ts';

/** A letter as the mail server took it. */
export interface Letter {
  readonly to: readonly string[];
  readonly from: string;
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly raw: string;
}

/** A mail server that speaks SMTP. `refuse` says with which code it turns a recipient down. */
export async function openMailServer({ options = {}, refuse = () => null }: MailServerChoice = {}) {
  const letters: Letter[] = [];
  const certificate = selfSigned('localhost');
  const server = new SMTPServer({
    ...certificate,
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'right p@ss' ? done(null, { user: username }) : done(new Error('Invalid username or password')),
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = refuse(address);
      done(responseCode ? Object.assign(new Error('no'), { responseCode }) : null);
    },
    onData: (stream, session, done) => {
      void buffer(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        letters.push({ to: rcptTo.map(({ address }) => address), from, secure: session.secure, user: session.user, raw: raw.toString() });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { letters, port, ca: certificate.cert, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

interface MailServerChoice {
  readonly options?: SMTPServerOptions;
  readonly refuse?: (address: string) => number | null;
}

/** A request as a gateway took it. */
export interface Taken {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** A gateway that takes HTTP requests and answers what the test says. */
export async function openGateway(answer: (taken: Taken) => Answer | Promise<Answer>) {
  const { taken, listener } = recorder(answer);
  const server = createHttp(listener);
  const port = await listen(server);
  return { taken, url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

/** A push service: the same over TLS, under the host name that its certificate has. */
export async function openPushService(host: string, answer: Parameters<typeof openGateway>[0] = () => ({ status: 201 })) {
  const certificate: Certificate = selfSigned(host);
  const { taken, listener } = recorder(answer);
  const server = createHttps(certificate, listener);
  const port = await listen(server);
  return { taken, trust: { ca: certificate.cert, port }, close: () => close(server) };
}

function recorder(answer: Parameters<typeof openGateway>[0]) {
  const taken: Taken[] = [];
  const listener: RequestListener = async (request, response) => {
    const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: await buffer(request) };
    taken.push(one);
    const { status, body = '', headers = {} } = await answer(one);
    response.writeHead(status, headers).end(body);
  };
  return { taken, listener };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function close(server: Server & { closeAllConnections?: () => void }): Promise<void> {
  server.closeAllConnections?.();
  server.close();
  await once(server, 'close');
}
