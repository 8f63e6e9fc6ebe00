// Eight hours without a network: two phones of one worker, 200 updates with photos, conflicts, and a server that is killed while they send.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import type { Page } from 'playwright-core';

import { type FieldTask, openApp, openDesks, platformAt, record, waiting } from '../support/field.ts';
import { type Program, startServing } from '../support/programs.ts';
import { openVisits, type Visit } from '../support/visits.ts';

const PORT = 20_000 + (process.pid % 2_000);
const ADDRESS = `http://localhost:${PORT}`;
const PHONE = { width: 390, height: 844 };
const TASKS = 20;
const UPDATES = 200;
const IN_CONFLICT = 5;
const MINUTES = 8 * 60;
const PHOTO = {
  name: '现场.png',
  mimeType: 'image/png',
  buffer: readFileSync(new URL('../../web/field/public/icon-192.png', import.meta.url)),
};

interface Update {
  readonly device: 0 | 1;
  readonly task: FieldTask;
  readonly act: string;
  readonly words: string;
  readonly photo: boolean;
}

test('eight hours offline, 200 updates, photos, two devices in conflict, a server killed in between: each update is there exactly once', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'mbf-'));
  let server = await serve(folder);
  const visits = await openVisits(ADDRESS);
  after(async () => {
    await visits.close();
    server.signal('SIGTERM');
    await server.end();
    await rm(folder, { recursive: true, force: true });
  });
  const desks = await openDesks({ platform: platformAt(ADDRESS) });
  const tasks: FieldTask[] = [];
  for (let at = 0; at < TASKS; at++) tasks.push(await desks.sendOut(`点位${at + 1}`));
  const devices = [await visits.openAs('field-worker', PHONE), await visits.openAs('field-worker', PHONE)] as const;
  for (const device of devices) {
    await device.page.clock.install({ time: new Date() });
    await openApp(device, TASKS);
    await device.context.setOffline(true);
  }

  const updates = planned(tasks);
  for (const update of updates) {
    const { page } = devices[update.device];
    await record(page, update.task, update.act, update.words, update.photo ? [PHOTO] : []);
    for (const { page: each } of devices) await each.clock.fastForward((MINUTES / UPDATES) * 60_000);
  }
  assert.equal((await waiting(devices[0].page)) + (await waiting(devices[1].page)), UPDATES);
  for (const { page } of devices) await page.reload(); // as if the phone had been switched off
  for (const { code } of tasks.slice(0, 10)) await desks.change(code, { place: '已更正地点' });

  for (const device of devices) await goOnline(device);
  await until(async () => (await waiting(devices[0].page)) < UPDATES / 2 - 25);
  server.signal('SIGKILL');
  await server.end();
  server = await serve(folder);
  for (const device of devices) await arriveAll(device);
  const held = (await waiting(devices[0].page)) + (await waiting(devices[1].page));
  assert.ok(held >= IN_CONFLICT, `conflicts wait for a person: ${held}`);
  for (const { page } of devices) await keepAllMine(page);
  for (const device of devices) await arriveAll(device);
  assert.deepEqual(await Promise.all(devices.map(({ page }) => waiting(page))), [0, 0]);

  await checkAll(desks, tasks, updates);
  for (const { faults } of devices) assert.deepEqual(faults, []);
});

/** Both devices say things about every task, and both finish some of them. */
function planned(tasks: readonly FieldTask[]): Update[] {
  const said = UPDATES - 2 * IN_CONFLICT;
  const updates = Array.from({ length: said }, (_, at): Update => {
    const task = tasks[(at >> 1) % TASKS] as FieldTask;
    return { device: (at % 2) as 0 | 1, task, act: at % 3 === 0 ? 'progress' : 'note', words: `第${at + 1}条记录。`, photo: at % 7 === 0 };
  });
  const ends = tasks
    .slice(0, IN_CONFLICT)
    .flatMap((task, at) =>
      ([0, 1] as const).map((device): Update => ({ device, task, act: 'done', words: `结果${at + 1}·${device}。`, photo: device === 1 })),
    );
  return [...updates, ...ends];
}

/** Every wording stands in one line of one log; photos are as many as were taken; the times of the devices span the shift. */
async function checkAll(
  desks: Awaited<ReturnType<typeof openDesks>>,
  tasks: readonly FieldTask[],
  updates: readonly Update[],
): Promise<void> {
  const lines = new Map<string, number>();
  const times: number[] = [];
  let files = 0;
  for (const { code } of tasks) {
    const { items } = (await desks.desk.send('GET', `/api/cases/${code}/log`)).body as { items: Line[] };
    for (const { act, note, things } of items) {
      if (!['note', 'progress', 'done', 'amend'].includes(act)) continue;
      const results = Object.values(things.tasks ?? {}).map(({ result }) => result);
      for (const words of [note?.text, ...results]) if (words) lines.set(words, (lines.get(words) ?? 0) + 1);
      if (note?.clientAt) times.push(Date.parse(note.clientAt));
    }
    files += (await desks.detail(code)).files.length;
  }
  const counts = updates.map(
    ({ words }) => [words, [...lines].reduce((sum, [said, count]) => sum + (said.includes(words) ? count : 0), 0)] as const,
  );
  assert.deepEqual(
    counts.filter(([, count]) => count !== 1),
    [],
  );
  assert.equal(files, updates.filter(({ photo }) => photo).length);
  assert.ok(Math.max(...times) - Math.min(...times) > 7.5 * 3_600_000, 'the devices’ own times are kept');
}

interface Line {
  readonly act: string;
  readonly note: { readonly text?: string; readonly clientAt?: string } | null;
  readonly things: { readonly tasks?: Readonly<Record<string, { readonly result?: string }>> };
}

async function goOnline({ context, page }: Visit): Promise<void> {
  await context.setOffline(false);
  await page.goto(`${ADDRESS}/field/#/outbox`);
}

/** Waits until only what needs a person is left; a push now and then spares the pause after the server was away. */
async function arriveAll({ page }: Visit): Promise<void> {
  await page.goto(`${ADDRESS}/field/#/outbox`);
  await until(async () => {
    await page.evaluate(() => dispatchEvent(new Event('online')));
    const [all, blocked] = await Promise.all([waiting(page), page.locator('.card.alarm li').count()]);
    const behind = await page.getByText('waits for the one before it').count();
    return all === blocked + behind;
  });
}

async function keepAllMine(page: Page): Promise<void> {
  while ((await page.locator('.card.alarm a.ob').count()) > 0) {
    const before = await page.locator('.card.alarm a.ob').count();
    await page.locator('.card.alarm a.ob').first().click();
    await page.getByRole('button', { name: 'Keep yours and send' }).click();
    await page.waitForFunction(
      (count) => location.hash === '#/outbox' && document.querySelectorAll('.card.alarm a.ob').length < count,
      before,
    );
  }
}

async function serve(folder: string): Promise<Program> {
  const server = startServing({ PORT: String(PORT), MAPLEBRIDGE_DATA: folder });
  await server.until(/serving/);
  return server;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 180_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it took too long');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
