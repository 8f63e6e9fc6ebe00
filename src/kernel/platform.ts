import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

import type { FastifyInstance } from 'fastify';

import type { Config } from './config.ts';
import {
  type Actor,
  type AnyModule,
  type Bilingual,
  createContext,
  type Enqueue,
  openProfile,
  type ReadProfile,
  SYSTEM,
  type Work,
} from './core/index.ts';
import {
  type Database,
  type EmbeddedServer,
  findRunning,
  inDistrict,
  migrateDistrict,
  openDatabase,
  startEmbedded,
} from './database/index.ts';
import { districtFile } from './district.ts';
import { openLiveHub, startRelay } from './events/index.ts';
import { createApp, createWork, type HttpOptions, type RenderPortal } from './http/index.ts';
import { createIdentity, createPersonas, type Identity, mountAuth, nameOf } from './identity/index.ts';
import { createJobQueue, failInterrupted } from './jobs/index.ts';
import { latestCheckpoint, loadSigningKey, openSigner, startSequencer } from './ledger/index.ts';
import { withKernel } from './manifests.ts';
import { meterDelivery, openDelivery, openSenders } from './notify/index.ts';
import { publishProfileRules } from './rulebook/index.ts';
import { loadSecret } from './secrets.ts';

/** What the one who starts the platform gets to see, step by step. */
export type StartStep = 'database' | 'recover' | 'connect' | 'migrate' | 'services' | 'web';

export interface PlatformOptions {
  readonly config: Config;
  readonly modules: readonly AnyModule[];
  readonly onStep?: (step: StartStep) => void;
  readonly clock?: () => Date;
}

/** A running platform. */
export interface Platform {
  readonly app: FastifyInstance;
  /** Where the web server answers, such as `http://localhost:8080`. */
  readonly address: string;
  /** The same on this machine, for what runs beside the web server. */
  readonly local: string;
  readonly database: Database;
  readonly profile: ReadProfile;
  readonly modules: readonly AnyModule[];
  /** Long work as somebody, for what runs beside the web server, such as an import from the command line. */
  work(actor?: Actor, signal?: AbortSignal): Work<never>;
  /** Takes no more requests, finishes what runs, and closes everything in order. */
  stop(): Promise<void>;
}

/** What work beside a web server needs, for commands such as import: jobs it starts are left to the running platform. */
export function workOver({ database, profile }: Foundation, config: Config, signal: AbortSignal): Work<never> {
  const enqueue: Enqueue = () => Promise.reject(new Error('this command starts no jobs'));
  const { storage } = placesOf(config);
  return createWork({ db: database.db, district: config.district, profile, storage, enqueue, clock: () => new Date() }, SYSTEM, signal);
}

/** The database and what a platform needs before it can serve: enough for migrate, import and other commands. */
export interface Foundation {
  readonly database: Database;
  readonly server: EmbeddedServer | null;
  readonly modules: readonly AnyModule[];
  readonly profile: ReadProfile;
  close(): Promise<void>;
}

/** Where an installation keeps what is not in the database: the district's files, and its keys. */
export function placesOf({ dataFolder, district }: Config): { storage: string; secrets: string } {
  return { storage: path.join(dataFolder, district), secrets: path.join(dataFolder, 'secrets') };
}

const DIST = new URL('../../dist/', import.meta.url);
const INTERRUPTED_AFTER_MS = 60_000;
const LEDGER_STATE_MS = 5_000;
const ALL_HOURS: Bilingual = { en: 'day and night', zh: '全天候' };

/**
 * Starts or reaches the database and brings the district's schema up to date.
 * @param beside use the database of a platform that runs already, if there is one
 * @param migrate false leaves the schema as it is, for commands that must not change it
 * @throws the errors of database, all in words for the operator
 */
export async function openFoundation(
  { config, modules, onStep }: PlatformOptions,
  { beside = false, migrate = true } = {},
): Promise<Foundation> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    onStep?.(config.databaseUrl ? 'connect' : 'database');
    const embedded = { folder: config.dataFolder, onStep: (step: string) => step === 'recover' && onStep?.('recover') };
    const running = beside && !config.databaseUrl ? await findRunning(config.dataFolder) : null;
    const server = config.databaseUrl || running ? null : await startEmbedded(embedded);
    if (server) closing.push(() => server.stop());
    const database = await openDatabase(config.databaseUrl ?? running?.dsn ?? server?.dsn ?? '', { onError: report, pipeline: !beside });
    closing.push(() => database.close());
    const all = withKernel(modules);
    if (migrate) {
      onStep?.('migrate');
      await migrateDistrict(database.pool, config.district, all);
    }
    return { database, server, modules: all, profile: openProfile(config.profile), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts everything over a foundation and listens. Stopping closes the foundation too. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { clock = () => new Date(), onStep } = options;
  const config = { ...options.config, port: options.config.port || (await freePort(options.config.host)) };
  const foundation = await openFoundation(options);
  const { database, profile } = foundation;
  const { district } = config;
  const { db, dsn } = database;
  const closing: (() => Promise<unknown>)[] = [foundation.close];
  const stop = async () => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    onStep?.('services');
    const place = profile(districtFile);
    const { storage, secrets } = placesOf(config);
    const identity = await openIdentity({ ...options, config }, foundation, secrets, closing);
    const modules = withKernel(options.modules, identity);
    const queue = createJobQueue({
      db,
      dsn,
      district,
      profile,
      storage,
      modules,
      clock,
      timeZone: place.timeZone,
      actorOf: (id) => identity.actorOf(id, district),
      onError: report,
      enqueue: (...all) => queue.enqueue(...all),
    });
    const signer = openSigner(await loadSigningKey(secrets), district);
    const sequencer = startSequencer({ transact: (work) => inDistrict(db, district, work), signer, now: clock, onError: report });
    closing.push(() => sequencer.stop());
    const relay = startRelay({
      db,
      district,
      modules,
      profile,
      storage,
      enqueue: queue.enqueue,
      clock,
      natsUrl: config.natsUrl,
      onError: report,
    });
    closing.push(() => relay.stop());
    const hub = await openLiveHub({ dsn, db, district, clock, onError: report });
    closing.push(() => hub.close());
    await failInterrupted({ db, district, clock }, config.databaseUrl ? INTERRUPTED_AFTER_MS : 0);
    const recovery = createWork({ db, district, profile, storage, enqueue: queue.enqueue, clock }, SYSTEM, new AbortController().signal);
    for (const module of modules) await module.onStart?.(recovery, { alone: foundation.server !== null });
    await queue.start();
    closing.push(() => queue.stop());

    const baseUrl = config.publicUrl ?? `http://localhost:${config.port}`;
    const senders = openSenders({ mail: config.mail, sms: config.sms, pushSecret: await loadSecret(secrets, 'push'), baseUrl });
    const delivery = openDelivery({ db, district, profile, clock, baseUrl, senders, onError: report });
    await delivery.start();
    closing.push(() => delivery.stop());

    onStep?.('web');
    const http: HttpOptions = {
      db,
      pool: database.pool,
      modules,
      profile,
      storage,
      district,
      districtTitle: place.name,
      contact: { phone: place.hotline, hours: place.hotlineHours ?? ALL_HOURS },
      enqueue: queue.enqueue,
      authenticate: (request, how) => identity.authenticate(request, district, how),
      nameOf: (actor) => nameOf(identity, district, actor),
      ledgerState: createLedgerState(foundation, district),
      clock,
      publicUrl: config.publicUrl,
      live: hub,
      render: await loadRender(),
      dist: existsSync(DIST) ? DIST : null,
      demo: config.demo,
      secret: await loadSecret(secrets, 'csrf'),
      secure: config.publicUrl?.startsWith('https:') ?? false,
      trustedProxies: config.trustedProxies,
      ratePerMinute: config.ratePerMinute,
      metricsToken: config.metricsToken,
      meter: (register) => meterDelivery(register, district, db, clock),
      log: { level: config.logLevel },
    };
    const app = await createApp(http, async (web, csrf) => mountAuth(web, { identity, district, csrf }));
    closing.push(() => app.close());
    if (config.demo) await createPersonas(identity, district);
    await inDistrict(db, district, (tx) =>
      publishProfileRules(createContext({ tx, district, actor: SYSTEM, now: clock(), profile, storage, enqueue: queue.enqueue })),
    );
    await app.listen({ port: config.port, host: config.host });
    const { port } = app.server.address() as { port: number };
    const work: Platform['work'] = (actor = SYSTEM, signal = new AbortController().signal) => createWork(http, actor, signal);
    const local = `http://localhost:${port}`;
    return { app, address: config.publicUrl ?? local, local, database, profile, modules, work, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A port that nobody uses. Passkeys are tied to our address, so it must be known before anything is served. */
async function freePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Signing in has connections of its own: it must never wait for one that waits for it. */
async function openIdentity(
  { config, clock = () => new Date() }: PlatformOptions,
  { database, profile }: Foundation,
  secrets: string,
  closing: (() => Promise<unknown>)[],
): Promise<Identity> {
  const own = await openDatabase(database.dsn, { max: 4, onError: report });
  closing.push(() => own.close());
  const secret = (await loadSecret(secrets, 'sign-in')).toString('base64url');
  const baseUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  return createIdentity({ db: own.db, baseUrl, secret, profile, demo: config.demo, clock, ...(config.sso && { sso: config.sso }) });
}

/** The footer of every page shows the ledger's head; asking once in a few seconds is enough. */
function createLedgerState({ database }: Foundation, district: string): HttpOptions['ledgerState'] {
  let kept: Awaited<ReturnType<HttpOptions['ledgerState']>> = null;
  let until = 0;
  return async () => {
    if (Date.now() < until) return kept;
    until = Date.now() + LEDGER_STATE_MS;
    const row = await inDistrict(database.db, district, latestCheckpoint);
    kept = row && { size: Number(row.size), signedAt: row.signed_at };
    return kept;
  };
}

async function loadRender(): Promise<RenderPortal> {
  const { render } = (await import(new URL('portal/render.js', DIST).href)) as { render: RenderPortal };
  return render;
}

/** Failures in the background go to standard error with their stack; the work itself is tried again by whoever does it. */
function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
