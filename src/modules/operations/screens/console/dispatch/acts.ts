import type { Bilingual } from '#kernel';
import { toast, useAct, useLanguage, useSay, useTexts } from '#ui';

import type { BoardView, Item, Suggested } from './data.ts';
import { dispatchTexts } from './texts.ts';

interface Confirmed {
  readonly items: readonly { readonly task: string; readonly done: boolean; readonly problem: { readonly text: Bilingual } | null }[];
}

type Pairs = readonly { readonly task: string; readonly team: string; readonly code: string }[];

const TOUCHES = ['/api/dispatch', '/api/cases'];

/** What a dispatcher can do with the suggestions: ask anew, confirm one or all, take back. */
export interface DispatchActs {
  readonly busy: boolean;
  readonly suggest: () => Promise<unknown>;
  readonly confirm: (item: Item, teamId: string) => Promise<void>;
  readonly confirmAll: (items: readonly Item[]) => Promise<void>;
  readonly takeBack: (item: Item) => Promise<unknown>;
}

/** The acts of the dispatch board; confirmations can be taken back from their message and from the list. */
export function useDispatchActs(suggestion: Suggested | null, board: BoardView, department: string): DispatchActs {
  const t = useTexts(dispatchTexts);
  const say = useSay();
  const language = useLanguage();
  const path = `/api/dispatch/suggestions/${suggestion?.id}`;
  const nameOf = (id: string) => say(board.teams.find((team) => team.id === id)?.name ?? { en: id, zh: id });
  const refusal = (items: Confirmed['items']) => {
    const refused = items.filter(({ done }) => !done);
    const why = refused[0]?.problem?.text;
    return t('refusedSome', { count: refused.length, why: why ? say(why) : '' });
  };
  const asking = useAct<void, { id: string }>({
    change: () => ({ path: '/api/dispatch/suggestions', body: department ? { department } : {} }),
    touches: TOUCHES,
  });
  const confirming = useAct<Pairs, Confirmed>({
    change: (pairs) => ({ path: `${path}/confirm`, body: { items: pairs.map(({ task, team }) => ({ task, team })) } }),
    touches: TOUCHES,
    done: (pairs, { items }) => {
      if (!items.some(({ done }) => done)) return refusal(items);
      const [only] = pairs;
      const count = items.filter(({ done }) => done).length;
      return pairs.length === 1 && only && count === 1
        ? t('confirmed', { code: only.code, team: nameOf(only.team) })
        : t('confirmedMany', { count });
    },
    undo: (_, { items }) => {
      const tasks = items.filter(({ done }) => done).map(({ task }) => task);
      return tasks.length > 0 ? { path: `${path}/undo`, body: { tasks } } : null;
    },
  });
  const undoing = useAct<Item, unknown>({
    change: ({ taskId }) => ({ path: `${path}/undo`, body: { tasks: [taskId] } }),
    touches: TOUCHES,
  });
  const send = async (pairs: Pairs) => {
    const reply = await confirming.run(pairs);
    const items = reply?.items ?? [];
    const done = items.filter((item) => item.done).length;
    if (done > 0 && done < items.length) toast.done(refusal(items), language);
  };
  return {
    busy: asking.busy || confirming.busy || undoing.busy,
    suggest: () => asking.run(),
    confirm: (item, team) => send([{ task: item.taskId, team, code: item.code }]),
    confirmAll: (items) =>
      send(items.flatMap(({ taskId, code, chosen }) => (chosen.teamId === null ? [] : [{ task: taskId, team: chosen.teamId, code }]))),
    takeBack: (item) => undoing.run(item),
  };
}
