import { kernelErrors } from '#kernel';

import { operationsErrors } from '../errors.ts';
import type { AssignmentFields, TaskFields } from './change.ts';
import type { Scene } from './scene.ts';

/** Whether the actor holds a permission; the platform itself may do what its own code asks. */
export function holds({ actor }: Scene, permission: string): boolean {
  return actor.kind === 'system' || actor.permissions.has(permission);
}

/** The duty desk. @throws kernel.forbidden */
export function dutyDesk(scene: Scene): void {
  if (!holds(scene, 'operations:dispatch')) throw kernelErrors.forbidden({ permission: 'operations:dispatch' });
}

/** A supervisor. @throws kernel.forbidden */
export function supervisor(scene: Scene): void {
  if (!holds(scene, 'operations:supervise')) throw kernelErrors.forbidden({ permission: 'operations:supervise' });
}

/** The lead department, or the duty desk in its stead. @throws operations.leadOnly */
export function lead(scene: Scene): void {
  const own = holds(scene, 'operations:handle') && scene.actor.department === scene.case.fields.lead;
  if (!own && !holds(scene, 'operations:dispatch')) throw operationsErrors.leadOnly({ lead: scene.case.fields.lead });
}

/** Anybody with a part in the case: its lead, a department with a task, the duty desk or a supervisor. @throws operations.notYourDepartment */
export function participant(scene: Scene): void {
  const departments = [scene.case.fields.lead, ...Object.values(scene.case.tasks).map(({ department }) => department)];
  const own = (holds(scene, 'operations:handle') || holds(scene, 'operations:field')) && departments.includes(scene.actor.department ?? '');
  if (!own && !holds(scene, 'operations:dispatch') && !holds(scene, 'operations:supervise')) throw operationsErrors.notYourDepartment();
}

/** The department whose task it is. @throws operations.noTask, operations.notYourDepartment */
export function taskOwner(scene: Scene, taskId: string): void {
  const task = taskOf(scene, taskId);
  const own = holds(scene, 'operations:handle') && scene.actor.department === task.department;
  if (!own && scene.actor.kind !== 'system') throw operationsErrors.notYourDepartment({ department: task.department });
}

/** The department whose task it is, or the field worker it is assigned to, by name or by team. @throws as taskOwner */
export function taskWorker(scene: Scene, taskId: string): void {
  if (!outside(scene, taskId, ({ endedAt }) => endedAt === null)) taskOwner(scene, taskId);
}

/** Whoever may work on a task, or was the one to work on it. @throws as taskOwner */
export function pastWorker(scene: Scene, taskId: string): void {
  if (!outside(scene, taskId, () => true)) taskOwner(scene, taskId);
}

function outside(scene: Scene, taskId: string, counts: (assignment: AssignmentFields) => boolean): boolean {
  taskOf(scene, taskId);
  const { actor, teams } = scene;
  const own = ({ kind, assignee }: AssignmentFields) => (kind === 'team' ? teams.has(assignee) : assignee === actor.id);
  const assigned = Object.values(scene.case.assignments).some((one) => one.taskId === taskId && counts(one) && own(one));
  return assigned && holds(scene, 'operations:field');
}

/** @throws operations.noTask */
export function taskOf({ case: { tasks } }: Scene, taskId: string): TaskFields {
  const task = tasks[taskId];
  if (!task) throw operationsErrors.noTask();
  return task;
}
