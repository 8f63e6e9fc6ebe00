// A server of cases, in a process of its own so that it can be measured alone: `ours`, the platform's edge with the case engine, its
// relay, live hub and ledger over a real database, or `plain`: Fastify and pg, the same steps, no rights, no log, no audit.
import { randomUUID } from 'node:crypto';

import { fastify } from 'fastify';

import { openTestDistrict, person } from '#kernel/testing';
import { operations } from '#module/operations';
import { openLiveHub, startRelay } from '../../src/kernel/events/index.ts';
import { loadSigningKey, openSigner, startSequencer } from '../../src/kernel/ledger/index.ts';
import { seedCases } from './case-seed.ts';

const district = await openTestDistrict({ modules: [operations], durable: true });
const { db, dsn, pool, schema } = district;
district.clock.now = new Date();
setInterval(() => {
  district.clock.now = new Date();
}, 1).unref();

const ALL = ['see', 'intake', 'dispatch', 'handle', 'supervise', 'decide-appeals'].map((name) => `operations:${name}`);
const complain = (error: unknown) => process.stderr.write(`${String(error)}\n`);

async function serveOurs() {
  district.as(person({ id: 'desk', department: 'social-governance', permissions: ALL }));
  district.as(person({ id: 'urban', department: 'urban-management', permissions: ALL }));
  const { modules, profile, storage } = district;
  const clock = () => new Date();
  const relay = startRelay({
    db,
    district: district.district,
    modules,
    profile,
    storage,
    enqueue: async () => '',
    clock,
    onError: complain,
  });
  const hub = await openLiveHub({ dsn, db, district: district.district, clock, onError: complain });
  const signer = openSigner(await loadSigningKey(storage), district.district);
  const sequencer = startSequencer({ transact: district.look, signer, now: clock, onError: complain });
  await district.app.listen({ port: 0, host: '127.0.0.1' });
  const stop = async () => {
    for (const part of [relay, sequencer]) await part.stop();
    await hub.close();
  };
  return { port: (district.app.server.address() as { port: number }).port, stop };
}

/** The same steps as plain statements: what the work costs without asking who does it and without keeping how it came about. */
async function servePlain() {
  const app = fastify();
  const query = (text: string, values: unknown[]) => pool.query(text.replaceAll('%', `${schema}.`), values);
  app.post('/cases', async () => {
    const [id, task] = [randomUUID(), randomUUID()];
    await query('insert into %plain_case (id, title, category, state, opened_at) values ($1, $2, $3, $4, now())', [
      id,
      '垃圾堆积',
      'appearance.litter',
      'routed',
    ]);
    await query('insert into %plain_task (id, case_id, department, state) values ($1, $2, $3, $4)', [
      task,
      id,
      'urban-management',
      'offered',
    ]);
    return { id, task };
  });
  for (const [step, state] of [
    ['accept', 'working'],
    ['assign', 'working'],
    ['done', 'working'],
    ['answer', 'answered'],
    ['confirm', 'closed'],
  ] as const) {
    app.post<{ Params: { id: string }; Body: { task: string } }>(`/cases/:id/${step}`, async ({ params, body }) => {
      await query('select id from %plain_case where id = $1', [params.id]);
      await query('update %plain_case set state = $2, revision = revision + 1 where id = $1', [params.id, state]);
      await query('update %plain_task set state = $2 where id = $1', [body.task, step]);
      return { ok: true };
    });
  }
  app.get<{ Params: { id: string } }>('/cases/:id', async ({ params }) => {
    const { rows } = await query('select * from %plain_case where id = $1', [params.id]);
    const tasks = await query('select * from %plain_task where case_id = $1', [params.id]);
    return { ...rows[0], tasks: tasks.rows };
  });
  await pool.query(`create table ${schema}.plain_case (id uuid primary key, title text, category text, state text, opened_at timestamptz, revision int default 1);
    create table ${schema}.plain_task (id uuid primary key, case_id uuid, department text, state text);
    create index on ${schema}.plain_task (case_id); create index on ${schema}.plain_case (opened_at)`);
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: (app.server.address() as { port: number }).port, stop: () => app.close() };
}

const { port, stop } = await (process.argv[2] === 'plain' ? servePlain() : serveOurs());
process.on('message', async (wish: { seed?: number; stop?: true }) => {
  if (wish.seed) await seedCases(pool, schema, wish.seed);
  if (wish.stop) {
    await stop();
    await district.close();
    process.exit(0);
  }
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  process.send?.({ seeded: wish.seed ?? 0, postgres: rows[0]?.pid });
});
process.send?.({ port, pid: process.pid });
