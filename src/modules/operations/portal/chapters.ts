import { type Bilingual, departmentName, departmentsFile, type ReadProfile } from '#kernel';

import { cancelledBy, type LogLine } from '../cases/fold.ts';
import { titlesOf } from '../cases/titles.ts';

/** One thing that happened, as the reporter may read it. */
export interface Chapter {
  readonly at: Date;
  readonly text: Bilingual;
}

type Teller = (line: LogLine, names: ReturnType<typeof namesOf>) => Bilingual | null;

const said =
  (en: string, zh: string): Teller =>
  () => ({ en, zh });

/** What each act means to whoever reported. Acts that only the offices care about are left out. */
const TOLD: Readonly<Record<string, Teller>> = {
  open: said('Your report became a case with a code of its own.', '您反映的问题已立案，编号终身有效。'),
  route: ({ fields }, names) => {
    const department = names.department(fields.set?.lead);
    return { en: `It went to ${department.en}, who leads.`, zh: `已派至${department.zh}，由其牵头办理。` };
  },
  'add-task': ({ fields }, names) =>
    taskLine(fields, names, (name) => ({ en: `${name.en} got a part of it.`, zh: `${name.zh}承担其中一部分工作。` })),
  bounce: ({ fields }, names) => {
    const next = Object.values(fields.tasks ?? {}).find(({ proposed }) => proposed)?.proposed;
    const { en, zh } = names.department(next);
    return { en: `The first office returned it; it went to ${en}.`, zh: `首派部门退回，转${zh}办理。` };
  },
  accept: ({ actorDepartment }, names) => by(names, actorDepartment, 'took it on.', '已签收，开始办理。'),
  settle: said('The lead decided who does it.', '牵头部门已裁定承办单位。'),
  pause: ({ fields }, names) => {
    const code = Object.values(fields.clocks ?? {})
      .flatMap(({ pauses }) => pauses ?? [])
      .findLast(({ to }) => to === null)?.code;
    const { en, zh } = names.pause(code ?? '');
    return { en: `The deadline is halted: ${en}.`, zh: `时限暂停：${zh}。` };
  },
  resume: said('The deadline runs again.', '时限恢复计时。'),
  done: ({ actorDepartment }, names) => by(names, actorDepartment, 'finished its part.', '已完成其承担的工作。'),
  refuse: ({ actorDepartment, reasonCode }, names) => {
    const [office, why] = [names.department(actorDepartment), names.reason(reasonCode ?? '')];
    return { en: `${office.en} will not do its part: ${why.en}.`, zh: `${office.zh}对其承担部分不予办理：${why.zh}。` };
  },
  answer: said('You were answered, and asked whether it is so.', '已作出答复，请您确认。'),
  confirm: said('You confirmed it; the case was closed.', '您已确认，事项办结。'),
  dispute: said('You did not agree; the lead works on it again.', '您不认可，牵头部门重新办理。'),
  rework: said('The lead took it up again.', '牵头部门已重新办理。'),
  close: said(
    'Nothing came from you in time; the case was closed and is counted as unconfirmed.',
    '未在期限内收到您的回复，事项办结，计为“未确认”。',
  ),
  appeal: said('You appealed against the closure.', '您已对办结结果提出申诉。'),
  'decide-appeal': ({ fields }) =>
    Object.values(fields.appeals ?? {})[0]?.decision === 'upheld'
      ? { en: 'Your appeal was upheld; the case is worked on again.', zh: '申诉成立，事项重新办理。' }
      : { en: 'Your appeal was rejected; the closure stands.', zh: '申诉不成立，维持办结结果。' },
  absorb: said('Another report about the same was joined with it.', '另一件反映同一问题的事项并入办理。'),
  'draw-visit': said('It was drawn for a return visit; somebody may call and ask.', '被抽中回访，可能有工作人员与您联系。'),
  visit: said('Somebody asked you again.', '已进行回访。'),
};

/** The story of a case for its reporter, oldest first; lines that were taken back are left out. */
export function chaptersOf(profile: ReadProfile, lines: readonly LogLine[]): Chapter[] {
  const cancelled = cancelledBy(lines);
  const names = namesOf(profile);
  return lines.flatMap((line) => {
    const text = cancelled.has(line.rev) ? null : TOLD[line.act]?.(line, names);
    return text ? [{ at: line.at, text }] : [];
  });
}

function namesOf(profile: ReadProfile) {
  const titles = titlesOf(profile);
  return {
    department: (key: string | null | undefined): Bilingual =>
      key ? departmentName(profile(departmentsFile), key) : { en: 'the duty desk', zh: '值班调度' },
    pause: (key: string) => titles.pauseCode(key).title,
    reason: (key: string) => titles.reason(key).title,
  };
}

type Names = ReturnType<typeof namesOf>;

function by(names: Names, department: string | null, en: string, zh: string): Bilingual {
  const office = names.department(department);
  return { en: `${office.en} ${en}`, zh: `${office.zh}${zh}` };
}

function taskLine({ tasks }: LogLine['fields'], names: Names, text: (name: Bilingual) => Bilingual): Bilingual | null {
  const department = Object.values(tasks ?? {})[0]?.department;
  return department ? text(names.department(department)) : null;
}
