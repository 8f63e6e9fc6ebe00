import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { Page } from 'playwright-core';

import { accessibilityFaults } from '../ui/testing/index.ts';
import { openConsole } from './testing/index.ts';

describe('at the desk', () => {
  let desk: Awaited<ReturnType<typeof openConsole>>;
  before(async () => {
    desk = await openConsole();
  });
  after(() => desk.close());

  const open = async (at = '/console', persona?: RegExp) => {
    const { page, context, faults } = await desk.page();
    await desk.signIn(page, at, persona);
    return { page, context, faults };
  };

  test('the way in is accessible and says that the demo is made up', async () => {
    const { page, faults } = await desk.page({ language: 'zh' });
    await page.goto(`${desk.address}/console`);
    await page.getByText('以演示身份登录').waitFor();
    assert.match(String(await page.locator('main').textContent()), /虚构/);
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
  });

  test('a wrong password is refused in words, and the form keeps the account', async () => {
    const { page } = await desk.page();
    await page.goto(`${desk.address}/console`);
    await page.getByLabel('Account or work e-mail').fill('nobody');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('do not belong together').waitFor();
    assert.equal(await page.getByLabel('Account or work e-mail').inputValue(), 'nobody');
  });

  test('the rail shows what the role may open, and nothing else', async () => {
    const rail = async (persona: RegExp) => {
      const { page, context } = await open('/console', persona);
      const nav = page.getByRole('navigation', { name: 'Main' });
      await nav.getByRole('link', { name: 'Jobs' }).waitFor();
      const words = await nav.textContent();
      await context.close();
      return String(words);
    };
    assert.match(await rail(/auditor/), /Permissions/);
    assert.doesNotMatch(await rail(/window clerk/), /Permissions/);
  });

  test('everything is reached by keys: palette, places, the sheet of keys', async () => {
    const { page, faults } = await open();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Jobs' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('settings');
    await page.getByRole('option', { name: 'Settings' }).waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys on this screen' }).waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
  });

  test('single letters do nothing once they are turned off', async () => {
    const { page } = await open('/console/settings');
    await page.getByRole('group', { name: 'Single-letter keys' }).getByRole('button', { name: 'Off' }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    assert.match(page.url(), /settings$/);
  });

  test('a change of screen is spoken and puts the focus on its heading', async () => {
    const { page } = await open();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Jobs' }).click();
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Jobs');
  });

  test('what filters a list is held in its address', async () => {
    const { page } = await open('/console/jobs');
    await page.getByRole('button', { name: /State/ }).click();
    await page.getByRole('radio', { name: 'failed' }).click();
    await page.waitForURL(/state=failed/);
    await page.reload();
    await page.getByRole('button', { name: /State failed/ }).waitFor();
  });

  test('rows are walked with J and K, chosen with X, and the palette acts on them first', async () => {
    const { page } = await open('/console/examples/data-table');
    await page.getByRole('link', { name: 'Heqiao Noodle House' }).waitFor();
    for (const key of ['j', 'j', 'x']) await page.keyboard.press(key);
    await page.getByText('1 chosen').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('group', { name: 'Do with 1 row of Enterprises' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Visits planned: 1').waitFor();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
  });

  test('a draft outlives an ended session', async () => {
    const { page, context } = await open('/console/examples/controls');
    await page.getByLabel('Note to the department').fill('The pump is on its way');
    const kept = (await context.cookies()).filter(({ name }) => !name.includes('session'));
    await context.clearCookies();
    await context.addCookies(kept);
    await page.goto(`${desk.address}/console/examples/controls`);
    await page.getByRole('button', { name: /data steward/ }).click();
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'The pump is on its way');
  });

  test('an ended session asks to sign in again over the screen, which stays', async () => {
    const { page } = await open('/console/examples/controls');
    await page.getByLabel('Note to the department').fill('Half a sentence');
    await endSession(page);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: /data steward/ }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('Note to the department').inputValue(), 'Half a sentence');
  });

  test('signing out leaves neither answers nor drafts behind', async () => {
    const { page } = await open('/console/examples/controls');
    await page.getByLabel('Note to the department').fill('Secret');
    await page.getByRole('button', { name: /You/ }).click();
    await page.getByRole('button', { name: /Sign out/ }).click();
    await page.getByText('Sign in to the console').waitFor();
    assert.equal(await page.evaluate(() => JSON.stringify(sessionStorage).includes('Secret')), false);
  });

  test('a refusal explains itself: what was missing, who has it, whom to ask', async () => {
    const { page } = await open('/console/why?permission=policy:read', /window clerk/);
    await page.getByText('do not include the permission policy:read').waitFor();
    assert.match(String(await page.locator('main').textContent()), /Auditor/);
  });

  test('an address that leads nowhere says so and leads home', async () => {
    const { page } = await open('/console/no-such-screen');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await page.getByRole('link', { name: 'Go home' }).click();
    await page.getByRole('heading', { name: 'Your desk' }).waitFor();
  });
});

/** Ends the session on the server as another tab would. */
async function endSession(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { csrf } = (await (await fetch('/api/identity/session')).json()) as { csrf: string };
    await fetch('/api/identity/sign-out', {
      method: 'POST',
      headers: { 'x-csrf-token': csrf, 'content-type': 'application/json' },
      body: '{}',
    });
  });
}
