import { Type } from 'typebox';

import { BilingualText, closed, nullable, text } from '#kernel';

import { operationsErrors } from '../../errors.ts';
import { AT_WORK, defineAct, Files, FromOutside, outside } from '../act.ts';
import type { CaseFields } from '../change.ts';
import { started, underPolicy } from '../clocks.ts';
import { dutyDesk, lead, participant } from '../rights.ts';
import { policyOf, type Scene } from '../scene.ts';
import { offered } from '../tasks.ts';

const Department = text(60);
const TaskTitle = text(200);

/** Names the first receiver, who leads from now on: by the published rule, or by a person who says why. */
export const routeAct = defineAct({
  name: 'route',
  title: { en: 'Route', zh: '派单' },
  permission: 'operations:dispatch',
  from: ['received'],
  undoable: true,
  input: closed({
    department: Department,
    title: Type.Optional(TaskTitle),
    skill: Type.Optional(text(40)),
    /** A person's words, or in both languages what the rule says. */
    reason: Type.Union([text(500), BilingualText]),
    rule: Type.Optional(closed({ identifier: text(60), version: text(20), rows: Type.Array(text(80), { maxItems: 20 }) })),
  }),
  allow: dutyDesk,
  decide: (scene, { department, title, skill, reason, rule }) => {
    const task = offered(scene, { department, title: title ?? scene.case.fields.title, skill: skill ?? null });
    return { ...task, set: { state: 'routed', lead: department }, note: { reason, ...(rule && { rule }) } };
  },
});

/** Gives another department a part of the case; several work at once. */
export const addTaskAct = defineAct({
  name: 'add-task',
  title: { en: 'Add a task', zh: '增派任务' },
  permission: 'operations:handle',
  from: AT_WORK,
  undoable: true,
  input: closed({ department: Department, title: TaskTitle, skill: Type.Optional(text(40)), reason: Type.Optional(text(500)) }),
  allow: lead,
  decide: (scene, { department, title, skill, reason }) => ({
    ...offered(scene, { department, title, skill: skill ?? null }),
    ...(scene.case.fields.state === 'received' && { set: { state: 'routed' as const, lead: department } }),
    ...(scene.case.fields.state === 'disputed' && { set: { state: 'working' as const } }),
    ...(reason && { note: { reason } }),
  }),
});

const Place = { lng: nullable(Type.Number({ minimum: -180, maximum: 180 })), lat: nullable(Type.Number({ minimum: -90, maximum: 90 })) };

/** Fields of a case that people may put right. */
export const EditableFields = closed({
  title: Type.Optional(text(200)),
  text: Type.Optional(Type.String({ maxLength: 10_000 })),
  category: Type.Optional(text(60)),
  level: Type.Optional(text(30)),
  town: Type.Optional(nullable(text(60))),
  place: Type.Optional(nullable(text(300))),
  lng: Type.Optional(Place.lng),
  lat: Type.Optional(Place.lat),
  asset: Type.Optional(nullable(text(80))),
});

/** Puts fields right. Another category or level may bring another deadline policy; its clocks then change as the policy says. */
export const editAct = defineAct({
  name: 'edit',
  title: { en: 'Put right', zh: '更正' },
  permission: 'signed-in',
  from: AT_WORK,
  undoable: true,
  input: EditableFields,
  allow: participant,
  decide: (scene, input) => {
    const set = changedFields(scene, input);
    if (!('category' in set || 'level' in set)) return { set };
    const { category, level } = { ...scene.case.fields, ...set };
    const policy = policyOf(scene.facts, category, level);
    const { priority } = scene.facts.policies.levels[level] as { priority: number };
    const open = Object.entries(scene.case.tasks).filter(([, { state }]) => state === 'offered' || state === 'accepted');
    return { set, clocks: underPolicy(scene, policy), tasks: Object.fromEntries(open.map(([id]) => [id, { priority }])) };
  },
});

function changedFields({ case: { fields } }: Scene, input: Partial<CaseFields>): Partial<CaseFields> {
  const changed = Object.entries(input).filter(([name, value]) => value !== undefined && fields[name as keyof CaseFields] !== value);
  return Object.fromEntries(changed);
}

/** Says something for all who work on the case; changes nothing. */
export const noteAct = defineAct({
  name: 'note',
  title: { en: 'Note', zh: '记录' },
  permission: 'signed-in',
  from: ['received', 'routed', 'working', 'answered', 'disputed', 'closed', 'appealed'],
  input: closed({ text: text(4_000), files: Files, ...FromOutside }),
  allow: participant,
  decide: ({ files }, { text: words, task, clientAt }) => ({ note: outside({ text: words, task, clientAt }, files) }),
});

/** Hangs the case under another, or takes it out. SQL refuses a parent that is not there, and a loop. */
export const parentAct = defineAct({
  name: 'set-parent',
  title: { en: 'Set parent case', zh: '关联上级事项' },
  permission: 'operations:dispatch',
  from: ['received', 'routed', 'working', 'answered', 'disputed'],
  undoable: true,
  input: closed({ parentId: nullable(text(40)) }),
  allow: dutyDesk,
  decide: ({ case: record }, { parentId }) => {
    if (parentId === record.id) throw operationsErrors.parentLoop();
    return { set: { parentId } };
  },
});

/** The first line of every case. */
export function opening(scene: Omit<Scene, 'case'>, fields: CaseFields) {
  return { set: fields, clocks: started({ ...scene, case: undefined as never }, 'answer') };
}
