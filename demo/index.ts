import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Actor, ANONYMOUS, type Work } from '#kernel';

import { closeMonthsJob } from '#module/operations';
import type { Day } from './days.ts';
import { SEED } from './district/base-map.ts';
import { loadDemo } from './load.ts';
import { tellCases } from './operations/cases.ts';
import { fillDesk } from './operations/desk.ts';
import { demoSpots } from './operations/spots.ts';
import { platformTarget } from './platform-target.ts';
import { demoActors } from './simulator/actors.ts';
import { personaSession, type Session } from './simulator/session.ts';
import { type Simulator, startSimulator } from './simulator/simulator.ts';

const STEWARD = 'data-steward';
/** A session of the first start is over after this. */
const LONGEST_MS = 120_000;

/** A running platform in demo mode. */
export interface DemoHost {
  /** Where it answers, such as `http://localhost:8080`. */
  readonly address: string;
  /** Long work as somebody. */
  work(actor: Actor): Work<never>;
  readonly clock: () => Date;
  /** Keys of the datasets to load, and nothing else; everything unless said. */
  readonly only?: readonly string[];
  onDataset?(key: string, done: number, total: number): void;
  onError(actor: string, error: unknown): void;
}

/** Loads the demo district where it is missing. The district's day is the day of the first start, in China. */
export async function fillDemo({ address, work, clock, only, onDataset }: DemoHost): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'maplebridge-demo-'));
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(clock());
  try {
    await loadDemo(platformTarget(work(await stewardOf(address))), {
      folder,
      seed: SEED,
      today,
      ...(only && { only }),
      ...(onDataset && { onDataset }),
    });
    if (!only) await fillOperations({ address, work, now: clock(), today });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Opening extends Pick<DemoHost, 'address' | 'work'> {
  readonly now: Date;
  readonly today: Day;
}

/** Tells the weeks before the first start and fills the duty desk; a district that has cases keeps its own. */
async function fillOperations({ address, work, now, today }: Opening): Promise<void> {
  const dispatcher = await signIn(address, 'dispatcher');
  const spots = demoSpots(SEED);
  const { items } = (await dispatcher.get('/api/cases?limit=1')).json<{ items: unknown[] }>();
  if (items.length === 0) {
    await tellCases(work(ANONYMOUS), SEED, spots, now);
    await work(ANONYMOUS).transaction((context) => context.enqueue(closeMonthsJob, {}));
  }
  const [supervisor, officer] = await Promise.all([signIn(address, 'supervisor'), signIn(address, 'official-urban')]);
  await fillDesk({ dispatcher, supervisor, officer, seed: SEED, spots, today, now });
}

/** Keeps the demo district alive from outside, until it is stopped. */
export function enliven({ address, clock, onError }: DemoHost): Simulator {
  return startSimulator({ address, seed: SEED, actors: demoActors(SEED), clock, onError });
}

/** The steward signs in as everybody does; the session says who that is and what the role allows. */
async function stewardOf(address: string): Promise<Actor> {
  const session = await signIn(address, STEWARD);
  const { id, permissions } = (await session.get('/api/identity/session')).json<{ id: string; permissions: string[] }>();
  return { ...ANONYMOUS, id, kind: 'person', permissions: new Set(permissions) };
}

function signIn(address: string, persona: string): Promise<Session> {
  return personaSession({ address, signal: AbortSignal.timeout(LONGEST_MS), nextKey: () => crypto.randomUUID() }, persona);
}
