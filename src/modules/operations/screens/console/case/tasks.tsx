import { defineTexts } from '#kernel/i18n';
import { AgeOf, Button, ClockChip, Section, useSay, useTexts } from '#ui';

import { clockFacts, type TaskView } from '../cases/data.ts';
import { TaskMark } from '../cases/marks.tsx';
import { useDepartmentName } from '../cases/terms.ts';
import { ACTS, type ActName, actTexts, specOf } from './act-specs.ts';
import { useCaseActs } from './case-context.ts';

const texts = defineTexts({
  tasks: { en: 'Tasks', zh: '任务' },
  tally: { en: '{open} open, {done} done', zh: '未结 {open}，已完成 {done}' },
  none: { en: 'No department has a part yet.', zh: '尚未分派给任何部门。' },
  proposed: { en: 'says it is {department}’s', zh: '建议由{department}承办' },
  once: { en: 'returned once; no second return', zh: '已退回一次，不可再退' },
  objection: { en: 'Objection: {words}', zh: '异议：{words}' },
  team: { en: 'given to a team', zh: '已派给队伍' },
  person: { en: 'given to a person', zh: '已派给人员' },
});

const KEYS = new Map<string, string | undefined>(ACTS.map(({ name, key }) => [name, key]));

/** Each department's part: where it stands, its deadline, what the reader may do with it. */
export function Tasks({ readAt }: { readonly readAt: number }) {
  const t = useTexts(texts);
  const { view } = useCaseActs();
  const open = view.tasks.filter(({ state }) => state === 'offered' || state === 'accepted').length;
  const done = view.tasks.filter(({ state }) => state === 'done').length;
  const keyed = view.tasks.find(({ acts }) => acts.length > 0)?.id;
  return (
    <Section title={t('tasks')} aside={<span className="tiny ink2">{t('tally', { open, done })}</span>}>
      {view.tasks.length === 0 && <p className="small ink2">{t('none')}</p>}
      <ul>
        {view.tasks.map((task) => (
          <Task key={task.id} task={task} readAt={readAt} keyed={task.id === keyed} />
        ))}
      </ul>
    </Section>
  );
}

interface TaskProps {
  readonly task: TaskView;
  readonly readAt: number;
  /** Whether the single keys act on this one. */
  readonly keyed: boolean;
}

function Task({ task, readAt, keyed }: TaskProps) {
  const t = useTexts(texts);
  const names = useTexts(actTexts);
  const say = useSay();
  const department = useDepartmentName();
  const { view, begin, busy } = useCaseActs();
  const clock = view.clocks.find(({ taskId, stoppedAt }) => taskId === task.id && stoppedAt === null);
  const holder = task.assignments.find(({ endedAt }) => endedAt === null);
  const about = { kind: 'task' as const, id: task.id, title: task.title, department: task.department };
  return (
    <li className="task">
      <span className="b">{department(task.department)}</span>
      <TaskMark state={task.state} />
      <p>
        {task.title}
        {task.result && <span className="ink2"> · {task.result}</span>}
      </p>
      {task.reason && (
        <p>
          {say(task.reason.title)}
          {task.proposed && `, ${t('proposed', { department: department(task.proposed) })}`}
        </p>
      )}
      {task.state === 'offered' && task.bounces > 0 && <p>{t('once')}</p>}
      {task.objection && <p>{t('objection', { words: task.objection })}</p>}
      <p className="row">
        {clock && <ClockChip clock={clockFacts(clock, readAt, say)} bar />}
        {holder && <span>{t(holder.kind)}</span>}
        {task.endedAt && <AgeOf at={task.endedAt} />}
      </p>
      {task.acts.length > 0 && (
        <div className="row">
          {task.acts.filter(specOf).map((name, index) => (
            <Button
              key={name}
              size="sm"
              kind={index === 0 ? 'primary' : 'plain'}
              busy={busy}
              {...shortcut(name, keyed)}
              onClick={() => begin(name, about)}
            >
              {names(name as ActName)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

function shortcut(name: string, keyed: boolean): { readonly shortcut?: string } {
  const key = KEYS.get(name);
  return keyed && key ? { shortcut: key.toUpperCase() } : {};
}
