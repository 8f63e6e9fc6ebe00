import { addDays, type Day } from '../days.ts';
import { randomStream } from '../random.ts';
import { takeCall } from '../simulator/desk-actors.ts';
import { expectSuccess, type Session, succeeded } from '../simulator/session.ts';
import { nextReport, waitingReports } from './reports.ts';
import type { Spot } from './spots.ts';
import { POSTS, TEAMS } from './teams.ts';
import { warningsOf } from './warnings.ts';

/** Who fills the duty desk, and from what. */
export interface DeskScene {
  readonly dispatcher: Session;
  readonly supervisor: Session;
  /** Takes on what the worker of the demo then finds on the phone. */
  readonly officer: Session;
  readonly seed: number;
  readonly spots: readonly Spot[];
  readonly today: Day;
  readonly now: Date;
}

const WEEKS = 2;
const CASES_OF_MORNING = 10;
const TASKS_OF_WORKER = 5;
const ROSTER_DAYS = 7;
const NEEDS = [
  { kind: 'early', people: 1, skills: {} },
  { kind: 'late', people: 1, skills: {} },
];
const PLANNING_MS = 20_000;
const LOOK_AGAIN_MS = 250;
/** The worker of the demo, who stands on the first team's roster. */
const WORKER_NAME = '阮大川';

/** Fills the duty desk through its own addresses: what is there already is left alone, so that a second start changes nothing. */
export async function fillDesk(scene: DeskScene): Promise<void> {
  const rosters = await fillTeams(scene);
  await Promise.all([fillInbox(scene), fillWarnings(scene), fillLog(scene), fillReview(scene)]);
  for (const roster of rosters) await publishRoster(scene, roster);
}

/** Teams with vehicles and places; the first works by roster. @returns the rosters that are being planned */
async function fillTeams(scene: DeskScene): Promise<string[]> {
  const { dispatcher, seed, spots, today } = scene;
  const { teams } = succeeded(await dispatcher.get('/api/dispatch/board')).json<{ teams: unknown[] }>();
  if (teams.length > 0) return [];
  const random = randomStream(seed, 'operations/teams');
  const ids: string[] = [];
  for (const [index, { zh, en, vehicles, ...team }] of TEAMS.entries()) {
    const duty = index === 0 ? 'roster' : 'always';
    const id = await made(dispatcher, '/api/dispatch/teams', { ...team, name: { zh, en }, duty });
    ids.push(id);
    for (const [kind, plate] of vehicles) await made(dispatcher, `/api/dispatch/teams/${id}/vehicles`, { kind, plate, state: 'ready' });
    const [lng, lat] = random.pick(spots).position;
    await made(dispatcher, `/api/dispatch/teams/${id}/place`, { lng, lat });
  }
  await giveWork(scene, ids[0] ?? '');
  return planRosters(dispatcher, ids[0] ?? '', today);
}

/** Work of this morning: some of it is the team's, so that its worker finds it on the phone; the rest waits to be dispatched. */
async function giveWork({ dispatcher, officer, seed, spots }: DeskScene, assignee: string): Promise<void> {
  const random = randomStream(seed, 'operations/morning');
  for (let count = 0; count < CASES_OF_MORNING; count++) {
    const { text, category, place } = nextReport(random, spots, null);
    const { lng, lat, label } = place;
    expectSuccess(
      await dispatcher.send('POST', '/api/cases', { title: `${label}：${text}`, text, category, lng, lat, place: label, reporter: true }),
    );
  }
  const offered = succeeded(await officer.get('/api/tasks?department=urban-management&state=offered'));
  for (const { id, revision } of offered.json<{ items: { id: string; revision: number }[] }>().items)
    expectSuccess(await officer.send('POST', `/api/tasks/${id}/accept`, {}, revision));
  const { items } = succeeded(await dispatcher.get('/api/tasks?department=urban-management&state=accepted')).json<{
    items: { id: string; revision: number }[];
  }>();
  for (const { id, revision } of items.slice(0, TASKS_OF_WORKER))
    expectSuccess(await dispatcher.send('POST', `/api/tasks/${id}/assign`, { kind: 'team', assignee }, revision));
}

async function planRosters(dispatcher: Session, team: string, today: Day): Promise<string[]> {
  const { items } = succeeded(await dispatcher.get('/api/roster/candidates?department=urban-management')).json<{
    items: { id: string; name: string }[];
  }>();
  const worker = items.find(({ name }) => name.includes(WORKER_NAME));
  const people = [...(worker ? [{ personId: worker.id, name: worker.name }] : []), ...POSTS.map((name) => ({ personId: null, name }))];
  for (const person of people) await made(dispatcher, '/api/roster/members', { ...person, team, skills: ['sanitation'] });
  const rosters: string[] = [];
  for (let week = 0; week < WEEKS; week++) {
    const from = addDays(today, week * ROSTER_DAYS);
    rosters.push(await made(dispatcher, '/api/rosters', { team, from, days: ROSTER_DAYS, needs: NEEDS }));
  }
  return rosters;
}

/** Waits for the plan and publishes it; one that is not ready in time stays as a draft for a person. */
async function publishRoster({ dispatcher }: DeskScene, id: string): Promise<void> {
  const end = Date.now() + PLANNING_MS;
  for (;;) {
    const { state, revision } = succeeded(await dispatcher.get(`/api/rosters/${id}`)).json<{ state: string; revision: number }>();
    if (state === 'draft') return expectSuccess(await dispatcher.send('POST', `/api/rosters/${id}/publish`, undefined, revision));
    if (state !== 'planning' || Date.now() > end) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function fillInbox({ dispatcher, seed, spots, today }: DeskScene): Promise<void> {
  if (!(await isEmpty(dispatcher, '/api/events?limit=1'))) return;
  const reports = waitingReports(randomStream(seed, 'operations/reports'), spots);
  for (const [index, report] of reports.entries()) {
    await takeCall(dispatcher, `${today}-${index + 1}`, report);
  }
}

async function fillWarnings({ dispatcher, today, now }: DeskScene): Promise<void> {
  if (!(await isEmpty(dispatcher, '/api/operations/alerts?limit=1'))) return;
  for (const warning of warningsOf(today, now)) expectSuccess(await dispatcher.send('POST', '/api/operations/alerts', warning));
}

async function fillLog({ dispatcher, supervisor }: DeskScene): Promise<void> {
  if (!(await isEmpty(dispatcher, '/api/board/notes?limit=1'))) return;
  const write = async (who: Session, words: string, pinned = false) =>
    expectSuccess(await who.send('POST', '/api/board/notes', { words, pinned }));
  await write(dispatcher, '今日值班已到岗，预警信息已发布，各抢修队保持待命。', true);
  await write(dispatcher, '排涝一队泵车保养完毕，可随时出动。');
  await write(supervisor, '临近超期的事项请于下班前逐件核对，确需暂停的写明理由。');
}

async function fillReview({ supervisor, today }: DeskScene): Promise<void> {
  if (!(await isEmpty(supervisor, '/api/reviews?limit=1'))) return;
  const review = {
    day: addDays(today, -1),
    title: '昨日夜班处置复盘',
    summary: '夜间来件集中在路灯和施工噪声。两件首派部门有误被退回，平均延误一小时；其余均在时限内签收。',
    items: [
      {
        finding: '路灯与交通信号灯类别混淆，导致首派有误',
        action: '在受理话术中先问灯杆编号，更新类别关键词',
        owner: 'social-governance',
        dueOn: addDays(today, 7),
      },
      {
        finding: '夜间施工噪声到场时工地已停工，缺少取证',
        action: '与重点工地约定夜间施工公示，执法队配备声级计',
        owner: 'urban-management',
        dueOn: addDays(today, 14),
      },
    ],
  };
  expectSuccess(await supervisor.send('POST', '/api/reviews', review));
}

async function isEmpty(session: Session, path: string): Promise<boolean> {
  return succeeded(await session.get(path)).json<{ items: unknown[] }>().items.length === 0;
}

async function made(session: Session, path: string, body: object): Promise<string> {
  return succeeded(await session.send('POST', path, body)).json<{ id: string }>().id;
}
