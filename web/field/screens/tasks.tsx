import { useState } from 'react';

import { useFormat } from '../../ui/console/format.ts';
import { useSay } from '../../ui/console/language.ts';
import type { FieldTask } from '../api.ts';
import type { OutboxItem } from '../outbox/item.ts';
import { ACT_WORDS, useView, useWords } from '../use.ts';

/** One's own tasks, the most urgent first; and on demand those of the department that nobody has. */
export function Tasks() {
  const t = useWords();
  const { tasks, items, pulled } = useView();
  const [whose, setWhose] = useState<'mine' | 'department'>('mine');
  const shown = tasks.filter((task) => (task.whose === 'department') === (whose === 'department'));
  return (
    <div className="page">
      <h1>{t('tasks')}</h1>
      <fieldset className="segments" aria-label={t('whose')}>
        {(['mine', 'department'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={whose === each} onClick={() => setWhose(each)}>
            {t(each)}{' '}
            <span className="count">{tasks.filter((task) => (task.whose === 'department') === (each === 'department')).length}</span>
          </button>
        ))}
      </fieldset>
      {pulled === 'refused' && <p className="note warn">{t('mayNot')}</p>}
      {shown.length === 0 ? (
        <div className="card empty">
          <h2>{t('noTasks')}</h2>
          <p className="ink2">{t(whose === 'mine' ? 'noTasksText' : 'noneOpen')}</p>
        </div>
      ) : (
        <ul className="card">
          {shown.map((task) => (
            <li key={task.id}>
              <TaskRow task={task} unsent={items.filter((item) => item.task === task.id)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface TaskRowProps {
  readonly task: FieldTask;
  readonly unsent: readonly OutboxItem[];
}

function TaskRow({ task, unsent }: TaskRowProps) {
  const t = useWords();
  const say = useSay();
  return (
    <a className="ft" href={`#/task/${task.id}`}>
      <span className="row between">
        <b>{task.place ?? task.about}</b>
        <StatePill task={task} unsent={unsent} />
      </span>
      <span className="ink2">{task.title}</span>
      <span className="row between small">
        <Due task={task} />
        <span className="ink2">{task.team ? t('team', { team: say(task.team) }) : say(task.category.title)}</span>
      </span>
    </a>
  );
}

function StatePill({ task, unsent }: TaskRowProps) {
  const t = useWords();
  const say = useSay();
  if (unsent.some(({ state }) => state !== 'waiting')) return <span className="pill stop">▲ {t('stateConflict')}</span>;
  const last = unsent.at(-1);
  if (last) return <span className="pill warn">↑ {t('notSent', { what: t(ACT_WORDS[last.act]) })}</span>;
  if (task.priority === 1) return <span className="pill stop">● {say(task.level.title)}</span>;
  return <span className="pill">○ {t('accepted')}</span>;
}

/** The deadline, told apart by words and not by colour alone. */
export function Due({ task: { dueAt, paused } }: { readonly task: Pick<FieldTask, 'dueAt' | 'paused'> }) {
  const t = useWords();
  const { moment } = useFormat();
  if (paused) return <span>{t('paused')}</span>;
  if (dueAt === null) return <span className="ink2">{t('noDue')}</span>;
  const due = new Date(dueAt);
  const late = due.getTime() < Date.now();
  return <b className={late ? 'late' : 'soon'}>{t(late ? 'overdue' : 'due', { time: moment(due) })}</b>;
}
