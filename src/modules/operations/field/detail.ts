import { type Bilingual, departmentName, departmentsFile, type ReadProfile } from '#kernel';

import { storyOf } from '../cases/story.ts';
import { caseDetail, seenCase } from '../cases/view.ts';
import { policiesFile } from '../policies/facts.ts';
import type { FieldDetail } from './shapes.ts';
import type { FieldContext } from './tasks.ts';

/** Latest lines of the log that a phone needs. */
const LINES = 30;

/** One task with the facts of its case, for whoever sees the case. @throws operations.noCase, operations.notYourDepartment */
export async function fieldDetail(context: FieldContext, task: string): Promise<FieldDetail> {
  const cases = context as never;
  const loaded = await seenCase(cases, { task });
  const detail = await caseDetail(cases, { task });
  const own = detail.tasks.find(({ id }) => id === task) as (typeof detail.tasks)[number];
  const name = (key: string) => departmentName(context.profile(departmentsFile), key);
  return {
    id: task,
    revision: detail.revision,
    code: detail.code,
    caseState: detail.state,
    title: own.title,
    about: detail.title,
    text: detail.text,
    place: detail.place,
    lng: detail.lng,
    lat: detail.lat,
    lead: name(detail.lead),
    state: own.state,
    result: own.result,
    acts: [...own.acts, ...(detail.acts.includes('note') ? ['note'] : [])],
    story: storyOf(loaded, context.actor.id)
      .filter(({ act, takenBackBy }) => act !== 'tick' && takenBackBy === null)
      .slice(-LINES)
      .map((line) => lineOf(line, context.profile, name)),
    files: detail.files.map(({ id, name: file, type, size }) => ({ id, name: file, type, size })),
  };
}

type Line = ReturnType<typeof storyOf>[number];

function lineOf({ rev, at, title, department, mine, note, things }: Line, profile: ReadProfile, name: (key: string) => Bilingual) {
  const said = (note ?? {}) as Readonly<Record<string, unknown>>;
  const stage = profile(policiesFile).stages[String(said['stage'] ?? '')];
  const results = Object.values((things['tasks'] ?? {}) as Record<string, { result?: string }>).flatMap(({ result }) => result ?? []);
  const words = [said['text'], said['words'], said['reason'], ...results].find((each) => typeof each === 'string');
  return {
    rev,
    at,
    title: stage ?? title,
    department: department === null ? null : name(department),
    mine,
    words: typeof words === 'string' ? words : null,
    files: Array.isArray(said['files']) ? said['files'].length : 0,
  };
}
