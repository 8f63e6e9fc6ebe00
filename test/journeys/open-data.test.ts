// What anybody does with the district's data and rules, in a real browser, with scripts and without.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { DuckDBInstance } from '@duckdb/node-api';
import type { Page } from 'playwright-core';

import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { openVisits, type Visits } from '../support/visits.ts';

const VERIFIER = fileURLToPath(new URL('../../scripts/verify-ledger.mjs', import.meta.url));
const run = promisify(execFile);

let town: TestPlatform;
let visits: Visits;

before(async () => {
  town = await openPlatform({ datasets: ['public-toilets', 'spending'] });
  visits = await openVisits(town.address);
});
after(async () => {
  await visits?.close();
  await town?.close();
});

for (const scripts of [true, false]) {
  describe(`a resident, ${scripts ? 'with' : 'without'} scripts`, () => {
    for (const [language, words, title] of [
      ['en', 'toilets', 'Public toilets'],
      ['zh', '公厕', '公共厕所'],
    ] as const) {
      test(`finds a dataset by searching in ${language === 'en' ? 'English' : 'Chinese'}, from the home page`, async () => {
        const { page, go, faults, close } = await visits.open({ language, scripts });
        await go('/');
        await page.getByRole('searchbox').first().fill(words);
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/search\?/);
        await page.locator('main').getByRole('link', { name: title }).first().click();
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        assert.deepEqual(faults, []);
        await close();
      });
    }

    test('narrows the rows to what a field says and sorts them, by an address that can be passed on', async () => {
      const { page, go, close } = await visits.open({ scripts });
      await go('/open-data/public-toilets');
      const all = await rowCount(page);
      await page.locator('select[name=field]').selectOption('accessible');
      await page.locator('select[name=operator]').selectOption('eq');
      await page.locator('input[name=value]').fill('true');
      await page.keyboard.press('Enter');
      await page.waitForURL(/field=accessible/);
      const narrowed = await rowCount(page);
      assert.ok(narrowed > 0 && narrowed < all, `${narrowed} of ${all}`);
      const { total } = await asked(`/api/data/datasets/public-toilets/rows?filter=accessible:eq:true&limit=1`);
      assert.equal(narrowed, total);
      await sectionOf(page, 'preview').locator('thead a').first().click();
      await page.waitForURL(/sort=/);
      assert.equal(await rowCount(page), total);
      await close();
    });

    test('takes the file home, and its hash is the one in the manifest, whose own hash stands on the page', async () => {
      const { page, context, go, close } = await visits.open({ scripts });
      await go('/open-data/public-toilets');
      const shown = (await page.locator('aside code.brk').first().textContent()) ?? '';
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /CSV/ }).first().click()]);
      const file = await readFile(await download.path());
      const manifest = await (await context.request.get(`${town.address}/data/public-toilets/v1/manifest.json`)).body();
      assert.equal(sha256(manifest), shown.replace(/^sha256:/, ''));
      const { total } = await asked('/api/data/datasets/public-toilets/rows?limit=1');
      assert.equal(file.toString('utf8').trimEnd().split('\n').length - 1, total);
      await close();
    });

    test('reads a rule as a table, with its legal basis, whom to ask and how to appeal', async () => {
      const { page, go, faults, close } = await visits.open({ scripts, language: 'zh' });
      await go('/rules');
      const first = page.locator('main h2 a').first();
      const title = (await first.textContent()) ?? '';
      await first.click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      const text = (await page.locator('main').textContent()) ?? '';
      for (const word of ['法律依据', '咨询', '异议与复议']) assert.match(text, new RegExp(word));
      assert.ok((await page.locator('main table tbody tr').count()) > 0);
      assert.deepEqual(faults, []);
      await close();
    });
  });
}

describe('a journalist', () => {
  test('gets the numbers of a published picture from the interface and, computed anew, from the file', async () => {
    const { page, go, close } = await visits.open({ scripts: false });
    await go('/open-data/spending');
    const href = (await sectionOf(page, 'picture').locator('a[href^="/api/"]').first().getAttribute('href')) ?? '';
    const drawn = await numbersDrawn(page);
    const { groupBy = '', measure = '' } = Object.fromEntries(new URLSearchParams(href.split('?')[1]));
    const { rows } = await asked<Record<string, unknown>>(`${href}&limit=10000`);
    assert.ok(rows.length > 1 && drawn.length > 1);
    const own = await computeFromFile('spending', groupBy, measure);
    const column = measure.replace(':', '_');
    assert.equal(rows.length, own.size);
    for (const row of rows) {
      const keys = groupBy.split(',').map((key) => String(row[key]));
      const mine = own.get(keys.join('|'));
      assert.ok(mine !== undefined, `${keys} is in the file too`);
      assert.ok(Math.abs(Number(row[column]) - mine) < 0.005, `${keys}: ${row[column]} from the interface, ${mine} from the file`);
    }
    const known = [...own.values()].map((value) => Math.round(value * 100) / 100);
    for (const { text, value, tolerance } of drawn) {
      assert.ok(
        known.some((each) => Math.abs(each - value) <= tolerance),
        `${text} on the page is in the data`,
      );
    }
    await close();
  });

  test('checks the running ledger with the stand-alone verifier and the key from elsewhere', async () => {
    const { items } = (await (await fetch(`${town.address}/api/ledger/keys`)).json()) as { items: { verifier: string }[] };
    await signedUp();
    const key = items[0]?.verifier ?? '';
    const { stdout } = await run(process.execPath, [VERIFIER, `${town.address}/api/ledger/export`, '--key', key]);
    assert.match(stdout, /^OK: \d+ entries, \d+ checkpoints/);
    assert.ok(Number(stdout.match(/^OK: (\d+)/)?.[1]) > 3, stdout);
    const forged = key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    await assert.rejects(run(process.execPath, [VERIFIER, `${town.address}/api/ledger/export`, '--key', forged]));
  });
});

/** A section of the page by the id of its heading. */
function sectionOf(page: Page, id: string) {
  return page.locator('section', { has: page.locator(`#${id}`) }).last();
}

async function rowCount(page: Page): Promise<number> {
  const text = (await sectionOf(page, 'preview').textContent()) ?? '';
  return Number((text.match(/([\d,]+) rows?/)?.[1] ?? 'NaN').replaceAll(',', ''));
}

async function asked<Row = unknown>(path: string): Promise<{ total: number; rows: Row[] }> {
  const answer = await fetch(town.address + path);
  assert.equal(answer.status, 200, path);
  return (await answer.json()) as { total: number; rows: Row[] };
}

/** Figures in the table behind the picture, as a reader sees them: `1,234.5` or, in short, `1.2M`. */
async function numbersDrawn(page: Page) {
  const texts = await sectionOf(page, 'picture').locator('tbody td').allTextContents();
  const scale: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, bn: 1e9, b: 1e9 };
  return texts.flatMap((text) => {
    const [, digits = '', unit = ''] = text.trim().match(/^(-?[\d,]+(?:\.\d+)?)(k|m|bn?|)$/i) ?? [];
    if (!digits) return [];
    const decimals = digits.split('.')[1]?.length ?? 0;
    const factor = scale[unit.toLowerCase()] ?? 1;
    return [{ text, value: Number(digits.replaceAll(',', '')) * factor, tolerance: 0.5001 * 10 ** -decimals * factor }];
  });
}

/** The same question asked of the downloaded Parquet file, by another program. */
async function computeFromFile(key: string, groupBy: string, measure: string): Promise<Map<string, number>> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const [aggregate = '', column = ''] = measure.split(':');
  const keys = groupBy.split(',').map((name) => {
    const [field = '', part] = name.split('.');
    const format = { day: '%Y-%m-%d', month: '%Y-%m', year: '%Y' }[part ?? ''];
    return format ? `strftime("${field}", '${format}')` : `cast("${field}" as varchar)`;
  });
  const file = `${town.address}/data/${key}/v1.csv`;
  const path = join(tmpdir(), `journalist-${process.pid}.csv`);
  await writeFile(path, Buffer.from(await (await fetch(file)).arrayBuffer()));
  try {
    const figure = aggregate === 'count' ? 'count(*)' : `${aggregate === 'mean' ? 'avg' : aggregate}("${column}")`;
    const sql = `select ${keys.join(" || '|' || ")} as k, cast(${figure} as double) as v from read_csv('${path}') group by all`;
    const reader = await connection.runAndReadAll(sql);
    return new Map(reader.getRows().map(([name, value]) => [String(name), Number(value)]));
  } finally {
    connection.closeSync();
    await rm(path);
  }
}

/** Waits until every line is signed, as the export ends with a checkpoint then. */
async function signedUp(): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    const text = await (await fetch(`${town.address}/api/ledger/export`)).text();
    if (JSON.parse(text.trimEnd().split('\n').at(-1) ?? '{}').type === 'checkpoint') return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the ledger was not signed');
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
