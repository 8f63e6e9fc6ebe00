import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';

import { useSession } from './session.tsx';

/**
 * Text or fields that somebody is writing: kept in this tab's storage until they are sent, so that a lost connection, an ended session
 * or a reload loses nothing.
 * @returns the draft, how to change it, and how to throw it away once it is sent
 */
export function useDraft<Value>(name: string, fresh: Value): readonly [Value, Dispatch<SetStateAction<Value>>, () => void] {
  const keptAs = `maplebridge.draft.${useSession().id}.${name}`;
  const [value, setValue] = useState<Value>(() => readKept(keptAs) ?? fresh);
  useEffect(() => {
    if (value === fresh) return;
    sessionStorage.setItem(keptAs, JSON.stringify(value));
  }, [keptAs, value, fresh]);
  const clear = () => {
    sessionStorage.removeItem(keptAs);
    setValue(fresh);
  };
  return [value, setValue, clear];
}

function readKept<Value>(keptAs: string): Value | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(keptAs) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
