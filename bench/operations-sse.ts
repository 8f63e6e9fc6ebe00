import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { cpuOfProcess, peakOfProcess } from './support/proc.ts';

const BOARDS = 2_000;
const PER_SECOND = 100;
const WARM_SECONDS = 3;
const SECONDS = 10;
const TOPICS = 20;
/** Longest wait for what is still on its way when the last event was sent. */
const PATIENCE_MS = 60_000;
const WRITE_SECONDS = 4;
const WRITE_ROUNDS = 3;

const CASES = [
  { topics: 1, name: 'all to all', target: 250 },
  { topics: TOPICS, name: `${TOPICS} topics`, target: 50 },
];

type Kind = 'ours' | 'plain';

/** What all boards together heard. */
interface Heard {
  readonly heard: number;
  readonly disorder: number;
  readonly fewest: number;
  readonly most: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

interface Run extends Heard {
  readonly told: number;
  readonly cpuShare: number;
  readonly peakMb: number;
}

/**
 * Two thousand boards on real connections, in a process of their own, hear of 100 changes a second: each told in a transaction by a POST,
 * committed, put into order, fanned out. Beside it, in the same run, a plain server that keeps nothing and calls `res.write` per event.
 * @param options `--only=topics` or `--only=writes` measures that part alone
 */
export async function* run(options: readonly string[] = []): AsyncIterable<object> {
  const only = options.find((option) => option.startsWith('--only='))?.slice('--only='.length);
  if (only !== 'writes') yield* boards(only === 'topics' ? CASES.slice(1) : CASES);
  if (only !== 'topics') yield await writesBeside();
}

async function* boards(cases: typeof CASES): AsyncIterable<object> {
  for (const { topics, name, target } of cases) {
    const ours = await measure('ours', topics);
    const plain = await measure('plain', topics);
    const what = `${BOARDS} boards x ${PER_SECOND} events/s, ${name}`;
    const ratio = round(ours.p99 / plain.p99);
    yield {
      figure: `${what}: p99 of age on arrival`,
      value: ours.p99,
      unit: 'ms',
      comparison: plain.p99,
      ratio,
      target,
      met: ours.p99 <= target,
    };
    if (topics === 1)
      yield {
        figure: `${what}: p99 beside plain res.write`,
        value: ratio,
        unit: 'x',
        comparison: 1,
        ratio,
        target: 0.6,
        met: ratio <= 0.6,
      };
    yield {
      figure: `${what}: median`,
      value: ours.p50,
      unit: 'ms',
      comparison: plain.p50,
      ratio: round(ours.p50 / plain.p50),
      target: null,
      met: null,
    };
    yield exactness(what, ours, topics);
    yield {
      figure: `${what}: memory of the server at most`,
      value: Math.round(ours.peakMb),
      unit: 'MB',
      comparison: Math.round(plain.peakMb),
      ratio: round(ours.peakMb / plain.peakMb),
      target: 600,
      met: ours.peakMb <= 600,
    };
    yield {
      figure: `${what}: processor of the server`,
      value: round(ours.cpuShare),
      unit: 'cores',
      comparison: round(plain.cpuShare),
      ratio: round(ours.cpuShare / plain.cpuShare),
      target: null,
      met: null,
    };
  }
}

/** Every board has each event of its topic once, and in order. */
function exactness(what: string, { told, disorder, fewest, most, heard }: Run, topics: number): object {
  const due = told / topics;
  const wrong = disorder + Math.abs(heard - BOARDS * due);
  return {
    figure: `${what}: events lost, doubled or out of order`,
    value: wrong,
    unit: 'events',
    comparison: heard,
    ratio: null,
    target: 0,
    met: wrong === 0 && fewest === most,
  };
}

async function measure(kind: Kind, topics: number): Promise<Run> {
  const server = start('live-server', kind);
  const { port } = await answer<{ port: number }>(server);
  const boards = start('live-boards');
  await ask(boards, { open: { port, boards: BOARDS, topics } });
  const warm = await tell(port, WARM_SECONDS, topics);
  await settle(boards, warm, topics);
  await ask(boards, { forget: true });
  const [pid = 0, from, began] = [server.pid, cpuOfProcess(server.pid ?? 0), Date.now()];
  const told = await tell(port, SECONDS, topics);
  const cpuShare = (cpuOfProcess(pid) - from) / ((Date.now() - began) / 1000);
  const heard = await settle(boards, told, topics);
  const peakMb = peakOfProcess(pid);
  boards.kill();
  await stop(server);
  return { ...heard, told, cpuShare, peakMb };
}

/** Tells at a steady rate, whatever the answers take. @returns how many */
async function tell(port: number, seconds: number, topics: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const count = seconds * PER_SECOND;
  const began = Date.now();
  const answers: Promise<void>[] = [];
  for (let number = 0; number < count; number++) {
    await sleep(Math.max(0, began + (number * 1000) / PER_SECOND - Date.now()));
    answers.push(post(agent, port, { topic: `bench.board:${number % topics}`, sentAt: String(Date.now()) }));
  }
  await Promise.all(answers);
  agent.destroy();
  return count;
}

function post(agent: Agent, port: number, body: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-board': 'teller' };
    const sent = request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/api/bench/tell', headers }, (response) => {
      response.resume().once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`refused: ${response.statusCode}`))));
    });
    sent.once('error', reject).end(JSON.stringify(body));
  });
}

/** Waits until all boards have all of it, or too long. */
async function settle(boards: ChildProcess, told: number, topics: number): Promise<Heard> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const heard = await ask<Heard>(boards, {});
    if (heard.heard >= (BOARDS * told) / topics || Date.now() > until) return heard;
    await sleep(250);
  }
}

/** Alternating, best of the rounds: other things run on this machine too. */
async function writesBeside(): Promise<object> {
  const server = start('live-server', 'ours');
  await answer(server);
  const best = [0, 0];
  for (let round = 0; round < WRITE_ROUNDS; round++) {
    for (const [at, beside] of ['write', 'tell'].entries()) {
      const wish = { beside, perSecond: PER_SECOND, seconds: WRITE_SECONDS };
      const { writes } = await ask<{ writes: number }>(server, { writes: wish });
      best[at] = Math.max(best[at] ?? 0, writes);
    }
  }
  await stop(server);
  const [comparison = 1, value = 0] = best;
  const ratio = round(value / comparison);
  const figure = `durable writes of eight writers while ${PER_SECOND} changes/s are told, beside as many ordinary writes`;
  return { figure, value: Math.round(value), unit: 'writes/s', comparison: Math.round(comparison), ratio, target: 0.9, met: ratio >= 0.9 };
}

function start(program: string, ...words: readonly string[]): ChildProcess {
  return fork(new URL(`./support/${program}.ts`, import.meta.url), words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

async function stop(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.send({});
  await ended;
}

async function ask<Answer>(program: ChildProcess, wish: object): Promise<Answer> {
  const answered = answer<Answer>(program);
  program.send(wish);
  return answered;
}

async function answer<Answer>(program: ChildProcess): Promise<Answer> {
  const [said] = await Promise.race([
    once(program, 'message'),
    once(program, 'exit').then(([code]) => Promise.reject(new Error(`ended with ${code}`))),
  ]);
  return said as Answer;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
