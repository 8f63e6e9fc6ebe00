import { type DemoReport, nextReport } from '../operations/reports.ts';
import { demoSpots } from '../operations/spots.ts';
import { expectSuccess, type Session, succeeded } from './session.ts';
import type { SimulatedActor, Stage } from './simulator.ts';

const DEPARTMENT = 'urban-management';
/** As much is left lying as somebody who tries the demo wants to find. */
const LEFT_IN_INBOX = 12;
const LEFT_AT_WORK = 6;
const LEFT_IN_FIELD = 3;
const LEFT_ANSWERED = 4;
/** Nobody reports more while so much waits, so that what is open cannot grow without end. */
const MOST_WAITING = 30;
/** Categories that this department answers for; the others wait for a person. */
const OURS = ['appearance.', 'noise.construction'];
const RESULTS = ['已到场处置完毕，现场恢复正常。', '已清运并安排每日巡查。', '已约谈责任单位，当场整改到位。'];
const PRAISE = ['处理得很快，谢谢', '已经好了', '满意'];

interface Event {
  readonly id: string;
  readonly revision: number;
  readonly category: string | null;
  readonly likely: number;
}
interface TaskRow {
  readonly id: string;
  readonly code: string;
  readonly revision: number;
}
interface Case {
  readonly code: string;
  readonly revision: number;
  readonly tasks: readonly { readonly state: string }[];
}

/** Everybody who keeps cases moving: more is worked off than comes in. */
export function deskActors(seed: number): SimulatedActor[] {
  const spots = demoSpots(seed);
  return [
    { name: 'window-clerk', everySeconds: 120, act: takeCalls(seed) },
    { name: 'resident', everySeconds: 360, act: (stage) => reportOnPortal(stage, nextReport(stage.random, spots, null)) },
    { name: 'dispatcher', everySeconds: 60, act: decideEvent },
    { name: 'officer', everySeconds: 40, act: workAtDesk },
    { name: 'field-worker', everySeconds: 75, act: workInField },
    { name: 'reporter', everySeconds: 60, act: confirmAnswer },
  ];
}

/** Somebody calls; now and then it is what an earlier caller said. */
function takeCalls(seed: number): SimulatedActor['act'] {
  const spots = demoSpots(seed);
  let last: DemoReport | null = null;
  return async ({ as, random, now }) => {
    const clerk = await as('window-clerk');
    if ((await waiting(clerk)).length >= MOST_WAITING) return;
    last = nextReport(random, spots, last);
    const externalId = `call-${now.getTime().toString(36)}-${random.between(0, 9_999)}`;
    await takeCall(clerk, externalId, last);
  };
}

/** A report by telephone; the caller is told a receipt code, by which the matter has somebody who can be asked. */
export async function takeCall(clerk: Session, externalId: string, report: DemoReport): Promise<void> {
  const taken = await clerk.send('POST', '/api/signals', { source: 'telephone', externalId, ...report });
  expectSuccess(await clerk.send('POST', `/api/signals/${succeeded(taken).json<{ id: string }>().id}/receipt`, {}));
}

/** A resident fills in the public page, as a browser without scripts sends it. */
async function reportOnPortal({ anonymous, as }: Stage, { text, place: { label, lat, lng } }: DemoReport): Promise<void> {
  if ((await waiting(await as('window-clerk'))).length >= MOST_WAITING) return;
  const visitor = anonymous();
  const page = succeeded(await visitor.get('/report')).text;
  const [, csrf] = /name="_csrf" value="([^"]+)"/.exec(page) ?? [];
  const form = { _csrf: csrf, step: 'send', guess: 'desk', text, place: label, point: `${lat}, ${lng}` };
  expectSuccess(await visitor.send('POST', '/report', form));
}

/** The dispatcher takes what has waited longest: joins it with what is the same, or opens a case. */
async function decideEvent({ as }: Stage): Promise<void> {
  const dispatcher = await as('dispatcher');
  const events = await waiting(dispatcher);
  const event = events.findLast(({ category }) => OURS.some((ours) => category?.startsWith(ours)));
  if (events.length <= LEFT_IN_INBOX || !event) return;
  if (event.likely > 0 && (await joinSame(dispatcher, event))) return;
  expectSuccess(await dispatcher.send('POST', `/api/events/${event.id}/case`, {}, event.revision));
}

async function joinSame(dispatcher: Session, { id }: Event): Promise<boolean> {
  const { duplicates } = succeeded(await dispatcher.get(`/api/events/${id}`)).json<{ duplicates: { id: string; state: string }[] }>();
  const open = duplicates.find(({ state }) => state === 'open');
  if (open) expectSuccess(await dispatcher.send('POST', `/api/suggestions/${open.id}/decide`, { verdict: 'same' }));
  return open !== undefined;
}

/** The department takes on what it is offered, gets on with what is due first, and answers what is done. */
async function workAtDesk({ as, random }: Stage): Promise<void> {
  const officer = await as('official-urban');
  const [offered] = await tasks(officer, 'offered');
  if (offered) expectSuccess(await officer.send('POST', `/api/tasks/${offered.id}/accept`, {}, offered.revision));
  const accepted = await tasks(officer, 'accepted');
  const due = accepted.find(({ code }) => code !== offered?.code);
  if (due && accepted.length > LEFT_AT_WORK)
    expectSuccess(await officer.send('POST', `/api/tasks/${due.id}/done`, { result: random.pick(RESULTS) }, due.revision));
  await answerWhatIsDone(officer);
}

const LATELY = 5;

async function answerWhatIsDone(officer: Session): Promise<void> {
  const lately = succeeded(await officer.get(`/api/cases?state=working&department=${DEPARTMENT}&sort=changed&limit=${LATELY}`));
  for (const { code } of lately.json<{ items: { code: string; lead: string }[] }>().items.filter(({ lead }) => lead === DEPARTMENT)) {
    const { tasks: parts, revision } = succeeded(await officer.get(`/api/cases/${code}`)).json<Case>();
    if (parts.some(({ state }) => state === 'offered' || state === 'accepted')) continue;
    const result = '您反映的问题已处置完毕，感谢您的监督。';
    expectSuccess(await officer.send('POST', `/api/cases/${code}/acts/answer`, { result }, revision));
  }
}

/** The worker outside does what is due first of the team's tasks. */
async function workInField({ as, random }: Stage): Promise<void> {
  const worker = await as('field-worker');
  const { items } = succeeded(await worker.get('/api/field/tasks')).json<{ items: { id: string; caseRevision: number }[] }>();
  const [first] = items;
  if (!first || items.length <= LEFT_IN_FIELD) return;
  expectSuccess(await worker.send('POST', `/api/tasks/${first.id}/done`, { result: random.pick(RESULTS) }, first.caseRevision));
}

/** A reporter who is called back is content; the clerk writes it down. */
async function confirmAnswer({ as, random }: Stage): Promise<void> {
  const clerk = await as('window-clerk');
  const { items, count } = succeeded(await clerk.get('/api/cases?state=answered&sort=due&limit=1')).json<{
    items: Case[];
    count: number;
  }>();
  const [first] = items;
  if (!first || count <= LEFT_ANSWERED) return;
  const word = { channel: 'telephone', words: random.pick(PRAISE) };
  expectSuccess(await clerk.send('POST', `/api/cases/${first.code}/acts/confirm`, word, first.revision));
}

/** What waits in the inbox, latest first. */
async function waiting(session: Session): Promise<Event[]> {
  return succeeded(await session.get('/api/events?state=open&limit=100')).json<{ items: Event[] }>().items;
}

async function tasks(session: Session, state: 'offered' | 'accepted'): Promise<TaskRow[]> {
  return succeeded(await session.get(`/api/tasks?department=${DEPARTMENT}&state=${state}`)).json<{ items: TaskRow[] }>().items;
}
