// Every endpoint there is, fed with what no honest program sends: refused in words, in both languages, and nothing is kept.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { type Caller, callerFor, type Reply, signIn } from './support/callers.ts';
import { addressOf, type Operation, readInterface, type Schema, sampleOf } from './support/interface.ts';
import { openPlatform, type TestPlatform } from './support/platform.ts';
import { countRows } from './support/tables.ts';

let town: TestPlatform;
let callers: Caller[];
let operations: Operation[];

before(async () => {
  town = await openPlatform();
  const personas = [
    'data-steward',
    'engineer',
    'auditor',
    'official-urban',
    'people-admin',
    'mayor',
    'dispatcher',
    'supervisor',
    'field-worker',
  ];
  callers = await Promise.all(personas.map((persona) => signIn(town.platform, persona)));
  operations = await readInterface(town.platform);
  assert.ok(operations.length > 60, `${operations.length} endpoints`);
});
after(() => town?.close());

/** What is wrong with an answer to hostile input. `refused` asks for a refusal, not only for no accident. */
function faultOf({ status, type, body }: Reply, refused: boolean): string | null {
  if (status >= 500) return `answered ${status}`;
  if (status < 400) return refused ? `was accepted with ${status}` : null;
  if (!type.startsWith('application/problem+json')) return `${status} came as ${type}`;
  const whole =
    body.status === status && /^urn:maplebridge:\w/.test(body.type) && /[a-z]/i.test(body.title) && /[\u4e00-\u9fff]/.test(body.title_zh);
  return whole ? null : `the problem is not whole: ${JSON.stringify(body)}`;
}

/** Sends and says what was wrong, with the request. */
async function feed(operation: Operation, url: string, what: string, refused: boolean, payload?: string, headers = {}) {
  const { send } = callerFor(callers, operation.permission);
  const fault = faultOf(await send(operation.method, url, payload, headers), refused);
  return fault ? [`${operation.method} ${operation.path}, ${what}: ${fault}`] : [];
}

const JSON_TYPE = { 'content-type': 'application/json' };
const ODD_TEXTS: Readonly<Record<string, string>> = {
  'a NUL': 'a\u0000b',
  'a lone surrogate': '\ud800',
  'right-to-left and joiners': '\u202e\u200d\ufeff\u{1f468}\u200d\u{1f469}',
  SQL: "'; drop table kernel_person; --",
  'a path': '../../../../etc/passwd',
  'a huge number': '9'.repeat(400),
  'a long text': 'x'.repeat(100_000),
};

describe('hostile input', () => {
  test('in the path is refused or finds nothing', async () => {
    const wrong: string[] = [];
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      for (const [what, text] of Object.entries(ODD_TEXTS)) {
        const given = Object.fromEntries(operation.params.map(({ name }) => [name, encodeURIComponent(text.toWellFormed())]));
        wrong.push(...(await feed(operation, addressOf(operation, given), `${what} in the path`, true)));
      }
      const broken = Object.fromEntries(operation.params.map(({ name }) => [name, '%ff%c0%af']));
      wrong.push(...(await feed(operation, addressOf(operation, broken), 'broken percent signs', true)));
    }
    assert.deepEqual(wrong, []);
  });

  test('in the query is refused or taken as plain text', async () => {
    const wrong: string[] = [];
    for (const operation of operations.filter(({ method }) => method === 'GET')) {
      const address = addressOf(operation);
      for (const { name, schema } of operation.params.filter((param) => param.in === 'query')) {
        for (const [what, text] of Object.entries(ODD_TEXTS)) {
          const url = `${address}?${name}=${encodeURIComponent(text.toWellFormed())}`;
          wrong.push(...(await feed(operation, url, `${what} as ${name}`, false)));
        }
        if (schema.type === 'integer') {
          for (const number of ['-1', 'NaN', '1e400', 'abc', '0x10', '99999999999999999999'])
            wrong.push(...(await feed(operation, `${address}?${name}=${number}`, `${number} as ${name}`, number !== '0x10')));
        }
        wrong.push(...(await feed(operation, `${address}?${name}=1&${name}=2`, `${name} twice`, false)));
        wrong.push(...(await feed(operation, `${address}?${name}[a]=1&${name}[]=2`, `${name} as an object`, false)));
      }
      wrong.push(...(await feed(operation, `${address}?__proto__=1&constructor=2`, 'names of the language', false)));
    }
    assert.deepEqual(wrong, []);
  });

  test('as a body of the wrong form is refused', async () => {
    const wrong: string[] = [];
    const before = await countRows(town.platform);
    for (const operation of operations.filter(({ body }) => body !== null)) {
      const address = addressOf(operation);
      const bodies: Readonly<Record<string, string>> = {
        'malformed JSON': '{"a":',
        'a number': '7',
        'a list': '[]',
        'a text': '"x"',
        nothing: '',
        'deep JSON': '['.repeat(50_000),
        'deep JSON that ends': '['.repeat(20_000) + ']'.repeat(20_000),
        'a prototype': '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
      };
      for (const [what, payload] of Object.entries(bodies)) wrong.push(...(await feed(operation, address, what, true, payload, JSON_TYPE)));
      for (const type of [
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'nonsense',
      ])
        wrong.push(...(await feed(operation, address, `a body as ${type}`, true, '{"a":1}', { 'content-type': type })));
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(await countRows(town.platform), before, 'nothing was kept');
  });

  test('as a body with one field wrong is refused, and nothing is kept', async () => {
    const wrong: string[] = [];
    const before = await countRows(town.platform);
    for (const operation of operations) {
      if (!operation.body) continue;
      for (const [what, body] of spoilt(operation.body))
        wrong.push(...(await feed(operation, addressOf(operation), what, true, JSON.stringify(body), JSON_TYPE)));
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(await countRows(town.platform), before, 'nothing was kept');
  });

  test('as text that no database can hold is never an accident', async () => {
    const wrong: string[] = [];
    for (const operation of operations) {
      if (!operation.body) continue;
      for (const [what, text] of Object.entries(ODD_TEXTS)) {
        const body = withTexts(sampleOf(operation.body), text);
        wrong.push(...(await feed(operation, addressOf(operation), `${what} in every text`, false, JSON.stringify(body), JSON_TYPE)));
      }
    }
    assert.deepEqual(wrong, []);
  });

  test('in addresses and headers of no endpoint finds nothing, in words', async () => {
    const [caller] = callers;
    const wrong: string[] = [];
    for (const url of [
      '//',
      '//evil.example/x',
      '/%',
      '/%00',
      '/api/../..//etc/passwd',
      '/api/%2e%2e/%2e%2e',
      `/${'a/'.repeat(2_000)}`,
      '/api/nowhere?x=%ff',
    ]) {
      const reply = await caller?.send('GET', url);
      const fault = reply && faultOf(reply, false);
      if (fault) wrong.push(`${url}: ${fault}`);
    }
    for (const headers of [
      { cookie: 'mb_visit=%ff; =; a=b=c; \u00ff=1' },
      { 'accept-language': 'x'.repeat(8_000) },
      { 'if-none-match': '"'.repeat(5_000) },
      { 'last-event-id': '-1e99' },
      { 'idempotency-key': '\u00ff\u0001' },
      { authorization: `Bearer ${'x'.repeat(9_000)}` },
    ]) {
      const reply = await caller?.send('GET', '/api/identity/session', undefined, headers);
      const fault = reply && faultOf(reply, false);
      if (fault) wrong.push(`${JSON.stringify(headers).slice(0, 60)}: ${fault}`);
    }
    assert.deepEqual(wrong, []);
  });
});

/** Bodies that each break the shape in one place. */
function* spoilt(schema: Schema): Generator<[string, unknown]> {
  const whole = sampleOf(schema);
  if (schema.type !== 'object' || typeof whole !== 'object') return;
  yield ['a field nobody declared', { ...whole, nobodyDeclaredThis: 1 }];
  for (const name of schema.required ?? [])
    yield [`without ${name}`, Object.fromEntries(Object.entries(whole ?? {}).filter(([key]) => key !== name))];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    for (const value of [{ unexpected: [] }, [[[]]], -1e308, true, 'x'.repeat(300_000)]) {
      if (!fits(field, value)) yield [`${name} as ${JSON.stringify(value).slice(0, 20)}`, { ...whole, [name]: value }];
    }
  }
}

/** Whether a value may be of this shape, judged generously. */
function fits(field: Schema, value: unknown): boolean {
  if (field.anyOf) return field.anyOf.some((each) => fits(each, value));
  if (field.enum || field.const !== undefined) return false;
  if (field.type === undefined) return true;
  if (field.type === 'object') return typeof value === 'object' && !Array.isArray(value) && (field.required ?? []).length === 0;
  if (field.type === 'array') return Array.isArray(value);
  if (field.type === 'integer' || field.type === 'number') return typeof value === 'number';
  return typeof value === field.type;
}

function withTexts(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((each) => withTexts(each, text));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withTexts(each, text)]));
}
