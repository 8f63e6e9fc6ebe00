// Every page of the portal, as the manifests list them: usable by everybody, light, and talking to nobody else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { accessibilityFaults, overflowOf } from '../../web/ui/testing/index.ts';
import { assetContent, builtPortal, gzipped } from '../../web/ui/testing/portal.ts';
import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { type Look, openVisits, type Visit, type Visits } from '../support/visits.ts';

const KB = 1000;
/** Values for the parameters in pages' paths. A module that comes with new ones adds its own here. */
const EXAMPLES: Readonly<Record<string, string>> = { ':key': 'public-toilets', ':identifier': 'dataset-release' };
/** Addresses whose query matters. */
const MORE = [
  '/search?q=%E6%95%B0%E6%8D%AE',
  '/search?q=xyzzy',
  '/open-data?q=xyzzy',
  '/open-data/places',
  '/open-data/public-toilets?field=grade&operator=eq&value=nothing',
  '/welcome?token=worn-out',
  '/nowhere',
];
/** Leads away at once for those who have not begun to sign in, so there is no page to look at. */
const NO_PAGE = ['/sign-in/second-factor'];

let town: TestPlatform;
let visits: Visits;
let pages: string[];

before(async () => {
  town = await openPlatform({ datasets: ['public-toilets', 'places'] });
  visits = await openVisits(town.address);
  const paths = town.platform.modules.flatMap(({ portal }) => portal.map(({ path }) => String(path)));
  assert.ok(paths.length >= 15, 'pages are found in the manifests');
  const open = paths.filter((path) => !NO_PAGE.includes(path)).map((path) => path.replaceAll(/:\w+/g, (name) => EXAMPLES[name] ?? name));
  pages = [...open, ...MORE];
  assert.deepEqual(
    pages.filter((path) => path.includes(':')),
    [],
    'a page has a parameter without an example',
  );
});
after(async () => {
  await visits?.close();
  await town?.close();
});

/** Every page in one look. @returns what was wrong, page by page */
async function walk(look: Look, check: (visit: Visit, path: string) => Promise<readonly string[]>): Promise<string[]> {
  const visit = await visits.openAs('resident', look);
  const wrong: string[] = [];
  for (const path of pages) {
    const status = await visit.go(path);
    if (status >= 500) wrong.push(`${path}: ${status}`);
    for (const fault of await check(visit, path)) wrong.push(`${path}: ${fault}`);
    for (const fault of visit.faults.splice(0)) wrong.push(`${path}: ${fault}`);
  }
  await visit.close();
  return wrong;
}

async function basics({ page }: Visit, language: string): Promise<string[]> {
  const wrong: string[] = [];
  const lang = await page.locator('html').getAttribute('lang');
  if (!lang?.startsWith(language)) wrong.push(`lang is ${lang}`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) wrong.push(`${headings} main headings`);
  if (!(await page.title()).trim()) wrong.push('no title');
  const overflow = await overflowOf(page);
  if (overflow > 0) wrong.push(`scrolls sideways by ${overflow} px`);
  return wrong;
}

describe('every page of the portal', () => {
  for (const [who, look] of [
    ['in English at a desk', { language: 'en', width: 1440 }],
    ['in Chinese on a phone at night', { language: 'zh', theme: 'dark', width: 390 }],
    ['in elder mode, in Chinese, on a small phone', { language: 'zh', elder: true, width: 320 }],
    ['in elder mode, in English, at night', { language: 'en', elder: true, theme: 'dark', width: 390 }],
  ] as const) {
    test(`is accessible ${who}`, async () => {
      const wrong = await walk(look, async (visit) => [
        ...(await basics(visit, look.language)),
        ...(await accessibilityFaults(visit.page)).map(({ text }) => text),
      ]);
      assert.deepEqual(wrong, []);
    });
  }

  for (const look of [
    { language: 'zh', width: 1440 },
    { language: 'en', theme: 'dark', width: 320 },
  ] as const) {
    test(`fits ${look.width} pixels in ${look.language}, with scripts switched off`, async () => {
      assert.deepEqual(await walk({ ...look, scripts: false }, (visit) => basics(visit, look.language)), []);
    });
  }

  test('weighs at most 30 kB, its style 20 kB and its script 12 kB, compressed', async () => {
    const { context, close } = await visits.openAs('resident');
    for (const path of pages) {
      for (const language of ['en', 'zh']) {
        const separator = path.includes('?') ? '&' : '?';
        const answer = await context.request.get(`${town.address}${path}${separator}lang=${language}`);
        const bytes = gzipped(await answer.body());
        assert.ok(bytes <= 30 * KB, `${path} in ${language}: ${bytes} bytes`);
      }
    }
    await close();
    const { assets } = await builtPortal();
    for (const [ending, most] of [
      ['.css', 20 * KB],
      ['.js', 12 * KB],
    ] as const) {
      const bytes = assets.filter((name) => name.endsWith(ending)).reduce((sum, name) => sum + gzipped(assetContent(name)), 0);
      assert.ok(bytes > 0 && bytes <= most, `${ending}: ${bytes} bytes`);
    }
  });
});
