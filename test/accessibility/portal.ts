import assert from 'node:assert/strict';

import { accessibilityFaults, overflowOf } from '../../web/ui/testing/index.ts';
import { furnish } from '../support/operations.ts';
import { openPlatform } from '../support/platform.ts';
import { type Look, openVisits, type Visit, type Visits } from '../support/visits.ts';

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

/** Every page of the portal, as the manifests list them, before a visitor. Close it afterwards. */
export async function openPortal() {
  const town = await openPlatform({ datasets: ['public-toilets', 'places'] });
  const visits = await openVisits(town.address);
  const things = await furnish(town.platform);
  const pages = [
    ...pagesOf(town.platform.modules.flatMap(({ portal }) => portal.map(({ path }) => String(path)))),
    `/track?case=${things.case}`,
  ];
  return {
    address: town.address,
    pages,
    visits,
    /** Looks at each page. @returns what keeps somebody from using it, page by page */
    faults: (look: Look) =>
      walk(visits, pages, things.receipt, look, async (visit) => [
        ...(await misfits(visit, look)),
        ...(await accessibilityFaults(visit.page)).map(({ text }) => text),
      ]),
    /** The same without asking axe: language, one heading, a title, nothing that scrolls sideways. */
    misfits: (look: Look) => walk(visits, pages, things.receipt, look, (visit) => misfits(visit, look)),
    async close() {
      await visits.close();
      await town.close();
    },
  };
}

function pagesOf(paths: readonly string[]): string[] {
  assert.ok(paths.length >= 15, 'pages are found in the manifests');
  const open = paths.filter((path) => !NO_PAGE.includes(path)).map((path) => path.replaceAll(/:\w+/g, (name) => EXAMPLES[name] ?? name));
  const pages = [...open, ...MORE];
  assert.deepEqual(
    pages.filter((path) => path.includes(':')),
    [],
    'a page has a parameter without an example',
  );
  return pages;
}

type Check = (visit: Visit) => Promise<readonly string[]>;

/** Goes to every page, and at last to what a receipt shows, which has no address of its own. */
async function walk(visits: Visits, pages: readonly string[], receipt: string, look: Look, check: Check) {
  const visit = await visits.openAs('resident', look);
  const wrong: string[] = [];
  const note = async (path: string, status: number) => {
    const found = [...(status >= 500 ? [`answered ${status}`] : []), ...(await check(visit)), ...visit.faults.splice(0)];
    wrong.push(...found.map((fault) => `${path}: ${fault}`));
  };
  for (const path of pages) await note(path, await visit.go(path));
  await visit.go('/track');
  await visit.page.locator('main input[name=code]').fill(receipt);
  await visit.page.locator('main form button').click();
  await visit.page.locator('#reads').waitFor();
  await note('/track with a receipt', 200);
  await visit.close();
  return wrong;
}

async function misfits({ page }: Visit, { language = 'en' }: Look): Promise<string[]> {
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
