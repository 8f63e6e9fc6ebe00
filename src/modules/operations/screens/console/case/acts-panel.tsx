import { useMemo } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button, type Selection, useKeys, useSelectionActs, useTexts } from '#ui';

import { spoken } from '../cases/data.ts';
import { ACTS, type ActName, actTexts, specOf } from './act-specs.ts';
import { type About, useCaseActs } from './case-context.ts';

const texts = defineTexts({
  acts: { en: 'What you can do', zh: '可办操作' },
  none: { en: 'Nothing to do for you here now.', zh: '目前没有需要您办理的操作。' },
  openTasks: { en: 'not yet: {count} open tasks', zh: '暂不能：还有 {count} 项任务未办结' },
});

/** Acts of the case itself that always show when the reader may do them, in the order of their list. */
const OWN: readonly ActName[] = [
  'route',
  'answer',
  'confirm',
  'dispute',
  'rework',
  'decide-appeal',
  'add-task',
  'note',
  'edit',
  'order',
  'merge',
  'set-parent',
  'appeal',
  'draw-visit',
];
const KEYS = new Map(ACTS.map(({ name, key }) => [name, key] as const));
const EDIT_KEY = 'e';

/** Every act that the reader may do now, each with its key; the command palette offers the same. */
export function ActsPanel() {
  const t = useTexts(texts);
  const names = useTexts(actTexts);
  const { view, begin, may, busy } = useCaseActs();
  const offered = useOffered();
  useActKeys(offered);
  const own = OWN.filter(may);
  const open = view.tasks.filter(({ state }) => state === 'offered' || state === 'accepted').length;
  const next = nextOf(own, open);
  if (own.length === 0) return <p className="small ink2">{t('none')}</p>;
  return (
    <section className="acts-panel" aria-label={t('acts')}>
      {own.map((name) => (
        <Button
          key={name}
          kind={name === next ? 'primary' : 'plain'}
          busy={busy}
          refusal={name === 'answer' && open > 0 ? t('openTasks', { count: open }) : null}
          {...shortcutOf(name)}
          onClick={() => begin(name)}
        >
          {names(name)}
        </Button>
      ))}
    </section>
  );
}

function shortcutOf(name: ActName): { readonly shortcut?: string } {
  const key = name === 'edit' ? EDIT_KEY : KEYS.get(name);
  return key ? { shortcut: key.toUpperCase() } : {};
}

/** The one next act of the page. */
function nextOf(own: readonly ActName[], open: number): ActName | undefined {
  const likely: readonly ActName[] = ['route', 'decide-appeal', 'rework', ...(open === 0 ? (['answer'] as const) : []), 'confirm'];
  return likely.find((name) => own.includes(name));
}

interface Offer {
  readonly name: ActName;
  readonly about?: About;
}

/** All acts with what they are about; of several tasks the first that can be acted on has the key. */
function useOffered(): readonly Offer[] {
  const { view, may } = useCaseActs();
  return useMemo(() => {
    const own = OWN.filter(may).map((name): Offer => ({ name }));
    const tasks = view.tasks.flatMap(({ id, title, department, acts }) =>
      acts.map((name): Offer => ({ name: name as ActName, about: { kind: 'task', id, title, department } })),
    );
    const clocks = view.clocks.flatMap(({ id, acts }) =>
      acts.map((name): Offer => ({ name: name as ActName, about: { kind: 'clock', id, title: '' } })),
    );
    const visits = view.visits.flatMap(({ id, draw, acts }) =>
      acts.map((name): Offer => ({ name: name as ActName, about: { kind: 'visit', id, title: draw } })),
    );
    return [...own, ...tasks, ...clocks, ...visits].filter(({ name }) => name === 'edit' || specOf(name));
  }, [view, may]);
}

function useActKeys(offered: readonly Offer[]): void {
  const names = useTexts(actTexts);
  const { begin, view } = useCaseActs();
  const keys = useMemo(() => {
    const taken = new Set<string>();
    return offered.flatMap(({ name, about }) => {
      const key = name === 'edit' ? EDIT_KEY : KEYS.get(name);
      if (!key || taken.has(key)) return [];
      taken.add(key);
      return [{ keys: key, title: [names(name), about?.title].filter(Boolean).join(' · '), run: () => begin(name, about) }];
    });
  }, [offered, names, begin]);
  useKeys(keys);
  const selection = useMemo<Selection>(
    () => ({
      title: spoken(view.code),
      acts: offered.map(({ name, about }) => ({
        title: [names(name), about?.title].filter(Boolean).join(' · '),
        run: () => begin(name, about),
        ...shortcutOf(name),
      })),
    }),
    [offered, names, begin, view.code],
  );
  useSelectionActs(selection);
}
