import type { Platform } from '../../src/kernel/platform.ts';
import { type Caller, signIn } from './callers.ts';

/** Degrees of a spot in the district. */
export const SPOT = { lng: 120.585, lat: 30.005 };

/** Sends as somebody. @returns the answer. @throws Error unless it was done */
export async function sent(caller: Caller, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object, revision?: number) {
  const answer = await caller.send(method, url, body, revision === undefined ? {} : { 'if-match': `"${revision}"` });
  if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Opens a case at the duty desk. @returns its code and the id of its first task */
export async function openedCase(desk: Caller, about: object = {}): Promise<{ code: string; task: string }> {
  const { code } = await sent(desk, 'POST', '/api/cases', {
    title: '新建北路垃圾堆积',
    text: '路口垃圾堆积多日，请清运',
    category: 'appearance.litter',
    place: '新建北路口',
    ...SPOT,
    ...about,
  });
  const { tasks } = await sent(desk, 'GET', `/api/cases/${code}`);
  return { code, task: tasks[0].id };
}

/** Does something to a case as it stands. @returns the case afterwards */
export async function acted(caller: Caller, code: string, act: string, input: object = {}) {
  const { revision } = await sent(caller, 'GET', `/api/cases/${code}`);
  await sent(caller, 'POST', `/api/cases/${code}/acts/${act}`, input, revision);
  return sent(caller, 'GET', `/api/cases/${code}`);
}

const HOUR_MS = 3_600_000;

/** One of everything that the operations centre shows, so that none of its screens is empty. @returns what a page needs in its address */
export async function furnish(platform: Platform): Promise<Readonly<Record<'case' | 'event' | 'alert' | 'review' | 'receipt', string>>> {
  const [desk, supervisor, engineer] = await Promise.all(['dispatcher', 'supervisor', 'engineer'].map((key) => signIn(platform, key)));
  if (!desk || !supervisor || !engineer) throw new Error('nobody signed in');
  const receipt = await reported(desk);
  const event = (await reported(desk)).eventId;
  const { code } = await openedCase(desk);
  await acted(supervisor, code, 'order', { department: 'urban-management', demand: '请于今日内到场处置' });
  await openedCase(desk, { title: '鉴湖边路面坑洞', category: 'roads.pothole', text: '机动车道有坑' });
  await sent(desk, 'POST', '/api/dispatch/teams', {
    name: { zh: '环卫一队', en: 'Clearing team 1' },
    department: 'urban-management',
    skills: ['sanitation'],
    capacity: 2,
    duty: 'always',
  });
  await sent(desk, 'POST', '/api/aid', aidFor('social-governance'));
  const { work } = await sent(desk, 'GET', '/api/handovers?department=social-governance');
  await sent(desk, 'POST', '/api/handovers', { department: 'social-governance', note: '夜间有雨，注意下穿通道', sha256: work.sha256 });
  const alert = await sent(desk, 'POST', '/api/operations/alerts', rainAlert());
  const review = await sent(supervisor, 'POST', '/api/reviews', {
    case: code,
    title: '垃圾堆积处置复盘',
    summary: '清运延误两日',
    items: [{ finding: '清运车辆不足', action: '增配车辆', owner: 'urban-management', dueOn: '2027-03-01' }],
  });
  await engineer.send('POST', '/api/signals', { source: 'cap', externalId: 'without-words' });
  return { case: code, event, alert: alert.id, review: review.id, receipt: receipt.receipt };
}

let notes = 0;

/** A report by telephone. @returns its receipt and its event */
export async function reported(desk: Caller, about: object = {}): Promise<{ receipt: string; eventId: string }> {
  const { id } = await sent(desk, 'POST', '/api/signals', {
    source: 'telephone',
    externalId: `note-${++notes}`,
    text: '小区门口垃圾堆积',
    category: 'appearance.litter',
    place: { ...SPOT, label: '新建北路口' },
    reporter: { phone: '+86 571 0000 0000' },
    ...about,
  });
  return sent(desk, 'POST', `/api/signals/${id}/receipt`);
}

/** A request for a team that can clear streets. */
export function aidFor(department: string): object {
  const now = Date.now();
  return {
    department,
    caseCode: null,
    skill: 'sanitation',
    teams: 1,
    place: '区应急仓库',
    reason: '暴雨后道路清障',
    from: new Date(now).toISOString(),
    to: new Date(now + 12 * HOUR_MS).toISOString(),
  };
}

function rainAlert(): object {
  return {
    status: 'Actual',
    category: ['Met'],
    responseType: ['Avoid'],
    urgency: 'Expected',
    severity: 'Severe',
    certainty: 'Likely',
    expires: new Date(Date.now() + 12 * HOUR_MS).toISOString(),
    zh: { event: '暴雨', headline: '暴雨橙色预警', description: '预计三小时内降雨量达五十毫米。', instruction: '请避开下穿通道。' },
    en: { event: 'Rainstorm', headline: 'Orange warning of rainstorm', description: 'Fifty millimetres within three hours.' },
    circle: { ...SPOT, km: 5 },
  };
}
