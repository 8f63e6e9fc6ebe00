import { type Bilingual, type Context, departmentName, departmentsFile, notify, whoMay } from '#kernel';

import type { CaseTables } from '../cases/tables.ts';
import { policiesFile } from '../policies/facts.ts';
import { fillBoth, type NoticeName, noticesFile } from './facts.ts';

export type NoticeContext = Context<CaseTables>;

/** What a notice is about; `key` makes a repetition of the same event tell nobody twice. */
export interface About {
  readonly code: string;
  readonly key: string;
  readonly department?: string;
  /** Kind of clock. */
  readonly clock?: string;
}

/** Tells these people; code and link only. */
export async function tellStaff(context: NoticeContext, people: readonly string[], name: NoticeName, about: About): Promise<void> {
  const { pages } = context.profile(noticesFile);
  const news = newsOf(context, name, about);
  for (const recipientId of new Set(people)) {
    await notify(context, { ...news, recipientId, href: pathOf(pages.staff, about.code), key: about.key });
  }
}

/** The words of a notice. */
export function newsOf(context: NoticeContext, name: NoticeName, { code, department, clock }: About) {
  const { kind, urgent, title, text } = context.profile(noticesFile).notices[name];
  const slots: Record<string, Bilingual | string> = {
    code,
    ...(department !== undefined && { department: departmentName(context.profile(departmentsFile), department) }),
    ...(clock !== undefined && { clock: context.profile(policiesFile).kinds[clock] ?? clock }),
  };
  return { kind, urgent, code, title: fillBoth(title, slots), text: fillBoth(text, slots) };
}

/** An address with the code in it. */
export function pathOf(page: string, code: string): `/${string}` {
  return page.replaceAll('{code}', encodeURIComponent(code)) as `/${string}`;
}

/** Those in a department who handle its tasks. */
export function handlersOf(context: NoticeContext, department: string): Promise<string[]> {
  return whoMay(context, 'operations:handle', department);
}

/** Those who watch deadlines in the whole district. */
export function supervisors(context: NoticeContext): Promise<string[]> {
  return whoMay(context, 'operations:supervise');
}

/** The person a task was assigned to; nobody when it is a team, or when it has ended already. */
export async function assigneeOf(context: NoticeContext, assignmentId: string): Promise<string[]> {
  const found = await context.db
    .selectFrom('operations_assignment')
    .select('assignee_id')
    .where('id', '=', assignmentId)
    .where('assignee_kind', '=', 'person')
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return found ? [found.assignee_id] : [];
}

/** Whose deadline a clock is: whoever a task is assigned to, else the task's department, else the lead. */
export async function ownersOfClock(context: NoticeContext, caseId: string, taskId: string | null): Promise<string[]> {
  if (taskId === null) return leadOf(context, caseId);
  const assigned = await context.db
    .selectFrom('operations_assignment')
    .select('assignee_id')
    .where('task_id', '=', taskId)
    .where('assignee_kind', '=', 'person')
    .where('ended_at', 'is', null)
    .execute();
  if (assigned.length > 0) return assigned.map(({ assignee_id }) => assignee_id);
  const task = await context.db.selectFrom('operations_task').select('department').where('id', '=', taskId).executeTakeFirst();
  return task ? handlersOf(context, task.department) : leadOf(context, caseId);
}

/** Those who handle the lead department's tasks. */
export async function leadOf(context: NoticeContext, caseId: string): Promise<string[]> {
  const found = await context.db.selectFrom('operations_case').select('lead').where('id', '=', caseId).executeTakeFirst();
  return found ? handlersOf(context, found.lead) : [];
}
