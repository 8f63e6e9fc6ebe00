import { operationsErrors } from '../errors.ts';
import type { Change, TaskFields } from './change.ts';
import { started } from './clocks.ts';
import { taskOf } from './rights.ts';
import type { Scene } from './scene.ts';
import type { TaskState } from './tables.ts';

type Offer = Pick<TaskFields, 'department' | 'title' | 'skill'> & { readonly from?: string };

/**
 * Offers a part of the case to a department and starts the time in which it must accept.
 * @throws operations.unknownDepartment
 */
export function offered(scene: Scene, { department, title, skill, from }: Offer): Pick<Change, 'tasks' | 'clocks'> {
  known(scene, department);
  const id = scene.newId();
  const { level } = scene.case.fields;
  const task: TaskFields = {
    since: scene.moment(scene.now),
    department,
    title,
    state: 'offered',
    bounces: from === undefined ? 0 : 1,
    originId: from ?? null,
    objection: null,
    acceptedAt: null,
    endedAt: null,
    reason: null,
    proposed: null,
    result: null,
    skill,
    priority: scene.facts.policies.levels[level]?.priority ?? 9,
  };
  return { tasks: { [id]: task }, clocks: started(scene, 'sign-in', id) };
}

/** @throws operations.unknownDepartment */
export function known({ facts }: Scene, department: string): void {
  if (!facts.departments.has(department)) throw operationsErrors.unknownDepartment({ department });
}

/** A task in one of the states. @throws operations.noTask, operations.taskNotOpen */
export function taskIn(scene: Scene, id: string, ...states: readonly TaskState[]): TaskFields {
  const task = taskOf(scene, id);
  if (!states.includes(task.state)) throw operationsErrors.taskNotOpen({ state: task.state });
  return task;
}

/** Tasks that somebody still has to do. */
export function openTasks({ case: { tasks } }: Pick<Scene, 'case'>): [string, TaskFields][] {
  return Object.entries(tasks).filter(([, { state }]) => state === 'offered' || state === 'accepted');
}
