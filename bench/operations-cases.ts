import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';

import { cpuOfProcess, cpuOfTree, parentOf, peakOfProcess } from './support/proc.ts';

const CLIENTS = 50;
const SECONDS = 12;
const MILLION = 1_000_000;
const STEPS_TARGET = 60;
const P95_TARGET_MS = 300;
const PLAIN_TARGET = 0.25;
const FALL_TARGET = 0.8;
const BURST_FACTOR = 10;
const BURST_SECONDS = 10;
const VALLEY_SECONDS = 30;

type Kind = 'ours' | 'plain';

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
  readonly agent: Agent;
  /** Process id of the database's first process. */
  readonly postgres: number;
}

interface Measured {
  readonly lifecycles: number;
  readonly seconds: number;
  readonly latencies: number[];
  readonly errors: number;
  readonly refused: number;
  readonly stale: number;
  /** CPU seconds of the server and of its database. */
  readonly cpu: number;
  readonly databaseCpu: number;
}

/**
 * Whole lives of cases over HTTP: open (routed by rule), accept, assign, done, answer, confirm, and found again with its last revision;
 * fifty clients, each working without pause. Empty first, then beside a million cases, then a burst and the valley after it.
 * Options: `--cases N` seeds N cases instead of a million, `--seconds N` measures so long.
 */
export async function* run(options: readonly string[] = []): AsyncIterable<object> {
  const cases = numberIn(options, '--cases') ?? MILLION;
  const seconds = numberIn(options, '--seconds') ?? SECONDS;
  const plain = await start('plain');
  await measure(plain, plainLife, CLIENTS, 3);
  const bare = await measure(plain, plainLife, CLIENTS, seconds);
  await stop(plain);
  const server = await start('ours');
  await measure(server, life, CLIENTS, 4); // compiled, cached, and the template for the seed
  const empty = await measure(server, life, CLIENTS, seconds);
  yield figureOf('lifecycles/s on an empty database beside plain statements', empty, bare, PLAIN_TARGET);
  await ask(server, { seed: cases });
  await measure(server, life, CLIENTS, 4);
  const full = await measure(server, life, CLIENTS, seconds);
  const label = `beside ${cases} cases`;
  yield {
    figure: `lifecycles/s ${label}`,
    value: round(rate(full)),
    unit: 'lifecycles/s',
    comparison: STEPS_TARGET,
    ratio: round(rate(full) / STEPS_TARGET),
    target: STEPS_TARGET,
    met: rate(full) >= STEPS_TARGET,
  };
  yield {
    figure: `p95 of a request ${label}`,
    value: round(percentile(full, 0.95)),
    unit: 'ms',
    comparison: round(percentile(empty, 0.95)),
    ratio: round(percentile(full, 0.95) / percentile(empty, 0.95)),
    target: P95_TARGET_MS,
    met: percentile(full, 0.95) <= P95_TARGET_MS,
  };
  yield {
    figure: `speed ${label} beside the empty database`,
    value: round(rate(full)),
    unit: 'lifecycles/s',
    comparison: round(rate(empty)),
    ratio: round(rate(full) / rate(empty)),
    target: FALL_TARGET,
    met: rate(full) >= FALL_TARGET * rate(empty),
  };
  yield figureOf(`lifecycles/s ${label} beside plain statements`, full, bare, PLAIN_TARGET);
  yield {
    figure: 'stale reads and errors',
    value: full.stale + full.errors + empty.stale + empty.errors,
    unit: 'count',
    target: 0,
    met: full.stale + full.errors + empty.stale + empty.errors === 0,
  };
  yield {
    figure: `server ${label}`,
    value: round(full.cpu),
    unit: 'CPU s of Node',
    seconds: round(full.seconds),
    peakMb: round(peakOfProcess(server.child.pid as number)),
  };
  yield* burst(server);
  await stop(server);
}

/** A tenth of the clients, then ten times as many, then a tenth again: how soon the answers are as quick as before. */
async function* burst(server: Server): AsyncIterable<object> {
  const calm = CLIENTS / BURST_FACTOR;
  const baseline = await measure(server, life, calm, 10);
  const wave = await measure(server, life, CLIENTS, BURST_SECONDS);
  let [recovered, errors] = [Number.NaN, wave.errors];
  for (let second = 1; second <= VALLEY_SECONDS && Number.isNaN(recovered); second += 1) {
    const after = await measure(server, life, calm, 1);
    errors += after.errors;
    if (percentile(after, 0.95) < 2 * percentile(baseline, 0.95)) recovered = second;
  }
  yield {
    figure: `p95 under twice its baseline after a ${BURST_FACTOR}x burst`,
    value: recovered,
    unit: 's',
    baselineMs: round(percentile(baseline, 0.95)),
    burstMs: round(percentile(wave, 0.95)),
    errors,
    target: VALLEY_SECONDS,
    met: recovered <= VALLEY_SECONDS && errors === 0,
  };
}

type Life = (server: Server, note: (milliseconds: number, status: number, stale?: boolean) => void) => Promise<boolean>;

async function life(server: Server, note: Parameters<Life>[1]): Promise<boolean> {
  const call = async (actor: string, method: string, path: string, body?: object, revision?: number) => {
    const answer = await send(server, method, path, body, { 'x-test-actor': actor, ...(revision && { 'if-match': `"${revision}"` }) });
    note(answer.milliseconds, answer.status);
    return answer;
  };
  const opened = await call('desk', 'POST', '/api/cases', {
    title: `垃圾堆积 ${Math.random()}`,
    text: '小区东门外',
    category: 'appearance.litter',
    reporter: true,
  });
  if (opened.status !== 201) return false;
  const { code } = opened.body as { code: string };
  const seen = await call('urban', 'GET', `/api/cases/${code}`);
  const { tasks, revision } = seen.body as { tasks: { id: string }[]; revision: number };
  const task = tasks[0]?.id;
  const steps = [
    ['urban', 'accept', { task }],
    ['urban', 'assign', { task, kind: 'team', assignee: 'team-1' }],
    ['urban', 'done', { task, result: '已清运' }],
    ['urban', 'answer', { result: '已清运，感谢反映' }],
    ['desk', 'confirm', { channel: 'telephone' }],
  ] as const;
  let head = revision;
  for (const [actor, act, input] of steps) {
    const { status, body } = await call(actor, 'POST', `/api/cases/${code}/acts/${act}`, input, head);
    if (status !== 200) return false;
    head = (body as { revision: number }).revision;
  }
  const found = await call('desk', 'GET', `/api/cases?q=${code}`);
  const [first] = (found.body as { items: { revision: number; state: string }[] }).items;
  note(0, 200, first?.revision !== head || first.state !== 'closed');
  return true;
}

async function plainLife(server: Server, note: Parameters<Life>[1]): Promise<boolean> {
  const call = async (method: string, path: string, body?: object) => {
    const answer = await send(server, method, path, body, {});
    note(answer.milliseconds, answer.status);
    return answer.body as { id: string; task: string };
  };
  const { id, task } = await call('POST', '/cases', {});
  await call('GET', `/cases/${id}`);
  for (const step of ['accept', 'assign', 'done', 'answer', 'confirm']) await call('POST', `/cases/${id}/${step}`, { task });
  await call('GET', `/cases/${id}`);
  return true;
}

async function measure(server: Server, one: Life, clients: number, seconds: number): Promise<Measured> {
  const latencies: number[] = [];
  let [lifecycles, errors, refused, stale] = [0, 0, 0, 0];
  const note = (milliseconds: number, status: number, old = false) => {
    if (milliseconds > 0) latencies.push(milliseconds);
    if (status === 429) refused += 1;
    else if (status >= 400) errors += 1;
    if (old) stale += 1;
  };
  const pid = server.child.pid as number;
  const [began, cpu, databaseCpu] = [performance.now(), cpuOfProcess(pid), cpuOfTree(server.postgres)];
  const until = began + seconds * 1000;
  const work = async () => {
    while (performance.now() < until) if (await one(server, note)) lifecycles += 1;
  };
  await Promise.all(Array.from({ length: clients }, work));
  return {
    lifecycles,
    latencies: latencies.sort((a, b) => a - b),
    errors,
    refused,
    stale,
    seconds: (performance.now() - began) / 1000,
    cpu: cpuOfProcess(pid) - cpu,
    databaseCpu: cpuOfTree(server.postgres) - databaseCpu,
  };
}

function figureOf(figure: string, ours: Measured, theirs: Measured, target: number) {
  const ratio = round(rate(ours) / rate(theirs));
  const cpuMs = {
    node: perLife(ours.cpu, ours),
    database: perLife(ours.databaseCpu, ours),
    plainNode: perLife(theirs.cpu, theirs),
    plainDatabase: perLife(theirs.databaseCpu, theirs),
  };
  return {
    figure,
    value: round(rate(ours)),
    cpuMs,
    unit: 'lifecycles/s',
    comparison: round(rate(theirs)),
    ratio,
    target,
    met: ratio >= target,
  };
}

const perLife = (seconds: number, { lifecycles }: Measured) => round((seconds * 1000) / lifecycles);
const rate = ({ lifecycles, seconds }: Measured) => lifecycles / seconds;
const percentile = ({ latencies }: Measured, share: number) => latencies[Math.ceil(share * latencies.length) - 1] ?? Number.NaN;
const round = (value: number) => Math.round(value * 1000) / 1000;

function numberIn(options: readonly string[], name: string): number | null {
  const at = options.indexOf(name);
  return at === -1 ? null : Number(options[at + 1]);
}

async function start(kind: Kind): Promise<Server> {
  const child = fork(new URL('./support/case-server.ts', import.meta.url), [kind]);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  child.send({});
  const [{ postgres }] = (await once(child, 'message')) as [{ postgres: number }];
  return { child, port, postgres: parentOf(postgres), agent: new Agent({ keepAlive: true, maxSockets: CLIENTS }) };
}

async function ask({ child }: Server, wish: object): Promise<void> {
  child.send(wish);
  await once(child, 'message');
}

async function stop({ child, agent }: Server): Promise<void> {
  agent.destroy();
  child.send({ stop: true });
  await once(child, 'exit');
}

function send({ port, agent }: Server, method: string, path: string, body: object | undefined, headers: Record<string, string>) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const sent = performance.now();
  return new Promise<{ status: number; body: unknown; milliseconds: number }>((resolve, reject) => {
    const asked = request(
      {
        port,
        agent,
        method,
        path,
        host: '127.0.0.1',
        headers: { ...headers, ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }) },
      },
      (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(answer || 'null'), milliseconds: performance.now() - sent }),
        );
      },
    );
    asked.on('error', reject).end(text);
  });
}
