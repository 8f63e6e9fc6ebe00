import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { sql } from 'kysely';
import type { Static, TSchema } from 'typebox';

import {
  type Actor,
  ANONYMOUS,
  type AnyModule,
  type Context,
  createContext,
  type District,
  type Enqueue,
  type JobType,
  openProfile,
  SYSTEM,
  type Work,
} from '../core/index.ts';
import { inDistrict, migrateDistrict, openDatabase, schemaOf } from '../database/index.ts';
import { deliverWaiting } from '../events/index.ts';
import { createApp, createWork, type HttpOptions, type RenderPortal } from '../http/index.ts';
import { createIdentity } from '../identity/index.ts';
import { loadSigningKey, openSigner, sequenceAll } from '../ledger/index.ts';
import { withKernel } from '../manifests.ts';
import { testServer } from './server.ts';

interface TestOptions {
  readonly modules?: readonly AnyModule[];
  readonly now?: Date;
  readonly http?: Partial<HttpOptions>;
  /** Commits reach the disk, for measuring; tests give that up for speed. */
  readonly durable?: boolean;
}

const DIST = new URL('../../../dist/', import.meta.url);

/** Makes somebody who may do what the test says. */
export function person(
  about: { id?: string; permissions?: readonly string[]; roles?: readonly string[]; department?: string } = {},
): Actor {
  const { id = randomUUID(), permissions = [], roles = [], department = null } = about;
  return { ...ANONYMOUS, id, kind: 'person', permissions: new Set(permissions), roles, department };
}

/**
 * A district of its own on a real PostgreSQL, with the app over it and a clock that the test sets. Takes about a second, so open one per
 * test file and close it afterwards. The portal is rendered by the built views where `dist` has them.
 */
export async function openTestDistrict({
  modules = [],
  now = new Date('2026-11-23T02:00:00Z'),
  http = {},
  durable = false,
}: TestOptions = {}) {
  const server = await testServer(durable);
  const database = await openDatabase(server.dsn, { max: durable ? 20 : 10, pipeline: true });
  const district: District = `test_${randomBytes(6).toString('hex')}`;
  const profile = openProfile(new URL('../../../profiles/zhejiang/', import.meta.url));
  const secret = randomBytes(32).toString('base64url');
  const identity = createIdentity({ db: database.db, baseUrl: 'http://localhost', secret, profile, demo: false });
  const all = withKernel(modules, identity);
  await migrateDistrict(database.pool, district, all);
  const clock = { now };
  const storage = await mkdtemp(path.join(tmpdir(), 'mbs-'));
  const actors = new Map<string, Actor>();
  const queued: { type: JobType; input: unknown; actor: Actor }[] = [];
  const enqueue: Enqueue = async (_tx, _district, actor, type, input) => {
    queued.push({ type, input, actor });
    return randomUUID();
  };
  const options: HttpOptions = {
    db: database.db,
    pool: database.pool,
    modules: all,
    profile,
    storage,
    district,
    districtTitle: { en: 'Test District', zh: '测试区' },
    contact: null,
    enqueue,
    authenticate: async ({ headers }) => actors.get(String(headers['x-test-actor'])) ?? ANONYMOUS,
    ledgerState: async () => null,
    live: null,
    clock: () => clock.now,
    render: await loadRender(),
    dist: existsSync(DIST) ? DIST : null,
    demo: false,
    secret: randomBytes(32),
    secure: false,
    trustedProxies: 0,
    ratePerMinute: 0,
    metricsToken: null,
    log: { level: 'silent' },
    ...http,
  };
  const app = await createApp(options);

  return {
    clock,
    app,
    dsn: server.dsn,
    district,
    schema: schemaOf(district),
    db: database.db,
    pool: database.pool,
    profile,
    storage,
    modules: all,
    /** Jobs that were queued since the start; run them with `runJob`. */
    queued,
    /** Sends requests as somebody, as a program would (no cookies), and reads the answer as JSON where it is JSON. */
    as(actor: Actor = ANONYMOUS) {
      actors.set(actor.id, actor);
      return async (
        method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
        url: string,
        body?: object | Buffer,
        headers: Record<string, string> = {},
      ) => {
        const type = Buffer.isBuffer(body) ? { 'content-type': 'application/octet-stream' } : {};
        const response = await app.inject({
          method,
          url,
          headers: { ...type, 'x-test-actor': actor.id, ...headers },
          ...(body !== undefined && { payload: body as object }),
        });
        const json = /[/+]json\b/.test(String(response.headers['content-type']));
        return {
          status: response.statusCode,
          headers: response.headers,
          text: response.body,
          raw: response.rawPayload,
          body: json ? response.json() : undefined,
        };
      };
    },
    /** Looks into the district's tables. */
    look: <Result>(work: (tx: typeof database.db) => Promise<Result>) => inDistrict(database.db, district, work),
    /** Does something in one transaction, as the platform itself or as somebody. */
    act: <Result>(work: (context: Context<never>) => Promise<Result>, actor: Actor = SYSTEM) =>
      inDistrict(database.db, district, (tx) =>
        work(createContext<never>({ tx, district, actor, now: clock.now, profile, storage, enqueue })),
      ),
    /** Long work, as a job has it. */
    work: (actor: Actor = SYSTEM, signal: AbortSignal = new AbortController().signal): Work<never> => createWork(options, actor, signal),
    /** Runs a job of a module here and now. */
    async runJob<Input extends TSchema>(type: JobType<Input>, input: Static<Input>, actor: Actor = SYSTEM) {
      const spec = all.flatMap(({ jobs }) => jobs).find((candidate) => candidate.type.name === type.name);
      if (!spec) throw new Error(`no module declares the job ${type.name}`);
      const work = createWork(options, actor, new AbortController().signal);
      await spec.run({ ...work, jobId: randomUUID(), progress: () => undefined }, input);
    },
    /** Gives every waiting ledger line its place and signs the tree. */
    signLedger: async () =>
      sequenceAll((run) => inDistrict(database.db, district, run), openSigner(await loadSigningKey(storage), district), clock.now),
    deliver: () => deliverWaiting({ db: database.db, district, modules: all, profile, storage, enqueue, clock: () => clock.now }),
    async close() {
      await app.close();
      await sql`drop schema ${sql.id(schemaOf(district))} cascade`.execute(database.db);
      await database.close();
      await server.stop();
      await rm(storage, { recursive: true, force: true });
    },
  };
}

/** The test district's handle. */
export type TestDistrict = Awaited<ReturnType<typeof openTestDistrict>>;

async function loadRender(): Promise<RenderPortal> {
  const built = new URL('portal/render.js', DIST);
  if (!existsSync(built)) return ({ title, data }) => `<!doctype html><title>${title.zh}</title><pre>${JSON.stringify(data)}</pre>`;
  const { render } = (await import(built.href)) as { render: RenderPortal };
  return render;
}
