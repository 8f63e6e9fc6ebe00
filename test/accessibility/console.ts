import assert from 'node:assert/strict';

import { accessibilityFaults, overflowOf } from '../../web/ui/testing/index.ts';
import { furnish } from '../support/operations.ts';
import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { type Look, openVisits, type Visit, type Visits } from '../support/visits.ts';

interface Listed {
  readonly path: string;
}

type Things = Awaited<ReturnType<typeof furnish>>;

/** A screen with a persona who may open it. */
interface Screen {
  readonly path: string;
  readonly persona: string;
}

/** Every screen of the console, as the server lists them to those who may open them. Close it afterwards. */
export async function openScreens() {
  const town = await openPlatform({ datasets: ['public-toilets'] });
  const visits = await openVisits(town.address);
  const screens = await everyScreen(town, visits, await furnish(town.platform));
  assert.ok(screens.length > 15, `${screens.length} screens`);
  return {
    visits,
    /** Looks at each screen. @returns what keeps somebody from using it, screen by screen */
    async faults(look: Look) {
      const wrong: string[] = [];
      for (const persona of new Set(screens.map((screen) => screen.persona))) {
        const visit = await visits.openAs(persona, look);
        for (const { path } of screens.filter((screen) => screen.persona === persona)) wrong.push(...(await check(visit, path, look)));
        await visit.close();
      }
      return wrong;
    },
    async close() {
      await visits.close();
      await town.close();
    },
  };
}

/** Asks the server for the screens of those who together may open all. */
async function everyScreen({ platform, address }: TestPlatform, visits: Visits, things: Things): Promise<Screen[]> {
  const owners = new Map<string, string>();
  const found = new Map<string, string>();
  for (const persona of ['data-steward', 'dispatcher', 'supervisor', 'engineer', 'auditor']) {
    const { context, close } = await visits.openAs(persona);
    const ask = async <Body>(path: string) => (await (await context.request.get(address + path)).json()) as Body;
    const { items } = await ask<{ items: Listed[] }>('/api/console/screens');
    for (const { path } of items) {
      if (!found.has(path)) found.set(path, await withExamples(path, ask, things));
    }
    for (const { path } of items) owners.set(path, owners.get(path) ?? persona);
    await close();
  }
  const declared = platform.modules.flatMap((module) => module.console.map(({ path }) => String(path)));
  assert.deepEqual(
    declared.filter((path) => !found.has(path)),
    [],
    'some screen is open to none of the personas',
  );
  const own = ['/', '/settings', '/why?permission=policy:read', '/no-such-screen'].map((path) => ({ path, persona: 'auditor' }));
  return [...[...found].map(([path, address]) => ({ path: address, persona: owners.get(path) ?? 'auditor' })), ...own];
}

/** Fills the parameters of a path with something that exists. A module that comes with new ones adds its own here. */
async function withExamples(path: string, ask: <Body>(path: string) => Promise<Body>, things: Things): Promise<string> {
  const idFrom = async (list: string, key = 'id') => {
    const { items } = await ask<{ items: Record<string, string>[] }>(list);
    return items[0]?.[key] ?? '';
  };
  const sources: Readonly<Record<string, () => Promise<string>>> = {
    '/ledger/entries/:id': () => idFrom('/api/ledger/entries/recent'),
    '/people/:id': () => idFrom('/api/identity/people'),
    '/rules/:identifier': () => idFrom('/api/rulebook/sets', 'identifier'),
    '/data/:key/loads/:id': () => idFrom('/api/data/loads'),
    '/cases/:code': async () => things.case,
    '/intake/:id': async () => things.event,
    '/alerts/:id': async () => things.alert,
    '/reviews/:id': async () => things.review,
  };
  const id = sources[path] ? await sources[path]() : '';
  const address = path
    .replace(':key', 'public-toilets')
    .replace(/:(identifier|code|id)/, id)
    .replaceAll('//', '/');
  assert.ok(!address.includes(':') && !address.endsWith('/'), `${path} needs an example`);
  return address;
}

async function check({ page, go, faults }: Visit, path: string, { language = 'en' }: Look): Promise<string[]> {
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
