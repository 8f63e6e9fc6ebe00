// What staff do at their desks with the kernel's own screens. Loading data is in its module's journeys.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { type Actor, ANONYMOUS } from '#kernel';

import { endurance, longWork } from '../support/long-work.ts';
import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { openVisits, type Visits } from '../support/visits.ts';

let town: TestPlatform;
let visits: Visits;

before(async () => {
  town = await openPlatform({ beside: [endurance] });
  visits = await openVisits(town.address);
});
after(async () => {
  await visits?.close();
  await town?.close();
});

describe('an auditor', () => {
  test('opens the ledger, lets the browser check a proof, and sees it fail when one letter is changed', async () => {
    const { page, go, faults, close } = await visits.openAs('auditor');
    await go('/console/ledger');
    await page.locator('table tbody tr').first().getByRole('link').first().click();
    await page.getByText('This entry is in the ledger as signed').waitFor();
    await page.getByRole('button', { name: 'Change one letter' }).click();
    await page.getByText('This is not what was signed').waitFor();
    await page.getByRole('button', { name: 'Put it back' }).click();
    await page.getByText('This entry is in the ledger as signed').waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test('starts an audit of the whole ledger and reads its outcome', async () => {
    const { page, go, close } = await visits.openAs('auditor');
    await go('/console/ledger');
    await page.getByRole('button', { name: 'Audit now' }).click();
    await page.getByText(/all \d[\d,]* entries hold/).waitFor();
    await close();
  });
});

describe('an official', () => {
  test('who opens a screen of another role is told so, with what is missing and whom to ask', async () => {
    const { page, go, close } = await visits.openAs('official-market');
    await go('/console/people');
    await page.locator('#main h1').waitFor();
    await page
      .getByRole('link', { name: /[Ww]hy/ })
      .first()
      .click();
    await page.getByText('do not include the permission').waitFor();
    const words = String(await page.locator('main').textContent());
    assert.match(words, /identity:people-read/);
    assert.match(words, /People administrator/);
    assert.match(words, /Data Administration/);
    await close();
  });
});

describe('a platform engineer', () => {
  test('watches somebody’s job advance without reloading, and stops it', async () => {
    const somebody: Actor = { ...ANONYMOUS, id: '0193e4a8-0000-7000-8000-00000000aaaa', kind: 'person' };
    await town.platform.work(somebody).transaction((context) => context.enqueue(longWork, {}));
    const { page, go, faults, close } = await visits.openAs('engineer');
    await go('/console/jobs');
    const row = page.getByRole('row').filter({ hasText: 'Endless counting' });
    const bar = row.getByRole('progressbar');
    await bar.waitFor();
    const first = await bar.evaluate((node: HTMLProgressElement) => node.value);
    await page.waitForFunction((before) => (document.querySelector('progress')?.value ?? 0) > before, first);
    await row.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Cancel', exact: true }).first().click();
    await row.getByText('cancelled').waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
});

describe('everybody', () => {
  for (const scripts of [true, false]) {
    test(`keeps language, larger text and theme from page to page, ${scripts ? 'with' : 'without'} scripts`, async () => {
      const { page, go, close } = await visits.open({ language: 'zh', scripts, width: 1280 });
      await go('/about');
      const root = page.locator('html');
      for (const [choice, attribute, value] of [
        ['language=en', 'lang', 'en'],
        ['elder=on', 'data-elder', 'on'],
        ['theme=dark', 'data-theme', 'dark'],
      ] as const) {
        await page.locator(`a[href*="/preferences?"][href*="${choice}"]:visible`).first().click();
        await page.waitForURL(/\/about$/);
        assert.equal(await root.getAttribute(attribute), value, choice);
      }
      await go('/rules');
      assert.equal(await root.getAttribute('lang'), 'en');
      assert.equal(await root.getAttribute('data-elder'), 'on');
      assert.equal(await root.getAttribute('data-theme'), 'dark');
      await close();
    });
  }

  test('finds the choices of the console again after signing in anew, and the portal follows them', async () => {
    const { page, go, context, close } = await visits.openAs('auditor');
    await go('/console/settings');
    await page.getByRole('group', { name: 'Theme', exact: true }).getByRole('button', { name: 'Dark' }).click();
    await page.getByRole('group', { name: 'Language', exact: true }).getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { level: 1, name: '设置' }).waitFor();
    const kept = (await context.cookies()).filter(({ name }) => !name.includes('session'));
    await context.clearCookies();
    await context.addCookies(kept);
    await go('/about');
    assert.match(String(await page.locator('html').getAttribute('lang')), /^zh/);
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    await close();
  });

  test('is told when the network is gone and when it is back', async () => {
    const { page, context, go, close } = await visits.openAs('auditor');
    await go('/console/settings');
    await page.locator('#main h1').waitFor();
    await context.setOffline(true);
    await page.getByText('No connection.').waitFor();
    await context.setOffline(false);
    await page.getByText('No connection.').waitFor({ state: 'detached' });
    await close();
  });
});
