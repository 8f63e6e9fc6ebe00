import { type Actor, ANONYMOUS, type Context, type Work } from '#kernel';
import { actPort, type CaseBrief, caseSummaryPort, openCasePort, operationsCategories } from '#module/operations';

import { type Random, randomStream } from '../random.ts';
import type { Spot } from './spots.ts';

interface Story {
  readonly category: string;
  readonly title: string;
  readonly level: string;
  readonly spot: Spot;
  readonly openedAt: Date;
  /** How far it has come, as a share of its life; 1 is closed. */
  readonly progress: number;
  /** Old enough to be settled, one way or the other. */
  readonly old: boolean;
}

type Player = (department: string, hours: number, act: string, input: object) => Promise<boolean>;

const CASES = 150;
const DAYS = 55;
const SETTLED_HOURS = 7 * 24;
const HOUR_MS = 3_600_000;
const DESK = 'social-governance';
const PERMISSIONS = ['see', 'intake', 'handle', 'dispatch', 'supervise', 'decide-appeals'].map((name) => `operations:${name}`);
const PRAISE = ['处理得很快，谢谢', '已经好了', '满意', '结果可以接受'];
const REFUSALS = ['还是老样子，没有解决', '第二天又出现了'];

/** Tells the cases of the last weeks as if they had happened: opened, worked on, answered, most of them closed. @returns how many */
export async function tellCases(work: Work<never>, seed: number, spots: readonly Spot[], now: Date): Promise<number> {
  const random = randomStream(seed, 'operations/cases');
  const categories = [...operationsCategories(work.profile).values()].filter(({ group }) => !['sensor'].includes(group));
  for (let number = 0; number < CASES; number += 1) {
    const { key, title, level } = random.pick(categories);
    const spot = random.pick(spots);
    const age = random.unit() ** 2 * DAYS * 24;
    const openedAt = new Date(now.getTime() - (age + 0.2) * HOUR_MS);
    const old = age > SETTLED_HOURS && random.chance(0.97);
    const progress = old ? 1 : Math.min(1, (age / (level === 'urgent' ? 6 : 120)) * (0.4 + random.unit()));
    await work.transaction((context) =>
      tell(context, random, { category: key, title: `${spot.name}：${title.zh}`, level, spot, openedAt, progress, old }, now),
    );
  }
  return CASES;
}

/** One story in one transaction, each act at its own moment. */
async function tell(context: Context<never>, random: Random, story: Story, now: Date): Promise<void> {
  const { spot, category, title, openedAt } = story;
  const [lng, lat] = spot.position;
  const place = { town: spot.town, place: spot.name, lng, lat };
  const text = `群众反映：${title}，希望尽快处理。`;
  const opened = await openCasePort.run(at(context, DESK, openedAt), { title, text, category, source: 'desk', reporter: true, ...place });
  let moment = openedAt.getTime();
  const play: Player = async (department, hours, act, input) => {
    moment += hours * HOUR_MS;
    if (moment > now.getTime()) return false;
    await actPort.run(at(context, department, new Date(moment)), { ref: { id: opened.id }, act, input });
    return true;
  };
  await live(context, random, story, opened, play);
}

async function live(
  context: Context<never>,
  random: Random,
  { progress, level, category, old }: Story,
  { id, lead }: CaseBrief,
  play: Player,
): Promise<void> {
  const pace = level === 'urgent' ? 0.3 : 8 + random.unit() * 10;
  const open = async () => (await caseSummaryPort.run(context as never, { id }))?.tasks ?? [];
  const [first] = await open();
  if (!first || progress < 0.15 || !(await play(lead, pace * 0.2, 'accept', { task: first.id }))) return;
  if (random.unit() < 0.2)
    await play(lead, pace * 0.1, 'add-task', {
      department: random.pick(['urban-management', 'public-security', 'housing-construction']),
      title: '协同现场处置',
    });
  if (progress < 0.3) return;
  if (progress > 0.45) await play(lead, pace * 0.2, 'assign', { task: first.id, kind: 'person', assignee: `demo:${lead}` });
  if (random.unit() < 0.12 && level !== 'urgent') await play(lead, 1, 'note', { text: '已联系责任单位，约定明日到场。' });
  if (!old && random.unit() < 0.1 && (await play(DESK, 1, 'order', { department: lead, demand: '请加快办理，今日反馈进展。' }))) return;
  for (const task of await open()) {
    if (progress < 0.55) return;
    if (task.state === 'offered' && !(await play(task.department, pace * 0.3, 'accept', { task: task.id }))) return;
    if (!(await play(task.department, pace, 'done', { task: task.id, result: resultOf(category) }))) return;
  }
  if (progress < 0.75 || !(await play(lead, pace * 0.2, 'answer', { result: `${resultOf(category)}感谢您的监督。` }))) return;
  await hearReporter(random, lead, old, progress, play);
}

const TALKED_ABOUT = ['market', 'enterprise', 'dispute', 'village', 'other'];

/** Some matters are put right on the spot, others by talking and deciding. */
function resultOf(category: string): string {
  const group = category.split('.')[0] ?? '';
  return TALKED_ABOUT.includes(group) ? '已与当事人当面沟通，依规办理并书面告知结果。' : '已到场处置完毕，现场恢复正常。';
}

/** Most reporters are content, some say nothing, a few disagree or appeal. */
async function hearReporter(random: Random, lead: string, old: boolean, progress: number, play: Player): Promise<void> {
  const luck = old ? 0.27 + 0.73 * random.unit() : random.unit();
  if (progress < 0.9 || luck < 0.18) return;
  if (luck < 0.26) {
    await play(DESK, 6, 'dispute', { channel: 'telephone', words: random.pick(REFUSALS) });
    return;
  }
  if (!(await play(DESK, 4 + random.unit() * 20, 'confirm', { channel: random.pick(['telephone', 'portal']), words: random.pick(PRAISE) })))
    return;
  if (luck > 0.95 && (await play(DESK, 30, 'appeal', { grounds: '问题反复出现，要求明确长效措施。' })) && luck > 0.975) {
    await play('government-office', 40, 'decide-appeal', { decision: 'rejected', reasons: `${lead} 已建立每周巡查记录，措施到位。` });
  }
}

/** The same transaction at another moment and as somebody of a department; nobody is told of what is long past. */
function at(context: Context<never>, department: string, now: Date): Context<never> {
  const actor: Actor = { ...ANONYMOUS, id: `demo:${department}`, kind: 'person', department, permissions: new Set(PERMISSIONS) };
  return { ...context, actor, now, publish: async () => undefined };
}
