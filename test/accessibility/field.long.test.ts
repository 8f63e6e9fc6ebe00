// Every place in the app for work outside: usable by everybody, in every look.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { accessibilityFaults, overflowOf } from '../../web/ui/testing/index.ts';
import { openApp, openDesks } from '../support/field.ts';
import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { type Look, openVisits, type Visits } from '../support/visits.ts';

const ACTS = ['progress', 'note', 'done', 'cannot'];

let town: TestPlatform;
let visits: Visits;
let task = '';

before(async () => {
  town = await openPlatform();
  visits = await openVisits(town.address);
  ({ task } = await (await openDesks(town)).sendOut('渡船弄31号'));
});
after(async () => {
  await visits?.close();
  await town?.close();
});

describe('every place in the field app', () => {
  for (const language of ['en', 'zh'] as const) {
    for (const elder of [false, true]) {
      for (const theme of ['light', 'dark'] as const) {
        for (const width of [320, 390, 1440]) {
          test(`is accessible in ${language}${elder ? ', larger text' : ''}, ${theme}, at ${width} pixels`, async () => {
            assert.deepEqual(await faultsOf({ language, elder, theme, width }), []);
          });
        }
      }
    }
  }
});

async function faultsOf(look: Look): Promise<string[]> {
  const visit = await visits.openAs('field-worker', look);
  const { page, faults, close } = visit;
  await openApp(visit, 1);
  const wrong: string[] = [];
  for (const place of ['', 'outbox', 'me', `task/${task}`, ...ACTS.map((act) => `task/${task}/${act}`)]) {
    await page.goto(`${town.address}/field/#/${place}`);
    await page.locator('#main h1').waitFor();
    const overflow = await overflowOf(page);
    const found = [
      ...(overflow > 0 ? [`scrolls sideways by ${overflow} px`] : []),
      ...(await accessibilityFaults(page)).map(({ text }) => text),
    ];
    wrong.push(...[...found, ...faults.splice(0)].map((fault) => `${place}: ${fault}`));
  }
  await close();
  return wrong;
}
