import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';

import { Type } from 'typebox';

import { closed, defineModule, Page, pageOf, pageQuery, route, text, workRoute } from '../core/index.ts';
import { openTestDistrict, person } from '../testing/index.ts';

interface NoteTables {
  http_test_notes: { id: string; words: string };
}

let runs = 0;

/** A module as small as can be, to see what the edge does with any. */
const notes = defineModule<NoteTables>({
  name: 'notes',
  title: { en: 'Notes', zh: '便条' },
  purpose: 'Try the edge.',
  dependsOn: [],
  migrations: null,
  tables: { http_test_notes: { purpose: 'none', personal: [], retentionDays: 1 } },
  permissions: { 'notes:write': { en: 'Write', zh: '写' } },
  routes: [
    route({
      method: 'GET',
      path: '/list',
      summary: 'A list',
      permission: 'public',
      query: closed({ ...pageQuery, size: Type.Optional(Type.Integer({ minimum: 0 })) }),
      reply: Page(closed({ words: Type.String() })),
      handle: async (_context, { query }) =>
        pageOf(
          Array.from({ length: query.size ?? 3 }, (_, index) => ({ words: `note ${index}`, secret: 'x' })),
          query.limit ?? 2,
          ({ words }) => [words],
        ),
    }),
    route({
      method: 'POST',
      path: '/',
      summary: 'Write one',
      permission: 'notes:write',
      body: closed({ words: text(10), fail: Type.Optional(Type.Boolean()) }),
      reply: closed({ run: Type.Integer(), words: Type.String() }),
      status: 201,
      handle: async (_context, { body }) => {
        runs += 1;
        if (body.fail) throw new Error('a bug with 13312345678 in it');
        return { run: runs, words: body.words };
      },
    }),
    workRoute({
      method: 'PUT',
      path: '/bytes',
      summary: 'Count bytes',
      permission: 'public',
      body: 'stream',
      bodyLimit: 1000,
      reply: closed({ bytes: Type.Integer() }),
      work: async (_work, { stream }) => {
        let bytes = 0;
        for await (const chunk of stream) bytes += (chunk as Buffer).length;
        return { bytes };
      },
    }),
    workRoute({
      method: 'POST',
      path: '/markup',
      summary: 'Take markup as it is',
      permission: 'public',
      body: 'stream',
      consumes: ['application/xml', 'text/xml'],
      bodyLimit: 100,
      reply: closed({ markup: Type.String() }),
      work: async (_work, { stream }) => ({ markup: Buffer.concat(await stream.toArray()).toString() }),
    }),
  ],
});

describe('the web edge', async () => {
  const town = await openTestDistrict({ modules: [notes] });
  after(() => town.close());
  const anyone = town.as();
  const writer = town.as(person({ permissions: ['notes:write'] }));

  it('answers only with declared fields', async () => {
    const { body } = await anyone('GET', '/api/notes/list');
    assert.deepEqual(body.items, [{ words: 'note 0' }, { words: 'note 1' }]);
    assert.ok(body.next);
  });
  it('reads numbers from the address and refuses what nobody declared, in both languages', async () => {
    assert.equal((await anyone('GET', '/api/notes/list?limit=1&size=5')).body.items.length, 1);
    const wrong = await anyone('GET', '/api/notes/list?limit=many');
    assert.equal(wrong.status, 400);
    assert.match(wrong.headers['content-type'] as string, /problem\+json/);
    const [fault] = wrong.body.details.fields;
    assert.equal(fault.field, '/limit');
    assert.match(fault.message.zh, /[\u4e00-\u9fff]/);
    assert.equal((await anyone('GET', '/api/notes/list?colour=red')).status, 400);
  });
  it('asks strangers to sign in, tells others what is missing', async () => {
    assert.equal((await anyone('POST', '/api/notes/', { words: 'hi' })).status, 401);
    const refused = await town.as(person())('POST', '/api/notes/', { words: 'hi' });
    assert.equal(refused.status, 403);
    assert.equal(refused.body.details.permission, 'notes:write');
  });
  it('does the same POST once, gives its answer again, and refuses the key for another request', async () => {
    const key = { 'idempotency-key': 'key-12345678' };
    const first = await writer('POST', '/api/notes/', { words: 'hello' }, key);
    const again = await writer('POST', '/api/notes/', { words: 'hello' }, key);
    assert.equal(first.status, 201);
    assert.deepEqual(again.body, first.body);
    assert.equal((await writer('POST', '/api/notes/', { words: 'other' }, key)).status, 422);
  });
  it('does it once even when twenty arrive together', async () => {
    const key = { 'idempotency-key': 'key-together-1' };
    const before = runs;
    const answers = await Promise.all(Array.from({ length: 20 }, () => writer('POST', '/api/notes/', { words: 'one' }, key)));
    assert.equal(runs, before + 1);
    assert.equal(new Set(answers.map(({ text: words }) => words)).size, 1);
  });
  it('tries a failed request again under the same key, and tells nothing of the bug', async () => {
    const key = { 'idempotency-key': 'key-failing-1' };
    const failed = await writer('POST', '/api/notes/', { words: 'x', fail: true }, key);
    assert.equal(failed.status, 500);
    assert.doesNotMatch(failed.text, /133|bug/);
    const before = runs;
    await writer('POST', '/api/notes/', { words: 'x', fail: true }, key);
    assert.equal(runs, before + 1);
  });
  it('refuses a body of the wrong type, an unknown field, broken JSON, and a huge one', async () => {
    assert.equal((await writer('POST', '/api/notes/', { words: 12 })).status, 400);
    assert.equal((await writer('POST', '/api/notes/', { words: 'a', extra: 1 })).status, 400);
    assert.equal((await writer('POST', '/api/notes/', { words: 'a\u0000b' })).status, 400);
    assert.equal((await writer('POST', '/api/notes/', Buffer.from('{"words":'), { 'content-type': 'application/json' })).status, 400);
    assert.equal((await writer('POST', '/api/notes/', { words: 'a'.repeat(2_000_000) })).status, 413);
    assert.equal((await writer('POST', '/api/notes/', Buffer.from('<a/>'), { 'content-type': 'text/xml' })).status, 415);
  });
  it('streams bytes and stops at the limit', async () => {
    assert.deepEqual((await anyone('PUT', '/api/notes/bytes', Buffer.alloc(900))).body, { bytes: 900 });
    assert.equal((await anyone('PUT', '/api/notes/bytes', Buffer.alloc(1100))).status, 413);
  });
  it('takes the media types a route names, byte for byte up to the limit, and no others', async () => {
    const send = (type: string, body: string) => anyone('POST', '/api/notes/markup', Buffer.from(body), { 'content-type': type });
    assert.deepEqual((await send('application/xml', '<a>é</a>')).body, { markup: '<a>é</a>' });
    assert.equal((await send('text/xml; charset=utf-8', '<a/>')).status, 200);
    assert.equal((await send('text/xml', 'a'.repeat(101))).status, 413);
    for (const other of ['application/json', 'application/octet-stream', 'text/plain']) assert.equal((await send(other, '{}')).status, 415);
  });
  it('refuses what another site makes a browser send', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    assert.equal((await writer('POST', '/api/notes/', { words: 'hi' }, foreign)).status, 403);
    assert.equal((await writer('POST', '/api/notes/', { words: 'hi' }, { cookie: 'session=1' })).status, 403);
  });
  it('describes every route from its own schemas and loads nothing from elsewhere', async () => {
    const { body, headers } = await anyone('GET', '/api/openapi.json');
    assert.ok(body.paths['/api/notes/list'].get);
    assert.match(String(headers['content-security-policy']), /default-src 'none'/);
  });
  it('knows when it is ready, and has no page where there is none', async () => {
    assert.equal((await anyone('GET', '/health/ready')).status, 200);
    assert.equal((await anyone('GET', '/api/nothing')).status, 404);
    assert.equal((await anyone('GET', '/preferences?language=en&back=//evil.example')).headers.location, '/');
  });
});
