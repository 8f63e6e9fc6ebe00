import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';
import { Type } from 'typebox';

import { closed, createContext, defineErrors, defineModule, type Enqueue, job, jobType } from '../core/index.ts';
import { inDistrict } from '../database/index.ts';
import { openTestDistrict, person } from '../testing/index.ts';
import { createJobQueue, failInterrupted } from './index.ts';

const errors = defineErrors('test', { noPaper: { status: 409, en: 'There is no paper', zh: '没有纸张' } });
const title = { en: 'Work', zh: '工作' };
const countType = jobType('test.count', title, closed({ to: Type.Integer() }));
const waitType = jobType('test.wait', title, closed({}));
const failType = jobType('test.fail', title, closed({}));
const crashType = jobType('test.crash', title, closed({}));
const retryType = jobType('test.retry', title, closed({}));
const nightlyType = jobType('test.nightly', title, closed({}));
let tries = 0;
let waiting = 0;

const working = defineModule<never>({
  name: 'working',
  title,
  purpose: 'Work in tests.',
  dependsOn: [],
  migrations: null,
  tables: {} as never,
  profiles: [],
  permissions: {},
  purposes: [],
  publishes: [],
  consumes: [],
  ports: [],
  jobs: [
    job({
      type: countType,
      run: async (work, { to }) => {
        await work.transaction((context) => context.record({ kind: 'test.counted', body: { by: context.actor.id, to } }));
        work.progress({ done: to, total: to, unit: { en: 'sheets', zh: '张' } });
      },
    }),
    job({
      type: waitType,
      run: async (work) => {
        waiting += 1;
        await sleep(60_000, undefined, { signal: work.signal });
      },
    }),
    job({ type: failType, run: () => Promise.reject(errors.noPaper()) }),
    job({ type: crashType, run: () => Promise.reject(new Error('secret detail')) }),
    job({
      type: retryType,
      retries: 3,
      run: async () => {
        tries += 1;
        if (tries < 2) throw errors.noPaper();
      },
    }),
    job({ type: nightlyType, cron: '30 3 * * *', run: async () => undefined }),
  ],
  routes: [],
  portal: [],
  console: [],
  contributes: {},
});

describe('jobs', async () => {
  const district = await openTestDistrict({ modules: [working] });
  const faults: unknown[] = [];
  const [clerk, other, chief] = [person(), person(), person({ permissions: ['jobs:see-all'] })];
  const options = {
    db: district.db,
    dsn: district.dsn,
    district: district.district,
    profile: district.profile,
    storage: district.storage,
    modules: [working],
    clock: () => new Date(),
    timeZone: 'Asia/Shanghai',
    actorOf: async (id: string) => ({ ...clerk, id }),
    onError: (error: unknown) => faults.push(error),
  };
  const open = () => {
    const enqueue: Enqueue = (...all) => queue.enqueue(...all);
    const queue = createJobQueue({ ...options, enqueue });
    return queue;
  };
  const queue = open();
  await queue.start();
  after(async () => {
    await queue.stop();
    await sql`drop schema ${sql.id(`jobs_${district.district}`)} cascade`.execute(district.db);
    await district.close();
  });
  const ask = <Result>(work: (context: ReturnType<typeof createContext<never>>) => Promise<Result>) =>
    inDistrict(district.db, district.district, (tx) =>
      work(createContext<never>({ ...options, tx, actor: clerk, now: new Date(), enqueue: queue.enqueue })),
    );
  const readJob = async (id: string, as = clerk) => (await district.as(as)('GET', `/api/jobs/${id}`)).body;
  const until = async (id: string, state: string) => {
    for (;;) {
      const found = await readJob(id);
      if (found.state === state) return found;
      await sleep(25);
    }
  };

  it('run as whoever asked, show how far they are, and end done', async () => {
    const id = await ask((context) => context.enqueue(countType, { to: 7 }));
    const done = await until(id, 'done');
    assert.deepEqual([done.done, done.total, done.unit.zh, done.title.zh], [7, 7, '张', '工作']);
    assert.ok(done.startedAt <= done.finishedAt);
    const lines = await district.look((tx) =>
      tx.selectFrom('kernel_ledger_entry').select('body').where('kind', '=', 'test.counted').execute(),
    );
    assert.deepEqual(
      lines.map(({ body }) => JSON.parse(body)),
      [{ by: clerk.id, to: 7 }],
    );
  });
  it('do not exist when what asked for them is undone', async () => {
    const count = () => district.look((tx) => tx.selectFrom('kernel_job').select('id').execute()).then((rows) => rows.length);
    const tickets = async () => (await sql`select from ${sql.table(`jobs_${district.district}.job`)}`.execute(district.db)).rows.length;
    const before = [await count(), await tickets()];
    await assert.rejects(
      ask(async (context) => {
        await context.enqueue(countType, { to: 1 });
        throw new Error('undone');
      }),
    );
    assert.deepEqual([await count(), await tickets()], before);
  });
  it('that fail for a known reason say it in both languages; for an unknown one they give nothing away', async () => {
    const known = await until(await ask((context) => context.enqueue(failType, {})), 'failed');
    assert.deepEqual(known.error, { en: 'There is no paper', zh: '没有纸张' });
    const unknown = await until(await ask((context) => context.enqueue(crashType, {})), 'failed');
    assert.doesNotMatch(JSON.stringify(unknown), /secret/);
    assert.ok(
      faults.some((fault) => /secret detail/.test(String(fault))),
      'the log has it',
    );
  });
  it('that may be tried again are, until they succeed', async () => {
    const id = await ask((context) => context.enqueue(retryType, {}));
    await until(id, 'done');
    assert.equal(tries, 2);
  });
  it('can be cancelled while they run', async () => {
    const id = await ask((context) => context.enqueue(waitType, {}));
    await until(id, 'running');
    assert.equal((await district.as(other)('POST', `/api/jobs/${id}/cancel`)).status, 404);
    assert.equal((await district.as(clerk)('POST', `/api/jobs/${id}/cancel`)).status, 200);
    await until(id, 'cancelled');
    assert.equal((await district.as(clerk)('POST', `/api/jobs/${id}/cancel`)).status, 409);
  });
  it('cancelled while they wait never begin', async () => {
    const before = waiting;
    const id = await inDistrict(district.db, district.district, async (tx) => {
      const made = await queue.enqueue(tx, district.district, clerk, waitType, {});
      await tx
        .updateTable('kernel_job')
        .set({ state: 'cancelled', finished_at: new Date(), cancel_requested: true })
        .where('id', '=', made)
        .execute();
      return made;
    });
    const marker = await ask((context) => context.enqueue(waitType, {}));
    await until(marker, 'running'); // a queue gives its jobs out in order
    assert.equal((await readJob(id)).state, 'cancelled');
    assert.equal(waiting, before + 1);
    await district.as(clerk)('POST', `/api/jobs/${marker}/cancel`);
    await until(marker, 'cancelled');
  });
  it('are seen by who asked for them, and by who may see all', async () => {
    const id = await ask((context) => context.enqueue(countType, { to: 1 }));
    await until(id, 'done');
    assert.equal((await district.as(other)('GET', `/api/jobs/${id}`)).status, 404);
    assert.equal((await readJob(id, chief)).mine, false);
    assert.deepEqual((await district.as(other)('GET', '/api/jobs/')).body.items, []);
    assert.ok((await district.as(chief)('GET', '/api/jobs/?state=done')).body.items.length > 0);
  });
  it('whose process died are shown as failed, with words; those at work are not', async () => {
    const id = await ask((context) => context.enqueue(waitType, {}));
    await until(id, 'running');
    assert.equal(await failInterrupted(options, 60_000), 0);
    await district.look((tx) =>
      tx
        .updateTable('kernel_job')
        .set({ heartbeat_at: new Date(0) })
        .where('id', '=', crypto.randomUUID())
        .execute(),
    );
    const dead = await district.look((tx) =>
      tx
        .insertInto('kernel_job')
        .values({
          ...{ id: crypto.randomUUID(), name: 'test.wait', input: '{}', actor_id: clerk.id, state: 'running', created_at: new Date(0) },
          ...{ total: null, unit: null, problem: null, started_at: new Date(0), heartbeat_at: new Date(0), finished_at: null },
        })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    assert.equal(await failInterrupted(options, 60_000), 1);
    assert.match((await until(dead.id, 'failed')).error.zh, /进程已中断/);
    await district.as(clerk)('POST', `/api/jobs/${id}/cancel`);
    await until(id, 'cancelled');
  });
  it('that wait without a ticket, as after a restore, get one at the next start', async () => {
    const id = crypto.randomUUID();
    await district.look((tx) =>
      tx
        .insertInto('kernel_job')
        .values({
          ...{ id, name: 'test.count', input: '{"to":3}', actor_id: clerk.id, state: 'queued', created_at: new Date() },
          ...{ total: null, unit: null, problem: null, started_at: null, heartbeat_at: null, finished_at: null },
        })
        .execute(),
    );
    const second = open();
    await second.start();
    assert.equal((await until(id, 'done')).done, 3);
    await second.stop();
  });
  it('with a time of their own are entered in the district’s time zone', async () => {
    const { rows } = await sql<{ name: string; cron: string; timezone: string }>`
      select name, cron, timezone from ${sql.table(`jobs_${district.district}.schedule`)}`.execute(district.db);
    assert.deepEqual(rows, [{ name: 'test.nightly', cron: '30 3 * * *', timezone: 'Asia/Shanghai' }]);
  });
});
