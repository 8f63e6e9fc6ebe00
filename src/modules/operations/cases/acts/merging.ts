import { closed, text } from '#kernel';

import { operationsErrors } from '../../errors.ts';
import { AT_WORK, defineAct } from '../act.ts';
import type { ClockFields } from '../change.ts';
import { stopped } from '../clocks.ts';
import type { CaseRecord } from '../fold.ts';
import { dutyDesk } from '../rights.ts';
import type { Scene } from '../scene.ts';

/**
 * The survivor's line of a merge: it takes the other's running clocks over as they stand, so that the earlier deadline governs.
 * Taking this line back takes them away again.
 */
export function absorbing(scene: Scene, other: CaseRecord, explanation: unknown) {
  const adopted = Object.values(other.clocks)
    .filter(({ stoppedAt, taskId }) => stoppedAt === null && taskId === null)
    .map((clock): [string, ClockFields] => [scene.newId(), clock]);
  const merge = { since: scene.moment(scene.now), mergedId: other.id, explanation };
  return { merges: { [scene.newId()]: merge }, clocks: Object.fromEntries(adopted), note: { code: other.fields.code } };
}

/** The other case's line: all its clocks stop, and it points to the survivor. */
export const mergedAct = defineAct({
  name: 'merge',
  title: { en: 'Merge', zh: '并案' },
  permission: 'operations:dispatch',
  from: AT_WORK,
  public: true,
  input: closed({ into: text(40) }),
  allow: dutyDesk,
  decide: (scene, { into }) => {
    if (into === scene.case.id) throw operationsErrors.sameCase();
    return { set: { state: 'merged', mergedInto: into }, clocks: stopped(scene, () => true) };
  },
});
