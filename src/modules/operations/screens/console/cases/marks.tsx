import { Pill, type Tone, useSay, useTexts } from '#ui';

import type { CaseRow, CaseState, TaskView } from './data.ts';
import { caseTexts } from './texts.ts';

const STATES: Readonly<Record<CaseState, Tone>> = {
  received: 'todo',
  routed: 'todo',
  working: 'working',
  answered: 'soon',
  disputed: 'danger',
  closed: 'good',
  appealed: 'danger',
  merged: 'todo',
};

/** Where a case stands; a closed one says whether the reporter confirmed. */
export function StateMark({ state, outcome = null }: { readonly state: CaseState; readonly outcome?: CaseRow['outcome'] }) {
  const t = useTexts(caseTexts);
  return (
    <Pill tone={STATES[state]}>
      {t(state)}
      {state === 'closed' && outcome && ` · ${t(outcome)}`}
    </Pill>
  );
}

/** How pressing a case is; only what is more than usual gets a mark. */
export function LevelMark({ level, paused = false }: { readonly level: CaseRow['level']; readonly paused?: boolean }) {
  const say = useSay();
  const t = useTexts(caseTexts);
  return (
    <>
      <Pill tone={level.key === 'urgent' ? 'danger' : 'todo'}>{say(level.title)}</Pill>
      {paused && <Pill tone="paused">{t('paused')}</Pill>}
    </>
  );
}

const TASKS: Readonly<Record<TaskView['state'], Tone>> = {
  offered: 'todo',
  accepted: 'working',
  done: 'good',
  refused: 'danger',
  bounced: 'paused',
};

/** Where a task stands. */
export function TaskMark({ state }: { readonly state: TaskView['state'] }) {
  const t = useTexts(caseTexts);
  return <Pill tone={TASKS[state]}>{t(state)}</Pill>;
}
