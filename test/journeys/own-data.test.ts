// From an invitation to "who read my data": people, their accounts and the line that every look at them leaves.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { openVisits, type Visits } from '../support/visits.ts';

const PASSWORD = 'lantern tea boat 37 rivers';

let town: TestPlatform;
let visits: Visits;

before(async () => {
  town = await openPlatform();
  visits = await openVisits(town.address);
});
after(async () => {
  await visits?.close();
  await town?.close();
});

describe('a person', () => {
  /** The link that the administrator hands over. */
  let link = '';

  test('is invited by the people administrator, who gives a role and gets a link that is shown once', async () => {
    const { page, go, faults, close } = await visits.openAs('people-admin');
    await go('/console/people');
    await page.getByRole('button', { name: 'Invite a person' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite a person' });
    await dialog.getByLabel('Name', { exact: true }).fill('石小川');
    await dialog.getByLabel('Account').fill('shi.xiaochuan');
    await dialog.locator('select[name=department]').selectOption('audit');
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    link = await dialog.getByLabel('Hand over this link').inputValue();
    assert.match(link, /^http:\/\/localhost:\d+\/welcome\?token=.{20,}$/);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: '石小川' }).click();
    await page.getByRole('heading', { level: 1, name: '石小川' }).waitFor();
    await page.locator('select[name=role]').selectOption('auditor');
    await page.getByRole('button', { name: 'Give a role' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Auditor' }).waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test('sets a password and signs in with it without scripts; the link opens no second time', async () => {
    const { page, close } = await visits.open({ scripts: false });
    await page.goto(link);
    await page.locator('input[type=password]').first().fill(PASSWORD);
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForURL((url) => url.pathname !== '/welcome');
    await page.goto(`${town.address}/my-data`);
    if (new URL(page.url()).pathname === '/sign-in') {
      await page.getByLabel('Account').fill('shi.xiaochuan');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL(/\/my-data$/);
    }
    await page.getByRole('heading', { level: 1, name: /data/ }).waitFor();
    await close();
    const second = await visits.open({ scripts: false });
    await second.page.goto(link);
    assert.equal(await second.page.locator('input[type=password]').count(), 0);
    await second.close();
  });

  test('sees a new line as soon as an official looks: who, what for, which fields, and the proof in the ledger', async () => {
    const mine = await visits.open({ scripts: false });
    await mine.go('/sign-in?back=/my-data');
    await mine.page.getByLabel('Account').fill('shi.xiaochuan');
    await mine.page.getByLabel('Password').fill(PASSWORD);
    await mine.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await mine.page.waitForURL(/\/my-data$/);
    const lines = mine.page.locator('main table tbody tr');
    const before = await lines.count();

    const official = await visits.openAs('engineer');
    await official.go('/console/people?q=shi.xiaochuan');
    await official.page.getByRole('link', { name: '石小川' }).click();
    await official.page.getByRole('heading', { level: 1, name: '石小川' }).waitFor();
    await official.close();

    await mine.page.reload();
    assert.ok((await lines.count()) > before, `${await lines.count()} lines after ${before}`);
    const line = await lines.first().textContent();
    assert.match(line ?? '', /Data Administration/);
    assert.match(line ?? '', /[Nn]ame/);
    await lines.first().getByRole('link').click();
    await mine.page.waitForURL(/\/ledger\?entry=/);
    assert.match((await mine.page.locator('main').textContent()) ?? '', /kernel\.personal_read/);
    await mine.close();
  });

  test('takes the list home as a file that holds the same lines', async () => {
    const { page, context, go, close } = await visits.openAs('resident', { language: 'zh', scripts: false });
    const official = await visits.openAs('people-admin');
    await official.go('/console/people');
    await official.page.getByRole('link', { name: /孟春/ }).click();
    await official.page.getByRole('heading', { level: 1, name: /孟春/ }).waitFor();
    await official.close();
    await go('/my-data');
    const shown = await page.locator('main table tbody tr').count();
    assert.ok(shown > 0);
    const href = await page.locator('a[href^="/api/portal/my-data.csv"]').first().getAttribute('href');
    const csv = await (await context.request.get(`${town.address}${href}`)).text();
    assert.equal(csv.trim().split('\n').length - 1, shown);
    await close();
  });
});
