import { useSyncExternalStore } from 'react';

import { useTexts } from '../ui/console/language.ts';
import { type View, views } from './device/agent.ts';
import type { FieldAct } from './outbox/item.ts';
import { fieldTexts } from './texts.ts';

/** All that the screens show; drawn again whenever it changes. */
export function useView(): View {
  return useSyncExternalStore(views.subscribe, views.get);
}

/** The app's words in the reader's language. */
export function useWords() {
  return useTexts(fieldTexts);
}

/** The address below the app, as its steps: `#/task/7/done` is `['task', '7', 'done']`. */
export function usePlace(): readonly string[] {
  const hash = useSyncExternalStore(
    (listener) => {
      addEventListener('hashchange', listener);
      return () => removeEventListener('hashchange', listener);
    },
    () => location.hash,
  );
  return hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
}

/** Names of the acts in the app's words. */
export const ACT_WORDS = {
  progress: 'actProgress',
  note: 'actNote',
  done: 'actDone',
  cannot: 'actCannot',
  amend: 'actAmend',
} as const satisfies Record<FieldAct, string>;
