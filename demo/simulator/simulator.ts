import { type Random, randomStream } from '../random.ts';
import { anonymousSession, personaSession, type Session, type SessionOptions } from './session.ts';

/** What an actor may touch: the platform from outside, its own random numbers, and the time. */
export interface Stage {
  readonly random: Random;
  readonly now: Date;
  /** Nobody in particular. */
  anonymous(): Session;
  /** A demo persona by key, signed in once and kept. */
  as(persona: string): Promise<Session>;
}

/** Something that keeps happening in a district. Modules add theirs to the list. */
export interface SimulatedActor {
  readonly name: string;
  /** Mean time between two acts, in seconds. */
  readonly everySeconds: number;
  act(stage: Stage): Promise<void>;
}

export interface SimulatorOptions {
  /** Where the platform answers. */
  readonly address: string;
  readonly seed: number;
  readonly actors: readonly SimulatedActor[];
  readonly clock: () => Date;
  /** Told when an actor's act fails, once until it succeeds again; the actor goes on trying at its pace. */
  readonly onError: (actor: string, error: unknown) => void;
}

/** A running simulator. */
export interface Simulator {
  /** How often each actor has acted. */
  readonly acts: ReadonlyMap<string, number>;
  /** Breaks off what is under way and waits until nothing runs. */
  stop(): Promise<void>;
}

/** Never longer without an act, so that pauses cannot grow past what people would notice. */
const LONGEST_WAIT_FACTOR = 3;

/** Lets each actor act again and again at its own gentle pace; one never acts twice at once. Choices and waits follow from the seed. */
export function startSimulator({ address, seed, actors, clock, onError }: SimulatorOptions): Simulator {
  const ending = new AbortController();
  const acts = new Map(actors.map(({ name }) => [name, 0]));
  const runs = actors.map(async (actor) => {
    const random = randomStream(seed, `actor/${actor.name}`);
    const stage = openStage(random, clock, { address, signal: ending.signal, nextKey: keys(actor.name, clock()) });
    let failing = false;
    while (await pause(waitOf(actor, random), ending.signal)) {
      try {
        await actor.act(stage());
        acts.set(actor.name, (acts.get(actor.name) ?? 0) + 1);
        failing = false;
      } catch (error) {
        if (!failing && !ending.signal.aborted) onError(actor.name, error);
        failing = true;
      }
    }
  });
  return {
    acts,
    async stop() {
      ending.abort();
      await Promise.all(runs);
    },
  };
}

/** A stage per act; signed-in sessions are kept between acts and dropped when somebody is signed out. */
function openStage(random: Random, clock: () => Date, options: SessionOptions): () => Stage {
  const sessions = new Map<string, Promise<Session>>();
  const as = (persona: string): Promise<Session> => {
    const kept = sessions.get(persona) ?? personaSession(options, persona);
    sessions.set(persona, kept);
    kept.catch(() => sessions.delete(persona));
    return kept;
  };
  return () => ({ random, now: clock(), as, anonymous: () => anonymousSession(options) });
}

/** Exponential waits, as of events that happen independently of each other. */
function waitOf({ everySeconds }: SimulatedActor, random: Random): number {
  return Math.min(LONGEST_WAIT_FACTOR, -Math.log(1 - random.unit())) * everySeconds * 1000;
}

function keys(name: string, startedAt: Date): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `simulator-${name}-${startedAt.getTime().toString(36)}-${count}`;
  };
}

/** @returns whether to go on: false once the signal was given */
function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const end = (goOn: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(goOn);
    };
    const stop = () => end(false);
    const timer = setTimeout(() => end(true), milliseconds);
    timer.unref();
    signal.addEventListener('abort', stop);
  });
}
