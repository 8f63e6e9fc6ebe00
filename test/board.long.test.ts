// The operations board in real browsers, while the server behind it is killed.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Page } from 'playwright-core';

import { personaSession, type Session } from '../demo/simulator/session.ts';
import { type Program, startServing } from './support/programs.ts';
import { openVisits, type Visit, type Visits } from './support/visits.ts';

const PORT = 20_000 + (process.pid % 2_000);
const ADDRESS = `http://localhost:${PORT}`;
const PATIENCE = { timeout: 60_000 };

let folder: string;
let server: Program;
let visits: Visits;
let desk: Session;
let dispatcher: Visit;
let supervisor: Visit;
/** Repeated sends carry the same key. */
let key = randomUUID();

const serve = async () => {
  server = startServing({ PORT: String(PORT), MAPLEBRIDGE_DATA: folder });
  await server.until(/serving/);
};
const onBoard = (page: Page, title: string) => page.locator('.inc', { hasText: title });

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mbb-'));
  await serve();
  desk = await personaSession({ address: ADDRESS, signal: AbortSignal.timeout(600_000), nextKey: () => key }, 'dispatcher');
  visits = await openVisits(ADDRESS);
  [dispatcher, supervisor] = [await visits.openAs('dispatcher'), await visits.openAs('supervisor')];
  for (const { page, go } of [dispatcher, supervisor]) {
    await go('/console/board');
    await page.getByText('Nothing is open here').waitFor(PATIENCE);
  }
});
after(async () => {
  await visits?.close();
  server?.signal('SIGTERM');
  await server?.end();
  await rm(folder, { recursive: true, force: true });
});

/** Until the server has acknowledged it. */
async function post(address: string, body: object): Promise<void> {
  key = randomUUID();
  for (;;) {
    const answer = await desk.send('POST', address, body).catch(() => null);
    if (answer && answer.status < 300) return;
    if (answer && answer.status < 500) throw new Error(answer.text);
    await sleep(100);
  }
}

describe('the board', () => {
  test('shows a new case on every desk by itself, and who took it, by one key', async () => {
    await post('/api/cases', { title: 'Lifted cover at the school', category: 'roads.manhole', lng: 120.63, lat: 29.93, reporter: true });
    for (const { page } of [dispatcher, supervisor]) await onBoard(page, 'Lifted cover').waitFor(PATIENCE);
    await dispatcher.page.keyboard.press('j');
    await dispatcher.page.keyboard.press('c');
    await onBoard(supervisor.page, 'Lifted cover').getByText('Desk 1').waitFor(PATIENCE);
    await onBoard(dispatcher.page, 'Lifted cover').getByText('you').waitFor(PATIENCE);
    await dispatcher.page.keyboard.press('c');
    await onBoard(supervisor.page, 'Lifted cover')
      .getByText('Desk 1')
      .waitFor({ ...PATIENCE, state: 'detached' });
    assert.deepEqual([...dispatcher.faults, ...supervisor.faults], []);
  });

  test('shows each note exactly once on every screen though the server is killed twice under load, and says so meanwhile', async () => {
    const pages = [dispatcher.page, supervisor.page];
    for (const page of pages) await page.evaluate(() => Object.assign(window, { sameWindow: true }));
    const total = 60;
    for (let number = 1; number <= total; number++) {
      const killed = number % 20 === 0 && number < total;
      if (killed) {
        server.signal('SIGKILL');
        await server.end();
        await supervisor.page.getByText('No connection to the server').waitFor(PATIENCE);
      }
      const posting = post('/api/board/notes', { words: `note ${number}.` });
      if (killed) await serve();
      await posting;
    }
    const expected = Array.from({ length: total }, (_, at) => `note ${at + 1}.`);
    for (const page of pages) {
      await page.getByText('note 60.').waitFor(PATIENCE);
      const shown = await page.locator('.board-lines li').allTextContents();
      const notes = shown.flatMap((text) => /note \d+\./.exec(text)?.[0] ?? []);
      assert.deepEqual(notes.toReversed(), expected);
      assert.equal(await page.evaluate(() => 'sameWindow' in window), true, 'nobody had to load the page again');
      await page.getByText('No connection to the server').waitFor({ ...PATIENCE, state: 'detached' });
    }
  });

  test('plays today back: the case is not there in the morning, and there at the end', async () => {
    const { page } = supervisor;
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
    await supervisor.go(`/console/board?day=${today}`);
    const slider = page.getByRole('slider', { name: 'Moment of the day' });
    await slider.waitFor(PATIENCE);
    await slider.press('End');
    await onBoard(page, 'Lifted cover').waitFor(PATIENCE);
    await slider.press('Home');
    await page.getByText('Nothing is open here').waitFor(PATIENCE);
    await page.getByRole('button', { name: '60 min/s' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await onBoard(page, 'Lifted cover').waitFor(PATIENCE);
  });
});
