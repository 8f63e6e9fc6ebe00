// What goes wrong at the duty desk and how it is put right: a task that nobody takes, a wrong merge, a night, a storm.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { type Caller, signIn } from '../support/callers.ts';
import { acted, openedCase, sent } from '../support/operations.ts';
import { openPlatform, type TestPlatform } from '../support/platform.ts';
import { openVisits, type Visit, type Visits } from '../support/visits.ts';

const HOUR_MS = 3_600_000;

let town: TestPlatform;
let visits: Visits;
let desk: Caller;

before(async () => {
  town = await openPlatform();
  visits = await openVisits(town.address);
  desk = await signIn(town.platform, 'dispatcher');
});
after(async () => {
  await visits?.close();
  await town?.close();
});

test('a task is returned once with a proposal, the second department objects, and the lead decides who does it', async () => {
  const { code } = await openedCase(desk, { title: '夜市占道与食品摊' });
  const [lead, second] = [await visits.openAs('official-urban'), await visits.openAs('official-market')];
  await toCase(lead, code);
  await lead.page.keyboard.press('b');
  const returning = lead.page.getByRole('dialog');
  await returning.getByLabel('Reason').selectOption('not-our-duty');
  await returning.getByLabel('Whose it is').selectOption('market-regulation');
  await returning.getByLabel('In words').fill('食品摊属市场监管');
  await send(lead);

  await toCase(second, code);
  await second.page.getByText('returned once; no second return').waitFor();
  assert.equal(await second.page.getByRole('button', { name: 'Return', exact: true }).count(), 0);
  await second.page.getByRole('button', { name: 'Object' }).click();
  await second.page.getByRole('dialog').getByLabel('In words').fill('占道在先，应由综合执法牵头');
  await send(second);

  await lead.page.getByText('Two departments say that a task is not theirs').waitFor();
  await lead.page.getByRole('button', { name: 'Decide who does it' }).click();
  const deciding = lead.page.getByRole('dialog');
  await deciding.getByLabel('Department').selectOption('market-regulation');
  await deciding.getByLabel('In words').fill('食品安全由市场监管负责');
  await send(lead);
  await second.page.getByText('Your department is at work on').waitFor();
  const { tasks } = await sent(desk, 'GET', `/api/cases/${code}`);
  assert.deepEqual(tasks.map(({ department, state }: Record<string, string>) => [department, state]).toSorted(), [
    ['market-regulation', 'accepted'],
    ['urban-management', 'bounced'],
  ]);
  await leave(lead, second);
});

test('a wrong merge is undone: all clocks of both cases are as if it had never been, and what was noted meanwhile stays', async () => {
  const one = (await openedCase(desk, { title: '南门桥头垃圾' })).code;
  const other = (await openedCase(desk, { title: '北门桥头积水', category: 'water.flooding' })).code;
  const before = [await clocksOf(one), await clocksOf(other)];
  const visit = await visits.openAs('dispatcher');
  const { page } = visit;
  await toCase(visit, one);
  await page.keyboard.press('m');
  await page.getByRole('dialog').getByLabel('Code of the other case').fill(other);
  await send(visit);
  await page.getByText('Joined cases').waitFor();
  assert.equal((await sent(desk, 'GET', `/api/cases/${other}`)).state, 'merged');
  assert.notDeepEqual(await clocksOf(other), before[1]);
  await acted(desk, one, 'note', { text: '并案期间的记录' });

  await page.getByRole('button', { name: 'Undo the merge' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the merge' }).click();
  await page.getByText('The merge is undone').waitFor();
  assert.deepEqual([await clocksOf(one), await clocksOf(other)], before);
  await page.getByText('并案期间的记录').waitFor();
  assert.equal((await sent(desk, 'GET', `/api/cases/${other}`)).state, 'routed');
  await leave(visit);
});

test('at night two people sign the same list of open work; who gives it cannot take it, and both signatures are in the ledger', async () => {
  await openedCase(desk, { title: '夜间值守待办' });
  const [giver, taker] = [await visits.openAs('official-urban'), await visits.openAs('field-worker')];
  await giver.go('/console/handover');
  await giver.page.getByLabel('What whoever comes must know').fill('夜间值守待办一件，注意下穿通道积水');
  await giver.page.getByRole('button', { name: 'Sign and hand over' }).click();
  await giver.page.getByText('Who gives cannot also take').first().waitFor();

  await taker.go('/console/handover');
  await taker.page.getByRole('link', { name: '夜间值守待办' }).waitFor();
  await taker.page.getByText('nobody yet').waitFor();
  await taker.page.getByRole('button', { name: 'Sign and take over' }).focus();
  await taker.page.keyboard.press('t');
  await taker.page
    .getByText(/ledger line/)
    .nth(1)
    .waitFor();
  await giver.page
    .getByText(/ledger line/)
    .nth(1)
    .waitFor();
  const { items } = await sent(desk, 'GET', '/api/handovers?department=urban-management');
  for (const entry of [items[0].givenEntry, items[0].takenEntry]) await sent(desk, 'GET', `/api/ledger/entries/${entry}`);
  await leave(giver, taker);
});

test('a storm: the warning comes in and is shown, a case is opened from it, another department helps, and afterwards somebody owns each finding', async () => {
  const chief = await visits.openAs('dispatcher');
  const { page, go } = chief;
  await go('/console/alerts/check');
  await page.locator('input[type=file]').setInputFiles({ name: '暴雨.cap', mimeType: 'application/cap+xml', buffer: Buffer.from(storm()) });
  await page.getByText('Can be taken in').waitFor();
  await page.getByRole('button', { name: 'Take in' }).click();
  await page.getByRole('link', { name: '暴雨红色预警' }).click();
  await page.getByRole('heading', { level: 1, name: '暴雨红色预警' }).waitFor();
  await page.getByRole('button', { name: 'Show to the public' }).click();
  const reader = await visits.open({ scripts: false, language: 'zh' });
  await page.getByRole('button', { name: 'Take from the portal' }).waitFor();
  await reader.go('/alerts');
  await reader.page.getByText('暴雨红色预警').first().waitFor();

  await go('/console/intake');
  await page.getByRole('link', { name: /暴雨红色预警/ }).click();
  await page.getByRole('heading', { level: 1, name: /暴雨红色预警/ }).waitFor();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Category').selectOption('water.flooding');
  await dialog.getByRole('button', { name: 'Open a case' }).click();
  const code = (await page.getByText(/Case [0-9A-Z]{11} is open/).textContent())?.match(/[0-9A-Z]{11}/)?.[0] ?? '';

  await help(chief, code);
  await lookBack(code);
  await leave(chief, reader);
});

/** The duty desk asks for a team, another department lends one, the desk accepts. */
async function help(chief: Visit, code: string): Promise<void> {
  const team = {
    name: { zh: '排水一队', en: 'Drainage team 1' },
    department: 'urban-management',
    skills: ['drainage'],
    capacity: 2,
    duty: 'always',
  };
  await sent(desk, 'POST', '/api/dispatch/teams', team);
  const { page, go } = chief;
  await go('/console/aid');
  await page.getByText('Nobody has asked for help').waitFor();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What they must be able to do').selectOption('drainage');
  await dialog.getByLabel('Case code, if any').fill(code);
  await dialog.getByLabel('Where').fill('下穿通道东口');
  await dialog.getByLabel('Why').fill('积水超过四十厘米');
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  const lender = await visits.openAs('official-urban');
  await lender.go('/console/aid');
  await lender.page.getByLabel('Choose one of your teams').selectOption({ label: 'Drainage team 1' });
  await lender.page.getByRole('button', { name: 'Offer a team' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('1 of 1 accepted').waitFor();
  await lender.page.getByText('1 of 1 accepted').waitFor();
  await leave(lender);
}

/** A review of the case: a finding with an owner and a date, marked as done by the owner. */
async function lookBack(code: string): Promise<void> {
  const [chair, owner] = [await visits.openAs('supervisor'), await visits.openAs('official-urban')];
  const { page } = chair;
  await chair.go(`/console/reviews/new?case=${code}`);
  await page.getByLabel('Title').fill('暴雨处置复盘');
  await page.getByLabel('What happened').fill('下穿通道积水两小时');
  await page.getByLabel('What was found').fill('抽水泵到场晚四十分钟');
  await page.getByLabel('What has to change').fill('汛期前置泵车');
  await page.getByLabel('Who sees to it').selectOption('urban-management');
  await page.getByLabel('By when').fill('2027-04-30');
  await page.getByRole('button', { name: 'Open the review' }).click();
  await page.getByText('0 of 1 done').waitFor();

  await owner.go(new URL(page.url()).pathname);
  await owner.page.getByRole('button', { name: 'Done', exact: true }).click();
  await owner.page.getByLabel('What came of it').fill('两台泵车已前置');
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Done', exact: true }).click();
  await owner.page.getByText('两台泵车已前置').waitFor();
  await page.reload();
  await page.getByText('1 of 1 done').waitFor();
  await leave(chair, owner);
}

async function toCase({ page, go }: Visit, code: string): Promise<void> {
  await go(`/console/cases/${code}`);
  await page.locator('.acts-panel').waitFor();
}

/** Sends the open form by the keyboard. */
async function send({ page }: Visit): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function leave(...all: readonly Visit[]): Promise<void> {
  for (const { faults, close } of all) {
    assert.deepEqual(faults, []);
    await close();
  }
}

/** What a case's clocks say, without how much is left of them at this moment. */
async function clocksOf(code: string): Promise<unknown[]> {
  const { clocks } = await sent(desk, 'GET', `/api/cases/${code}`);
  return clocks.map(({ id, kind, startedAt, dueAt, stoppedAt, pauses }: Record<string, unknown>) => ({
    id,
    kind,
    startedAt,
    dueAt,
    stoppedAt,
    pauses,
  }));
}

/** A warning in force, as a weather service sends it. */
function storm(): string {
  const moment = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString().replace(/\.\d+Z$/, '+00:00');
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>storm-1</identifier>
  <sender>weather@example.gov.cn</sender>
  <sent>${moment(-0.1)}</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
  <info>
    <language>zh-CN</language>
    <category>Met</category>
    <event>暴雨</event>
    <urgency>Immediate</urgency>
    <severity>Extreme</severity>
    <certainty>Observed</certainty>
    <expires>${moment(6)}</expires>
    <headline>暴雨红色预警</headline>
    <description>一小时降雨量已达六十毫米。</description>
    <area><areaDesc>全区</areaDesc></area>
  </info>
</alert>`;
}
