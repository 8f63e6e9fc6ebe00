import { defineTexts } from '#kernel/i18n';
import { Note, useFormat, useSession, useTexts } from '#ui';

import type { CaseView } from '../cases/data.ts';
import { useDepartmentName } from '../cases/terms.ts';
import { useCaseActs } from './case-context.ts';

const texts = defineTexts({
  route: { en: 'Nobody has it yet. Name the department that receives it first.', zh: '尚未派单，请指定首接部门。' },
  accept: {
    en: 'Your department is asked to accept “{task}”. It may be returned once, with a reason.',
    zh: '请本部门签收“{task}”。如不属职责，可说明理由退回一次。',
  },
  settle: {
    en: 'Two departments say that a task is not theirs. Decide who does it.',
    zh: '两个部门均认为任务不属其职责，请裁定承办单位。',
  },
  work: { en: 'Your department is at work on “{task}”.', zh: '本部门正在办理“{task}”。' },
  waitTasks: { en: 'Waiting for {departments}.', zh: '等待{departments}办理。' },
  answer: { en: 'All tasks are done. Tell the reporter what came of it.', zh: '各项任务均已完成，请答复反映人。' },
  waitReporter: {
    en: 'The reporter is asked whether it is so. Silence closes it as unconfirmed, counted apart.',
    zh: '正在征询反映人意见；逾期未回复将按“未确认”办结并单独统计。',
  },
  rework: { en: 'The reporter disagrees. Work on it again.', zh: '反映人不认可，请重新办理。' },
  appeal: { en: 'An appeal waits. Somebody who had no part in the closure decides.', zh: '申诉待裁定，须由未参与办结的人员裁定。' },
  order: { en: 'A supervision order waits for your department.', zh: '有督办单待本部门办理。' },
});

/** What is asked next, and of whom. */
export function NextStep() {
  const t = useTexts(texts);
  const department = useDepartmentName();
  const own = useSession().department?.key ?? '';
  const { view } = useCaseActs();
  const { list } = useFormat();
  const title = sentence(view, own, t, department, list);
  if (!title) return null;
  return <Note tone={view.state === 'disputed' || view.state === 'appealed' ? 'warn' : 'info'} title={title} />;
}

function sentence(
  view: CaseView,
  own: string,
  t: ReturnType<typeof useTexts<typeof texts.table>>,
  department: (key: string) => string,
  list: (words: readonly string[]) => string,
): string | null {
  const { state, tasks, acts, orders } = view;
  const open = tasks.filter((task) => task.state === 'offered' || task.state === 'accepted');
  const offered = open.find((task) => task.acts.includes('accept'));
  const mine = open.find((task) => task.acts.includes('done'));
  if (orders.some((order) => order.department === own && !order.fulfilledAt && !order.liftedAt)) return t('order');
  if (state === 'received') return acts.includes('route') ? t('route') : null;
  if (open.some((task) => task.acts.includes('settle'))) return t('settle');
  if (offered) return t('accept', { task: offered.title });
  if (mine) return t('work', { task: mine.title });
  if (state === 'answered') return t('waitReporter');
  if (state === 'appealed') return t('appeal');
  if (state === 'disputed') return t('rework');
  if (open.length > 0) return t('waitTasks', { departments: list([...new Set(open.map((task) => department(task.department)))]) });
  return acts.includes('answer') ? t('answer') : null;
}
