import { randomUUID } from 'node:crypto';

import autocannon from 'autocannon';
import { fastify } from 'fastify';
import { Type } from 'typebox';

import { type Context, closed, defineModule, defineRoutes, purpose, route } from '#kernel';
import { openTestDistrict, person } from '#kernel/testing';

const CONNECTIONS = 40;
const SECONDS = 4;
const ROUNDS = 3;
const READ_TARGET = 0.35;

const HANDLING = purpose('bench:handling', { en: 'To measure', zh: '用于测量' });
const Note = closed({ id: Type.String(), subject: Type.String(), words: Type.String(), at: Type.String() });

interface BenchTables {
  bench_note: { id: string; subject: string; words: string; at: Date };
}

/** A module as small as a real one can be: one row read with its access line and ledger line, one row written with its ledger line. */
const bench = defineModule<BenchTables>({
  name: 'bench',
  title: { en: 'Bench', zh: '测量' },
  purpose: 'Measure the edge.',
  dependsOn: [],
  migrations: new URL('./support/migrations/', import.meta.url),
  tables: { bench_note: { purpose: { en: 'Notes', zh: '便条' }, personal: ['subject'], retentionDays: 1 } },
  permissions: { 'bench:use': { en: 'Use', zh: '使用' } },
  purposes: [HANDLING],
  routes: defineRoutes<BenchTables>([
    route({
      method: 'GET',
      path: '/plain/:id',
      summary: 'A row without personal data',
      permission: 'bench:use',
      params: closed({ id: Type.String() }),
      reply: Note,
      handle: async (context, { params }) => present(await readNote(context.db, params.id)),
    }),
    route({
      method: 'GET',
      path: '/personal/:id',
      summary: 'A row about a person, with the line that the person sees',
      permission: 'bench:use',
      params: closed({ id: Type.String() }),
      reply: Note,
      handle: async (context, { params }) => {
        const row = await readNote(context.db, params.id);
        await context.recordRead({ subjectId: row.subject, record: `bench_note/${row.id}`, fields: ['words'], purpose: HANDLING });
        return present(row);
      },
    }),
    route({
      method: 'POST',
      path: '/notes',
      summary: 'Write a row and its ledger line',
      permission: 'bench:use',
      body: closed({ words: Type.String({ maxLength: 200 }) }),
      reply: closed({ id: Type.String() }),
      handle: async (context, { body }) => {
        const id = randomUUID();
        await context.db.insertInto('bench_note').values({ id, subject: 'somebody', words: body.words, at: context.now }).execute();
        await context.record({ kind: 'bench.noted', body: { id } });
        return { id };
      },
    }),
  ]),
});

type Db = Context<BenchTables>['db'];

const readNote = (db: Db, id: string) => db.selectFrom('bench_note').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const present = ({ at, ...note }: BenchTables['bench_note']) => ({ ...note, at: at.toISOString() });

/**
 * The whole edge (session, permission, one transaction, audit, checked and serialised answer) beside a bare Fastify route that
 * answers the same JSON, and beside a bare `insert ... commit`; alternating, best of the rounds. Requests a second.
 */
export async function* run(): AsyncIterable<object> {
  const town = await openTestDistrict({ modules: [bench], durable: true });
  const actor = person({ permissions: ['bench:use'] });
  town.as(actor);
  const id = randomUUID();
  const note = { id, subject: 'somebody', words: 'The street light at the old bridge is out since Monday.', at: new Date() };
  await town.pool.query(`insert into ${town.schema}.bench_note (id, subject, words, at) values ($1, $2, $3, $4)`, [
    id,
    note.subject,
    note.words,
    note.at,
  ]);
  const bare = fastify();
  const answer = { ...note, at: note.at.toISOString() };
  bare.get('/static/:id', { schema: { response: { 200: Note } } }, async () => answer);
  bare.get('/select/:id', { schema: { response: { 200: Note } } }, async () => {
    const { rows } = await town.pool.query(`select id, subject, words, at from ${town.schema}.bench_note where id = $1`, [id]);
    return { ...rows[0], at: rows[0].at.toISOString() };
  });
  bare.post('/insert', async () => {
    await town.pool.query(`insert into ${town.schema}.bench_note (id, subject, words, at) values ($1, $2, $3, $4)`, [
      randomUUID(),
      'somebody',
      'words',
      new Date(),
    ]);
    return { ok: true };
  });
  await Promise.all([town.app.listen({ port: 0 }), bare.listen({ port: 0 })]);
  const [ours, theirs] = [addressOf(town.app), addressOf(bare)];
  const headers = { 'x-test-actor': actor.id, 'content-type': 'application/json' };
  const shots = {
    static: { url: `${theirs}/static/${id}` },
    select: { url: `${theirs}/select/${id}` },
    plain: { url: `${ours}/api/bench/plain/${id}`, headers },
    personal: { url: `${ours}/api/bench/personal/${id}`, headers },
    insert: { url: `${theirs}/insert`, method: 'POST' },
    write: { url: `${ours}/api/bench/notes`, method: 'POST', headers, body: JSON.stringify({ words: note.words }) },
  } as const;
  const best: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, shot] of Object.entries(shots)) best[name] = Math.max(best[name] ?? 0, await fire(shot as autocannon.Options));
  }
  const figure = (name: string, of: keyof typeof shots, beside: keyof typeof shots, target: number | null) => {
    const [value, comparison] = [best[of] ?? 0, best[beside] ?? 1];
    const ratio = Math.round((value / comparison) * 1000) / 1000;
    return {
      figure: name,
      value: Math.round(value),
      unit: 'requests/s',
      comparison: Math.round(comparison),
      ratio,
      target,
      met: target === null ? null : ratio >= target,
    };
  };
  yield figure('authorised read beside a bare Fastify route with the same JSON', 'plain', 'static', READ_TARGET);
  yield figure(
    'authorised, audited read of personal data beside a bare Fastify route with the same JSON',
    'personal',
    'static',
    READ_TARGET,
  );
  yield figure('authorised read beside a bare Fastify route that selects the row', 'plain', 'select', null);
  yield figure('authorised, audited read of personal data beside a bare Fastify route that selects the row', 'personal', 'select', null);
  yield figure('authorised, audited write beside a bare insert ... commit', 'write', 'insert', null);
  await bare.close();
  await town.close();
}

async function fire(options: autocannon.Options): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({ connections: CONNECTIONS, duration: SECONDS, ...options });
  if (non2xx > 0 || errors > 0) throw new Error(`${options.url}: ${non2xx} refused, ${errors} failed`);
  return requests.average;
}

function addressOf(app: { server: { address(): unknown } }): string {
  return `http://127.0.0.1:${(app.server.address() as { port: number }).port}`;
}
