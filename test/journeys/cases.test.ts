// One report from the telephone to the decision about it: the clerk, the department, the reporter without scripts, the supervisor.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ANONYMOUS } from '#kernel';
import { actPort, openCasePort } from '#module/operations';

import { type Caller, signIn } from '../support/callers.ts';
import { acted, openedCase, reported, sent } from '../support/operations.ts';
import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { openVisits, type Visit, type Visits } from '../support/visits.ts';

const DAY_MS = 24 * 3_600_000;
const BIN = 'LJ-1207';

let town: TestPlatform;
let visits: Visits;
let desk: Caller;
let urban: Caller;
let code = '';
let receipt = '';

before(async () => {
  town = await openPlatform();
  visits = await openVisits(town.address);
  [desk, urban] = await Promise.all([signIn(town.platform, 'dispatcher'), signIn(town.platform, 'official-urban')]);
});
after(async () => {
  await visits?.close();
  await town?.close();
});

test('a clerk takes a call by keyboard: what is known already is shown with its reasons, the caller gets a receipt, a case is open', async () => {
  await reported(desk, { assetId: BIN, text: '小区门口垃圾桶满溢，恶臭', place: { label: '新建北路口' } });
  const { page, go, faults, close } = await visits.openAs('window-clerk');
  await go('/console/intake/new');
  await page.locator('textarea.said').waitFor();
  await page.keyboard.type('门口垃圾桶满溢，几天没有清运，恶臭');
  await tabTo(page, 'Number on the lamp, lift or pole');
  await page.keyboard.type(BIN);
  await page.getByText('same number').waitFor();
  await tabTo(page, 'Wants an answer');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Telephone', 'INPUT');
  await page.keyboard.type('+86 571 5550 1207');
  await tabTo(page, 'Add to it');
  await page.keyboard.press('Enter');
  await page.getByText('will be added to it').waitFor();
  await page.keyboard.press('Control+Enter');
  receipt = String(await page.locator('.receipt').textContent());
  assert.match(receipt, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  await tabTo(page, 'To the event');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Show contact details' }).first().waitFor();
  await page.keyboard.press('c');
  await page.getByRole('dialog').getByLabel('Title').fill('小区门口垃圾清运');
  await page.keyboard.press('Enter');
  code = (await page.getByText(/Case [0-9A-Z]{11} is open/).textContent())?.match(/[0-9A-Z]{11}/)?.[0] ?? '';
  await page.getByRole('button', { name: 'Show contact details' }).last().click();
  await page.getByText('+86 571 5550 1207').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('a department finds it in its list, takes a slip back, halts the clock with evidence, does its part and answers', async () => {
  const { page, go, faults, close } = await visits.openAs('official-urban');
  await go('/console/cases');
  await page.getByRole('link', { name: /小区门口垃圾清运/ }).click();
  await page.getByText('Your department is asked to accept').waitFor();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Your department is asked to accept').waitFor();
  await page.keyboard.press('a');
  await page.getByText('Your department is at work on').waitFor();

  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').selectOption('weather');
  await page.keyboard.press('Control+Enter');
  await dialog.getByText('This reason to pause needs evidence').waitFor();
  await dialog.getByLabel(/Evidence/).fill('气象台 11 月 23 日暴雨橙色预警');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('气象台 11 月 23 日暴雨橙色预警').first().waitFor();
  await page.keyboard.press('p');
  await page.getByText('Resume a clock').or(page.getByText('Resume: done')).first().waitFor();

  await pressUntil(page, 'd', dialog);
  await dialog.getByLabel('What was done').fill('已清运，增设一只垃圾桶');
  await dialog.locator('input[type=file]').setInputFiles({ name: '清运后.txt', mimeType: 'text/plain', buffer: Buffer.from('已清运') });
  await dialog.getByRole('button', { name: /清运后/ }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('All tasks are done').waitFor();
  await pressUntil(page, 'r', dialog);
  await dialog.getByLabel('What was done').fill('垃圾已清运，今后每日清运两次');
  await page.keyboard.press('Control+Enter');
  await page.getByText('The reporter is asked whether it is so').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('two officers who changed the same field see both versions side by side, and nobody’s words are lost', async () => {
  const { code: other } = await openedCase(desk, { title: '公园长椅旁垃圾' });
  const { page, go, faults, close } = await visits.openAs('official-urban');
  await go(`/console/cases/${other}`);
  await page.locator('.acts-panel').waitFor();
  await page.keyboard.press('e');
  const place = page.getByRole('dialog').getByLabel('Place');
  await place.fill('新建北路 12 号');
  const { revision } = await sent(desk, 'GET', `/api/cases/${other}`);
  await sent(desk, 'PATCH', `/api/cases/${other}`, { place: '新建北路 21 号', title: '公园长椅旁垃圾堆积' }, revision);
  await page.getByRole('dialog').getByRole('button', { name: 'Put right' }).click();
  const met = page.locator('.clash');
  await met.getByText('Two changes met').waitFor();
  const row = met.getByRole('row', { name: /Place/ });
  assert.match(String(await row.textContent()), /12 号[\s\S]*21 号/);
  await met.getByRole('radio', { name: /Place: Yours/ }).check();
  await page.keyboard.press('Control+Enter');
  await met.waitFor({ state: 'detached' });
  const now = await sent(desk, 'GET', `/api/cases/${other}`);
  assert.deepEqual([now.place, now.title], ['新建北路 12 号', '公园长椅旁垃圾堆积']);
  assert.deepEqual(faults, []);
  await close();
});

test('the reporter reads the answer without scripts, disagrees, later confirms, appeals, and sees who looked at their number', async () => {
  const visit = await visits.open({ scripts: false });
  const { page } = visit;
  await follow(visit);
  await page.getByText('垃圾已清运，今后每日清运两次').waitFor();
  assert.match(
    String(
      await page
        .locator('section', { has: page.locator('#reads') })
        .last()
        .textContent(),
    ),
    /Telephone|phone/i,
  );
  await page.getByRole('button', { name: 'No, work on it again' }).click();
  await page.getByText('Say in a sentence what is not right').first().waitFor();
  await page.getByLabel('What is not right?').fill('只清了一半');
  await page.getByRole('button', { name: 'No, work on it again' }).click();
  await page.getByText('has to work on it again').waitFor();

  await acted(urban, code, 'rework', { department: 'urban-management', title: '清运另一半' });
  const again = (await sent(urban, 'GET', `/api/cases/${code}`)).tasks.find(({ state }: { state: string }) => state === 'offered');
  await acted(urban, code, 'accept', { task: again.id });
  await acted(urban, code, 'done', { task: again.id, result: '已全部清运' });
  await acted(urban, code, 'answer', { result: '另一半也已清运' });

  await follow(visit);
  await page.getByText('另一半也已清运').waitFor();
  await page.getByRole('button', { name: 'Yes, it is done' }).click();
  await page.getByText('you confirmed it, and the case is closed').waitFor();
  await page.getByLabel('Why do you appeal?').fill('第二天又堆满了');
  await page.getByRole('button', { name: 'Appeal' }).click();
  await page.getByText('Your appeal was filed').waitFor();
  await visit.close();
});

test('a supervisor orders what is late, and decides an appeal; who belongs to the office that answered is refused', async () => {
  const late = await openedLongAgo('河边垃圾无人清运');
  const own = await answeredByTheSupervisorsOffice();
  const { page, go, faults, close } = await visits.openAs('supervisor');
  await go('/console/supervision');
  await page
    .getByRole('row', { name: /河边垃圾无人清运/ })
    .first()
    .getByRole('checkbox')
    .check();
  await page.keyboard.press('s');
  await page.getByLabel('What do you demand of the departments?').fill('今日内到场清运并反馈');
  await page.getByRole('dialog').getByRole('button', { name: 'Issue orders' }).click();
  await page.getByText('1 order issued').waitFor();
  const [order] = (await sent(urban, 'GET', `/api/cases/${late}`)).orders;
  assert.deepEqual([order.demand, order.department], ['今日内到场清运并反馈', 'urban-management']);

  await go('/console/supervision?list=appeals');
  await page.getByRole('link', { name: /小区门口垃圾清运/ }).click();
  await decide(page, 'upheld', '现场复核属实，须重新办理');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal((await sent(desk, 'GET', `/api/cases/${code}`)).state, 'working');

  await go(`/console/cases/${own}`);
  await decide(page, 'rejected', '答复无误');
  await page.getByText('cannot decide about its appeal').waitFor();
  assert.equal((await sent(desk, 'GET', `/api/cases/${own}`)).state, 'appealed');
  assert.deepEqual(faults, []);
  await close();
});

type Page = Visit['page'];

/** Presses Tab until what has the focus carries this name. @throws Error when it never does */
async function tabTo(page: Page, name: string, tag = ''): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const held = document.activeElement as HTMLInputElement | null;
      const words = held?.labels?.[0]?.textContent ?? held?.getAttribute('aria-label') ?? held?.textContent ?? '';
      return { words, tag: held?.tagName ?? '' };
    });
    if (here.words.includes(name) && (tag === '' || here.tag === tag)) return;
  }
  throw new Error(`no way to ${name} by the Tab key`);
}

async function follow({ page, go }: Visit): Promise<void> {
  await go('/track');
  await page.getByLabel('Receipt code').fill(receipt);
  await page.getByRole('button', { name: 'Show my matter' }).click();
}

async function decide(page: Page, decision: string, reasons: string): Promise<void> {
  await page.getByText('An appeal waits').waitFor();
  await page.keyboard.press('y');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Decision').selectOption(decision);
  await dialog.getByLabel('Reasons').fill(reasons);
  await page.keyboard.press('Control+Enter');
}

/** A case of forty days ago that nobody has touched since. @returns its code */
async function openedLongAgo(title: string): Promise<string> {
  const now = new Date(Date.now() - 40 * DAY_MS);
  const opened = await town.platform.work(ANONYMOUS).transaction((context) =>
    openCasePort.run({ ...context, now } as never, {
      title,
      text: title,
      category: 'appearance.litter',
      source: 'desk',
      reporter: false,
    }),
  );
  return opened.code;
}

/** A closed case whose lead was the supervisor's own office, appealed against. @returns its code */
async function answeredByTheSupervisorsOffice(): Promise<string> {
  const { code: own } = await openedCase(desk, {
    title: '信箱无人答复',
    reporter: true,
    route: { department: 'government-office', reason: '由区府办承办' },
  });
  const permissions = new Set(['operations:see', 'operations:handle']);
  const office = { ...ANONYMOUS, kind: 'person', id: 'office', department: 'government-office', permissions } as never;
  const play = (act: string, input: object) =>
    town.platform.work(office).transaction((context) => actPort.run(context as never, { ref: { code: own }, act, input }));
  const [{ id: task }] = (await sent(desk, 'GET', `/api/cases/${own}`)).tasks;
  await play('accept', { task });
  await play('done', { task, result: '已回信' });
  await play('answer', { result: '已回信说明' });
  await acted(desk, own, 'confirm', { channel: 'telephone' });
  await acted(desk, own, 'appeal', { grounds: '答非所问' });
  return own;
}

/** Presses a key until its dialog is there: while the act before is still on its way, keys do nothing. */
async function pressUntil(page: Visit['page'], key: string, dialog: ReturnType<Visit['page']['getByRole']>): Promise<void> {
  for (let tries = 0; tries < 20 && !(await dialog.isVisible()); tries += 1) {
    await page.keyboard.press(key);
    await dialog.waitFor({ timeout: 500 }).catch(() => undefined);
  }
}
