// What a worker outside does on a phone, with the network coming and going: nothing is lost, and two who were faster than each other decide.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { openApp, openDesks, record, waiting } from '../support/field.ts';
import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { openVisits, type Visits } from '../support/visits.ts';

const PHONE = { width: 390, height: 844 };
const PHOTO = {
  name: '现场.png',
  mimeType: 'image/png',
  buffer: readFileSync(new URL('../../web/field/public/icon-192.png', import.meta.url)),
};

let town: TestPlatform;
let visits: Visits;
let desks: Awaited<ReturnType<typeof openDesks>>;

before(async () => {
  town = await openPlatform();
  visits = await openVisits(town.address);
  desks = await openDesks(town);
});
after(async () => {
  await visits?.close();
  await town?.close();
});

test('offline: the app opens, three updates and a photo wait, and online each arrives once; two who finished apart decide', async () => {
  const [first, second] = [await desks.sendOut('渡船弄31号'), await desks.sendOut('丝厂弄下穿')];
  const a = await visits.openAs('field-worker', PHONE);
  const b = await visits.openAs('field-worker', PHONE);
  for (const device of [a, b]) {
    await openApp(device, 2);
    await device.context.setOffline(true);
    await device.page.reload();
    await device.page.getByText('No connection since').waitFor();
    await device.page.locator('a.ft').nth(1).waitFor();
  }
  assert.match(String(await a.page.locator('.field-top').textContent()), /As of \d\d:\d\d, offline/);

  await record(a.page, first, 'progress', '已到现场');
  await record(a.page, first, 'note', '井盖破损', [PHOTO]);
  await record(a.page, second, 'done', '已清理');
  await record(b.page, second, 'done', '已清理，补种两株');
  assert.equal(await waiting(a.page), 3);
  await a.page.reload();
  await a.page.getByText('3 changes wait on this phone').waitFor();
  await desks.change(first.code, { place: '渡船弄31号东侧' });

  await a.context.setOffline(false);
  await a.page.goto(`${town.address}/field/#/outbox`);
  await a.page.getByText('Nothing waits').waitFor();
  assert.equal(await waiting(a.page), 0);
  await a.page.getByText('both stand').first().waitFor();
  const [note] = await desks.log(first.code, 'note');
  assert.equal((await desks.log(first.code, 'progress')).length, 1);
  assert.deepEqual([note?.note?.text, note?.note?.files?.length], ['井盖破损', 1]);
  assert.ok(note?.note?.clientAt);
  const { files } = await desks.detail(first.code);
  assert.equal((await desks.urban.send('GET', `/api/files/${files[0].id}`)).status, 200);

  await b.context.setOffline(false);
  await b.page.goto(`${town.address}/field/#/outbox`);
  await b.page.getByText('1 change needs you').waitFor();
  await b.page.locator('a.ob').first().click();
  const columns = b.page.locator('.conflict .columns').nth(1);
  await columns.getByText('已清理，补种两株').waitFor();
  assert.equal(await columns.locator('label').nth(1).locator('.words').textContent(), '已清理');
  await b.page.getByRole('button', { name: 'Keep yours and send' }).click();
  await b.page.getByText('Nothing waits').waitFor();
  assert.equal((await desks.detail(second.code)).tasks[0].result, '已清理，补种两株');
  assert.deepEqual([(await desks.log(second.code, 'done')).length, (await desks.log(second.code, 'amend')).length], [1, 1]);
  assert.deepEqual([a.faults, b.faults], [[], []]);
  await a.close();
  await b.close();
});

test('a session that has ended loses nothing: what waits is sent after signing in again, and signing out clears the device', async () => {
  const task = await desks.sendOut('湖塘路12号');
  const { page, context, close } = await visits.openAs('field-worker', { ...PHONE, language: 'zh' }).then(async (visit) => {
    await openApp(visit, 1);
    return visit;
  });
  const session = (await context.cookies()).filter(({ name }) => name.includes('session'));
  assert.ok(session.length > 0);
  for (const { name } of session) await context.clearCookies({ name });
  await record(page, task, 'note', '会话结束后填写');
  await page.getByText('登录已过期').waitFor();
  assert.equal(await waiting(page), 1);
  await page.goto(`${town.address}/field/#/me`);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByText('还有 1 项未发送').waitFor();
  await page.getByRole('button', { name: '暂不退出' }).click();
  await page.getByRole('link', { name: '登录' }).click();
  await page.locator('button.persona[value="field-worker"]').click();
  await page.waitForURL(/\/field\//);
  await page.goto(`${town.address}/field/#/outbox`);
  await page.getByText('没有待发内容').waitFor();
  assert.deepEqual(
    (await desks.log(task.code, 'note')).map(({ note }) => note?.text),
    ['会话结束后填写'],
  );
  await page.goto(`${town.address}/field/#/me`);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('link', { name: '登录' }).waitFor();
  assert.deepEqual(
    await page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name?.startsWith('maplebridge-field'))),
    [],
  );
  await close();
});
