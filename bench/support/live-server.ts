// A server for boards, in a process of its own so that it can be measured alone: `ours`, the platform's edge over a real database, or
// `plain`, which keeps nothing, checks nobody and writes every event to every browser by itself.
import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';

import { Type } from 'typebox';

import { announce, closed, defineModule, defineRoutes, type LiveData, route } from '#kernel';
import { openTestDistrict, person } from '#kernel/testing';
import { openLiveHub, tellLive } from '../../src/kernel/events/index.ts';
import { createApp } from '../../src/kernel/http/index.ts';

const Told = closed({ topic: Type.String(), sentAt: Type.String() });
const WRITERS = 8;

interface Beside {
  readonly beside: 'tell' | 'write';
  readonly perSecond: number;
  readonly seconds: number;
}

/** What changes about a case, as boards hear it; the second id says when it was sent. */
const about = (sentAt: string): LiveData => ({
  ids: ['7Q2M4K9XBW', sentAt],
  state: 'working',
  due: new Date('2026-11-24T09:00:00Z'),
  revision: 7,
});

const bench = defineModule<object>({
  name: 'bench',
  title: { en: 'Bench', zh: '测量' },
  purpose: 'Measure live changes.',
  dependsOn: [],
  migrations: null,
  tables: {},
  permissions: { 'bench:tell': { en: 'Tell', zh: '发布' } },
  topics: [{ name: 'bench.board', may: ({ actor }) => actor.permissions.has('bench:tell') }],
  routes: defineRoutes<object>([
    route({
      method: 'POST',
      path: '/tell',
      summary: 'Tell boards that a case changed',
      permission: 'bench:tell',
      body: Told,
      reply: closed({}),
      handle: async (context, { body }) => {
        await announce(context, [body.topic], about(body.sentAt));
        return {};
      },
    }),
  ]),
});

async function serveOurs() {
  const town = await openTestDistrict({ modules: [bench], durable: true });
  const { db, dsn, district } = town;
  const hub = await openLiveHub({ dsn, db, district, onError: (error) => process.stderr.write(`${String(error)}\n`) });
  const authenticate = async ({ headers }: { headers: Record<string, string | string[] | undefined> }) =>
    person({ id: String(headers['x-board']), permissions: ['bench:tell'] });
  const app = await createApp({ ...(town as unknown as Parameters<typeof createApp>[0]), ...EDGE, authenticate, live: hub });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const writeOne = () => town.act((context) => context.record({ kind: 'bench.written', body: { id: randomUUID() } }));
  const tellOne = () => town.look((tx) => tellLive(tx, new Date(), 'bench.board', about('0')));
  /** Commits a second of eight writers, while somebody beside them tells, or writes, so often a second. */
  const countWrites = async ({ beside, perSecond, seconds }: Beside) => {
    const end = Date.now() + seconds * 1000;
    let written = 0;
    const other = setInterval(() => void (beside === 'tell' ? tellOne() : writeOne()), 1000 / perSecond);
    const write = async () => {
      for (; Date.now() < end; written++) await writeOne();
    };
    await Promise.all(Array.from({ length: WRITERS }, write));
    clearInterval(other);
    return written / seconds;
  };
  const stop = async () => {
    await app.close();
    await hub.close();
    await town.close();
  };
  return { port: (app.server.address() as { port: number }).port, countWrites, stop };
}

function servePlain() {
  const readers = new Map<string, Set<ServerResponse>>();
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'GET') {
      const topic = address.searchParams.get('topics') ?? '';
      readers.set(topic, (readers.get(topic) ?? new Set()).add(response));
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: beat\ndata: {}\n\n');
      return;
    }
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const { topic, sentAt } = JSON.parse(body) as { topic: string; sentAt: string };
      const frame = `id: 1\nevent: change\ndata: ${JSON.stringify({ topics: [topic], ...about(sentAt) })}\n\n`;
      for (const reader of readers.get(topic) ?? []) reader.write(frame);
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  return new Promise<{ port: number; countWrites: (beside: Beside) => Promise<number>; stop: () => Promise<void> }>((resolve) => {
    server.once('listening', () =>
      resolve({
        port: (server.address() as { port: number }).port,
        countWrites: async () => 0,
        stop: async () => server.closeAllConnections(),
      }),
    );
  });
}

const EDGE = {
  districtTitle: { en: 'Bench', zh: '测量' },
  contact: null,
  enqueue: async () => '',
  ledgerState: async () => null,
  clock: () => new Date(),
  render: () => '',
  dist: null,
  demo: false,
  secret: Buffer.alloc(32, 1),
  secure: false,
  trustedProxies: 0,
  ratePerMinute: 0,
  metricsToken: null,
  log: { level: 'silent' },
} as const;

const serving = await (process.argv[2] === 'plain' ? servePlain() : serveOurs());
process.on('message', async (wish: { writes?: Beside }) => {
  if (wish.writes) process.send?.({ writes: await serving.countWrites(wish.writes) });
  else await serving.stop().then(() => process.exit(0));
});
process.send?.({ port: serving.port });
