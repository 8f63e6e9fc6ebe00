import { useMemo } from 'react';

import type { Bilingual } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import { type BulkAct, toast, useAct, useLanguage, useMay, useSession, useTexts } from '#ui';

import type { CaseRow, TaskRow } from '../cases/data.ts';

const texts = defineTexts({
  accept: { en: 'Accept my department’s tasks', zh: '批量签收本部门任务' },
  assign: { en: 'Assign my department’s tasks to me', zh: '批量指派给本人' },
  done: { en: { one: '{count} case done', other: '{count} cases done' }, zh: '已处理 {count} 个事项' },
  some: { en: '{count} done; {failed} refused, first reason: {why}', zh: '已处理 {count} 个，{failed} 个未能处理，首个原因：{why}' },
  none: { en: 'Your department has nothing of this kind to do in the chosen cases.', zh: '所选事项中没有本部门可办的此类任务。' },
});

interface Item {
  readonly code: string;
  readonly revision: number;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Sent {
  readonly act: 'accept' | 'assign';
  readonly items: readonly Item[];
}

interface Done {
  readonly items: readonly {
    readonly code: string;
    readonly revision: number | null;
    readonly problem: { readonly title: string; readonly title_zh: string } | null;
  }[];
}

const LONGEST_PAGE = 200;

/** What can be done with many cases at once; each for itself, so that one refusal leaves the others done. */
export function useBulkActs(): readonly BulkAct<CaseRow>[] {
  const t = useTexts(texts);
  const language = useLanguage();
  const may = useMay('operations:handle');
  const { id, department } = useSession();
  const send = useAct<Sent, Done>({
    change: (body) => ({ path: '/api/cases/bulk', body }),
    touches: ['/api/cases', '/api/tasks'],
    done: (_, reply) => {
      const failed = reply.items.filter(({ problem }) => problem);
      const count = reply.items.length - failed.length;
      const [first] = failed;
      const why: Bilingual = { en: first?.problem?.title ?? '', zh: first?.problem?.title_zh ?? '' };
      return first ? t('some', { count, failed: failed.length, why: why[language] }) : t('done', { count });
    },
  });
  return useMemo(() => {
    if (!may || !department) return [];
    const run = (act: Sent['act'], state: string, inputOf: (task: TaskRow) => Item['input']) => async (rows: readonly CaseRow[]) => {
      const tasks = await tasksOf(rows, department.key, state);
      if (tasks.length === 0) return toast.done(t('none'), language);
      await send.run({ act, items: tasks.map((task) => ({ code: task.code, revision: task.revision, input: inputOf(task) })) });
    };
    return [
      { title: texts.table.accept, shortcut: 'A', run: run('accept', 'offered', (task) => ({ task: task.id })) },
      {
        title: texts.table.assign,
        shortcut: 'I',
        run: run('assign', 'accepted', (task) => ({ task: task.id, kind: 'person', assignee: id })),
      },
    ];
  }, [may, department, id, send, t, language]);
}

/** The department's tasks in the chosen cases, one a case. */
async function tasksOf(rows: readonly CaseRow[], department: string, state: string): Promise<readonly TaskRow[]> {
  const codes = rows.slice(0, LONGEST_PAGE).map(({ code }) => code);
  const query = new URLSearchParams({ department, state, codes: codes.join(',') });
  const response = await fetch(`/api/tasks?${query}`, { headers: { accept: 'application/json' } });
  if (!response.ok) return [];
  const { items } = (await response.json()) as { readonly items: readonly TaskRow[] };
  return items.filter((task, index) => items.findIndex(({ code }) => code === task.code) === index);
}
