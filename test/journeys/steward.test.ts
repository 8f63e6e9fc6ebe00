// From a dirty file to open data, by the one whose work that is: in a real browser, on a real platform.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { Page } from 'playwright-core';

import { accessibilityFaults } from '../../web/ui/testing/index.ts';
import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { openVisits, type Visits } from '../support/visits.ts';

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

/** Rows as a clerk exports them: amounts with words in them, a row that ends too early, a cell that runs as a formula. */
function dirty(rows: number, from = 1): { name: string; mimeType: string; buffer: Buffer } {
  const lines = Array.from({ length: rows }, (_, index) => {
    const id = index + from;
    if (index === 7) return `${id},cut off`;
    const amount = index % 20 === 3 ? 'to be agreed' : `${id}.50`;
    return `${id},${index === 5 ? '=SUM(A1)' : `Firm ${id % 9}`},${amount},2026-0${(index % 9) + 1}-11`;
  });
  return { name: 'payments.csv', mimeType: 'text/csv', buffer: Buffer.from(`id,payee,amount,paid_on\n${lines.join('\n')}\n`) };
}

const goOn = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();

async function bring(page: Page, file: ReturnType<typeof dirty>): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('Sent', { exact: true }).waitFor();
}

async function describeIt(page: Page): Promise<void> {
  const words = { Title: ['付款', 'Payments'], 'What it is': ['每笔付款', 'Every payment'], 'Legal basis': ['预算法', 'Budget Law'] };
  for (const [part, [zh = '', en = '']] of Object.entries(words)) {
    await page.getByLabel(`${part} (Chinese)`).fill(zh);
    await page.getByLabel(`${part} (English)`).fill(en);
  }
  await page.getByLabel('Name in addresses').fill('clerk-payments');
  for (const choice of [/^Theme/, /^Department/, /^Renewed/]) await page.getByLabel(choice).selectOption({ index: 1 });
  await page.getByLabel(/^Licence/).selectOption({ label: 'Creative Commons Attribution 4.0' });
  await page.getByLabel(/^Opening/).selectOption('public');
}

describe('a data steward', () => {
  test('brings a dirty file, is told what is wrong with it, corrects a field, and finds every refused row with its reason', async () => {
    const { page, go, faults, close } = await visits.openAs('data-steward');
    await go('/console/data');
    await page.getByRole('link', { name: 'New dataset' }).first().click();
    await bring(page, dirty(100));
    await goOn(page);
    await page.getByText('1 row has another number of cells than the header').waitFor();
    await page.getByText('payee: 1 cells would run as formulas').waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await goOn(page);
    // with five words among the amounts the column was taken for text
    await page.getByLabel('Type: amount').selectOption('decimal');
    await page.getByLabel('Unique: id').check();
    await page.getByLabel('Required: id').check();
    await page.getByLabel('Title English: payee').fill('Who was paid');
    await page.getByRole('button', { name: 'All public' }).click();
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.reload();
    assert.equal(await page.getByLabel('Title English: payee').inputValue(), 'Who was paid');
    await goOn(page);
    await describeIt(page);
    assert.deepEqual(await accessibilityFaults(page), []);
    await goOn(page);
    await page.getByRole('button', { name: 'Create and load' }).click();
    await page.getByText('94 rows are in').waitFor();
    await page.getByText('cannot be read as decimal', { exact: true }).waitFor();
    await page.getByText('has fewer cells than the header').waitFor();
    await page.getByText('to be agreed').first().waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
    await close();
  });

  test('opens it to the public, who can then read it, and undoes it within ten seconds', async () => {
    const { page, go, faults, close } = await visits.openAs('data-steward');
    await go('/console/data/clerk-payments');
    await page.getByRole('button', { name: 'Open to the public' }).click();
    await page.getByText('It is open to the public').waitFor();
    assert.equal((await fetch(`${town.address}/api/data/datasets/clerk-payments`)).status, 200);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Nothing stands against opening it.').waitFor();
    assert.equal((await fetch(`${town.address}/api/data/datasets/clerk-payments`)).status, 404);
    await page.getByRole('button', { name: 'Open to the public' }).click();
    await page.getByRole('link', { name: 'Public page' }).waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test('is stopped by a load that refuses too much, refuses it with a reason, and nothing has changed', async () => {
    const { page, go, close } = await visits.openAs('data-steward');
    await go('/console/data/clerk-payments/load');
    const rows = Array.from({ length: 40 }, (_, index) => `${index},x,${index % 2 ? 'later' : '1.00'},2026-01-01`).join('\n');
    await bring(page, { ...dirty(0), buffer: Buffer.from(`id,payee,amount,paid_on\n${rows}\n`) });
    await goOn(page);
    await page.getByText('4 of 4 fields have a column').waitFor();
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.getByText('Held: this needs your decision').waitFor();
    // the words of the reason are those of the rule that the district publishes
    assert.notEqual(await page.getByRole('alert').getByRole('listitem').first().textContent(), '');
    await page.getByText('20 of 40').waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByLabel('Reason').fill('Half of the amounts are missing');
    await page.getByRole('button', { name: 'Refuse this load' }).click();
    await page.getByText('The load is refused; nothing changed').waitFor();
    const { version } = (await (await fetch(`${town.address}/api/data/datasets/clerk-payments`)).json()) as { version: { number: number } };
    assert.equal(version.number, 1);
    await close();
  });

  test('loads a second version, sees row by row what changed, rolls back with a reason, and rolls forward by undo', async () => {
    const { page, go, faults, close } = await visits.openAs('data-steward');
    await go('/console/data/clerk-payments/load');
    await bring(page, dirty(100, 3));
    await goOn(page);
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.getByText('94 rows are in').waitFor();
    await page.getByRole('heading', { name: 'Difference, version 1 to 3' }).waitFor();
    await page.getByRole('button', { name: /^Added \d/ }).waitFor();
    await go('/console/data/clerk-payments?view=versions');
    await page.getByRole('button', { name: 'Make current again' }).last().waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByRole('button', { name: 'Make current again' }).last().click();
    await page.getByRole('dialog').getByLabel('Reason').fill('The new file is a draft');
    await page.getByRole('dialog').getByRole('button', { name: 'Make current again' }).click();
    await page.getByText('Version 1 is current').waitFor();
    assert.equal(await currentVersion(), 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction(async () => {
      const { version } = (await (await fetch('/api/data/datasets/clerk-payments')).json()) as { version: { number: number } };
      return version.number === 3;
    });
    await go('/console/data/clerk-payments?view=history');
    await page.getByText('The new file is a draft').waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test('who writes at the same time as somebody else meets their words side by side and loses none', async () => {
    const first = await visits.openAs('data-steward');
    const second = await visits.openAs('data-steward');
    for (const { go, page } of [first, second]) {
      await go('/console/data/clerk-payments/edit');
      await page.getByLabel('Title (English)').waitFor();
    }
    await first.page.getByLabel('Title (English)').fill('Payments of the clerk');
    await first.page.getByRole('button', { name: 'Save', exact: true }).click();
    await first.page.getByText('The description is saved').waitFor();
    await second.page.getByLabel('What it is (English)').fill('Every payment over nothing');
    await second.page.getByRole('button', { name: 'Save', exact: true }).click();
    await second.page.getByText('Two changes met. Nothing is lost; choose what stands').waitFor();
    assert.deepEqual(await accessibilityFaults(second.page), []);
    await second.page.getByRole('button', { name: 'Save this choice' }).click();
    await second.page.getByText('The description is saved').waitFor();
    const { title, description } = (await (await fetch(`${town.address}/api/data/datasets/clerk-payments`)).json()) as Record<
      string,
      { en: string }
    >;
    assert.equal(title?.en, 'Payments of the clerk');
    assert.equal(description?.en, 'Every payment over nothing');
    await first.close();
    await second.close();
  });
});

describe('a data steward with many datasets', () => {
  test('closes the chosen ones at once, with one reason, from the keyboard', async () => {
    const { page, go, faults, close } = await visits.openAs('data-steward');
    await go('/console/data');
    await page.getByRole('link', { name: 'Payments of the clerk' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('1 chosen').waitFor();
    await page.getByRole('button', { name: 'Take back from the public' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Checked again');
    await page.getByRole('dialog').getByRole('button', { name: 'Take back from the public' }).click();
    await page.getByText('“Payments of the clerk” is no longer open').waitFor();
    assert.equal((await fetch(`${town.address}/api/data/datasets/clerk-payments`)).status, 404);
    assert.deepEqual(faults, []);
    await close();
  });
});

describe('an official without the permission', () => {
  test('sees what can be done and why not by them', async () => {
    const { page, go, close } = await visits.openAs('official-market');
    await go('/console/data/clerk-payments');
    await page.getByRole('button', { name: /Load a new file needs the permission data:steward/ }).waitFor();
    await page.getByRole('button', { name: /Open to the public needs the permission data:publish/ }).waitFor();
    await close();
  });
});

async function currentVersion(): Promise<number> {
  const { version } = (await (await fetch(`${town.address}/api/data/datasets/clerk-payments`)).json()) as { version: { number: number } };
  return version.number;
}
