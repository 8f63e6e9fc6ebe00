// Every screen of the console, as the server lists them to somebody who may open it, in each look.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accessibilityFaults, overflowOf } from '../../web/ui/testing/index.ts';
import { gzipped } from '../../web/ui/testing/portal.ts';
import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { type Look, openVisits, type Visit, type Visits } from '../support/visits.ts';

const FIRST_LOAD_BYTES = 250_000;

interface Listed {
  readonly path: string;
}

let town: TestPlatform;
let visits: Visits;
/** Each screen with a persona who may open it. */
let screens: { path: string; persona: string }[];

before(async () => {
  town = await openPlatform({ datasets: ['public-toilets'] });
  visits = await openVisits(town.address);
  screens = await everyScreen();
});
after(async () => {
  await visits?.close();
  await town?.close();
});

/** Asks the server for the screens of those who together may open all. */
async function everyScreen() {
  const found = new Map<string, string>();
  for (const persona of ['data-steward', 'engineer', 'auditor']) {
    const { context, close } = await visits.openAs(persona);
    const ask = async <Body>(path: string) => (await (await context.request.get(town.address + path)).json()) as Body;
    const { items } = await ask<{ items: Listed[] }>('/api/console/screens');
    for (const { path } of items) {
      if (!found.has(path)) found.set(path, await withExamples(path, ask));
    }
    for (const { path } of items) owners.set(path, owners.get(path) ?? persona);
    await close();
  }
  const declared = town.platform.modules.flatMap((module) => module.console.map(({ path }) => String(path)));
  assert.deepEqual(
    declared.filter((path) => !found.has(path)),
    [],
    'some screen is open to none of the personas',
  );
  const own = ['/', '/settings', '/why?permission=policy:read', '/no-such-screen'].map((path) => ({ path, persona: 'auditor' }));
  return [...[...found].map(([path, address]) => ({ path: address, persona: owners.get(path) ?? 'auditor' })), ...own];
}

const owners = new Map<string, string>();

/** Fills the parameters of a path with something that exists. A module that comes with new ones adds its own here. */
async function withExamples(path: string, ask: <Body>(path: string) => Promise<Body>): Promise<string> {
  const idFrom = async (list: string, key = 'id') => {
    const { items } = await ask<{ items: Record<string, string>[] }>(list);
    return items[0]?.[key] ?? '';
  };
  const sources: Readonly<Record<string, () => Promise<string>>> = {
    '/ledger/entries/:id': () => idFrom('/api/ledger/entries/recent'),
    '/people/:id': () => idFrom('/api/identity/people'),
    '/rules/:identifier': () => idFrom('/api/rulebook/sets', 'identifier'),
    '/data/:key/loads/:id': () => idFrom('/api/data/loads'),
  };
  const id = sources[path] ? await sources[path]() : '';
  const address = path.replace(':key', 'public-toilets').replace(':identifier', id).replace(':id', id).replaceAll('//', '/');
  assert.ok(!address.includes(':') && !address.endsWith('/'), `${path} needs an example`);
  return address;
}

async function check({ page, go, faults }: Visit, path: string, language: string): Promise<string[]> {
  const wrong: string[] = [];
  await go(`/console${path}`);
  await page.locator('#main h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('#main [aria-busy=true]'));
  const lang = await page.locator('html').getAttribute('lang');
  if (!lang?.startsWith(language)) wrong.push(`lang is ${lang}`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) wrong.push(`${headings} main headings`);
  const overflow = await overflowOf(page);
  if (overflow > 0) wrong.push(`scrolls sideways by ${overflow} px`);
  wrong.push(...(await accessibilityFaults(page)).map(({ text }) => text), ...faults.splice(0));
  return wrong.map((fault) => `${path}: ${fault}`);
}

describe('every screen of the console', () => {
  for (const [who, look] of [
    ['in English at a desk', { language: 'en', width: 1440 }],
    ['in Chinese on a phone at night', { language: 'zh', theme: 'dark', width: 390 }],
    ['in larger text, in Chinese', { language: 'zh', elder: true, width: 1280 }],
    ['in English on a small phone', { language: 'en', width: 320 }],
  ] as const satisfies readonly (readonly [string, Look])[]) {
    test(`is accessible ${who}`, async () => {
      const wrong: string[] = [];
      assert.ok(screens.length > 15, `${screens.length} screens`);
      for (const persona of new Set(screens.map((screen) => screen.persona))) {
        const visit = await visits.openAs(persona, look);
        for (const { path } of screens.filter((screen) => screen.persona === persona))
          wrong.push(...(await check(visit, path, look.language)));
        await visit.close();
      }
      assert.deepEqual(wrong, []);
    });
  }

  test('needs at most 250 kB for the first visit, compressed, by what the browser really fetches', async () => {
    const { page, context, go, close } = await visits.openAs('auditor');
    const fetched = new Set<string>();
    page.on('request', (request) => {
      if (/\/console(\/|$)/.test(new URL(request.url()).pathname)) fetched.add(request.url());
    });
    await go('/console');
    await page.locator('#main h1').waitFor();
    const files = await Promise.all([...fetched].map(async (url) => (await context.request.get(url)).body()));
    const total = files.reduce((sum, file) => sum + gzipped(file), 0);
    assert.ok(total > 20_000 && total <= FIRST_LOAD_BYTES, `${total} bytes`);
    await close();
  });
});
