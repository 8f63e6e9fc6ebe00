// What the edge promises of every endpoint there is or will be: who may change something, and that asking twice changes it once.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { type Caller, callerFor, signIn } from './support/callers.ts';
import { addressOf, type Operation, readInterface, sampleOf } from './support/interface.ts';
import { openPlatform, type TestPlatform } from './support/platform.ts';
import { countRows } from './support/tables.ts';

/** Work that streams or hands out a secret keeps no answer to repeat; each says why asking twice is harmless or wished. */
const NOT_KEPT: Readonly<Record<string, string>> = {
  '/api/identity/people': 'the answer holds a secret link; the account name is unique, so a second person is refused',
  '/api/identity/people/{id}/invitations': 'the answer holds a secret link; a new link makes the old one void',
  '/api/identity/service-tokens': 'the answer holds a secret key; the second is listed and can be revoked',
  '/api/calendar-feeds': 'the answer holds a secret address; the second is listed and can be revoked',
  '/api/dispatch/suggestions': 'worked out on another thread while no transaction is open; a newer suggestion takes the place of the older',
  '/api/notifications/receipts/{secret}': 'a gateway’s report; the same report again changes nothing',
};

let town: TestPlatform;
let callers: Caller[];
let operations: Operation[];
let pages: string[];

before(async () => {
  town = await openPlatform({ datasets: ['public-toilets'] });
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
  pages = town.platform.modules.flatMap(({ portal }) => portal.filter(({ act }) => act).map(({ path }) => String(path)));
});
after(() => town?.close());

describe('a change', () => {
  test('that another site makes a browser send is refused everywhere, with or without a token', async () => {
    const before = await countRows(town.platform);
    const changes = operations.filter(({ method }) => method !== 'GET').map((each) => ({ ...each, url: addressOf(each) }));
    const forms = pages.map((url) => ({ method: 'POST' as const, url, permission: 'signed-in', body: null }));
    assert.ok(changes.length > 30 && forms.length > 2, `${changes.length} changes, ${forms.length} forms`);
    const wrong: string[] = [];
    for (const { method, url, permission, body } of [...changes, ...forms]) {
      const { send, csrf } = callerFor(callers, permission);
      for (const [how, headers] of Object.entries(FOREIGN)) {
        const { status, body: answer } = await send(method, url, body ? (sampleOf(body) as object) : {}, headers(csrf));
        const refused = status === 403 && (answer === undefined || answer.type === 'urn:maplebridge:kernel.crossSite');
        if (!refused) wrong.push(`${method} ${url} ${how}: ${status} ${answer?.type ?? ''}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(await countRows(town.platform), before, 'nothing was changed');
  });

  test('asked for twice with one key is made once and answered alike', async () => {
    const done: string[] = [];
    const wrong: string[] = [];
    for (const operation of operations.filter(({ method, path }) => method === 'POST' && !(path in NOT_KEPT))) {
      const { send } = callerFor(callers, operation.permission);
      const url = addressOf(operation, GIVEN[operation.path] ?? {});
      const payload = (BODIES[operation.path] ?? (operation.body ? sampleOf(operation.body) : {})) as object;
      const headers = { 'idempotency-key': randomUUID() };
      const first = await send('POST', url, payload, headers);
      if (first.status >= 500) wrong.push(`${url}: ${first.status}`);
      if (first.status >= 300) {
        if (operation.path in BODIES) wrong.push(`${url}: ${first.text}`);
        continue;
      }
      const between = await countRows(town.platform);
      const second = await send('POST', url, payload, headers);
      if (second.status !== first.status || JSON.stringify(second.body) !== JSON.stringify(first.body)) {
        wrong.push(`${url}: ${first.status} ${first.text.slice(0, 80)}, then ${second.status} ${second.text.slice(0, 80)}`);
      }
      const now = await countRows(town.platform);
      if (JSON.stringify(now) !== JSON.stringify(between)) wrong.push(`${url} changed something the second time`);
      done.push(operation.path);
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(
      Object.keys(BODIES).filter((path) => !done.includes(path)),
      [],
      'these were to succeed',
    );
  });

  test('whose answer is a secret is not kept, and each such endpoint says why', () => {
    const paths = operations.map(({ path }) => path);
    assert.deepEqual(
      Object.keys(NOT_KEPT).filter((path) => !paths.includes(path)),
      [],
    );
  });
});

/** How a change may come from elsewhere, although the browser sends our cookies along. */
const FOREIGN: Readonly<Record<string, (csrf: string) => Record<string, string>>> = {
  'without a token': () => ({ 'x-csrf-token': '' }),
  'with another token': () => ({ 'x-csrf-token': 'x'.repeat(43) }),
  'from a foreign origin': () => ({ origin: 'https://evil.example', 'sec-fetch-site': '' }),
  'from a sister site': () => ({ 'sec-fetch-site': 'same-site' }),
  'from another site': () => ({ 'sec-fetch-site': 'cross-site' }),
};

/** Parameters that stand for something that exists. */
const GIVEN: Readonly<Record<string, Record<string, string>>> = {
  '/api/data/datasets/{key}/close': { key: 'public-toilets' },
  '/api/data/datasets/{key}/open': { key: 'public-toilets' },
};

/** Bodies that succeed, where the shape alone does not tell one. */
const BODIES: Readonly<Record<string, object>> = {
  '/api/ledger/audits': {},
  '/api/notifications/read': { ids: [] },
  '/api/notifications/try-out': {},
  '/api/data/datasets/{key}/close': { reason: 'a mistake in a column' },
  '/api/data/datasets/{key}/open': {},
  '/api/data/uploads': { name: 'payments.csv', size: 1_000 },
  '/api/rulebook/sets': await demoRuleSet(),
};

/** A rule set that the product comes with, under another name. */
async function demoRuleSet(): Promise<object> {
  const file = new URL('../profiles/zhejiang/rules/dataset-release.json', import.meta.url);
  return JSON.parse(
    (await readFile(file, 'utf8')).replace('"identifier": "dataset-release"', '"identifier": "dataset-release-again"'),
  ) as object;
}
