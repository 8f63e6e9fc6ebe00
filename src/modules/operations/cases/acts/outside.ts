import { Type } from 'typebox';

import { closed, text } from '#kernel';

import { operationsErrors } from '../../errors.ts';
import { AT_WORK, defineAct, Files, FromOutside, outside } from '../act.ts';
import { pastWorker, taskWorker } from '../rights.ts';
import { taskIn } from '../tasks.ts';
import { codedReason, ended } from './tasks.ts';

const task = text(40);
const { clientAt } = FromOutside;

/** Says how far the work outside was; changes nothing, so it never meets another change, and may arrive after the task was finished. */
export const progressAct = defineAct({
  name: 'progress',
  title: { en: 'Progress', zh: '处置进展' },
  permission: 'signed-in',
  from: AT_WORK,
  input: closed({ task, stage: text(40), text: Type.Optional(text(4_000)), files: Files, clientAt }),
  allow: (scene, input) => pastWorker(scene, input.task),
  decide: (scene, { task: id, stage, text: words, clientAt: at }) => {
    if (!(stage in scene.facts.policies.stages))
      throw operationsErrors.unknownStage({ stage, known: Object.keys(scene.facts.policies.stages) });
    return { note: outside({ task: id, stage, text: words, clientAt: at }, scene.files) };
  },
});

/** The worker cannot do it and says why; the task goes back to the department, which assigns it anew. */
export const cannotAct = defineAct({
  name: 'cannot',
  title: { en: 'Cannot be done', zh: '无法处置' },
  permission: 'signed-in',
  from: AT_WORK,
  undoable: true,
  input: closed({ task, reason: text(60), text: text(4_000), files: Files, clientAt }),
  reason: ({ reason }) => ({ code: reason }),
  allow: (scene, input) => taskWorker(scene, input.task),
  decide: (scene, { task: id, reason, text: words, clientAt: at }) => {
    taskIn(scene, id, 'accepted');
    codedReason(scene, 'cannot', reason);
    return { assignments: ended(scene, id), note: outside({ task: id, text: words, clientAt: at }, scene.files) };
  },
});

/** Puts the result of a finished part right while the case is open; the log keeps both wordings. */
export const amendAct = defineAct({
  name: 'amend',
  title: { en: 'Put the result right', zh: '更正办理结果' },
  permission: 'signed-in',
  from: AT_WORK,
  undoable: true,
  input: closed({ task, result: text(4_000), files: Files, clientAt }),
  allow: (scene, input) => pastWorker(scene, input.task),
  decide: (scene, { task: id, result, clientAt: at }) => {
    taskIn(scene, id, 'done');
    return { tasks: { [id]: { result } }, note: outside({ task: id, clientAt: at }, scene.files) };
  },
});
