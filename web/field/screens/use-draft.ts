import { useCallback, useEffect, useRef, useState } from 'react';

import { drafts } from '../device/agent.ts';
import type { Draft } from '../device/database.ts';
import { pictureOf } from '../device/photos.ts';
import type { FieldAct } from '../outbox/item.ts';

const PAUSE_MS = 250;

/** What keeps a form from being kept, in the app's words. */
export type Trouble = 'full' | 'notKept';

/** A form that outlives the app being closed, as a phone does when the camera needs its memory. */
export function useDraft(task: string, act: FieldAct) {
  const id = `${task}/${act}`;
  const [draft, setDraft] = useState<Draft | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const latest = useRef<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    void drafts.read(task, act).then((found) => {
      latest.current = found ?? { id, words: '', choice: '', photos: [] };
      setDraft(latest.current);
    });
  }, [id, task, act]);

  const guard = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      setTrouble(null);
      return true;
    } catch (failure) {
      setTrouble(failure instanceof DOMException && failure.name === 'QuotaExceededError' ? 'full' : 'notKept');
      return false;
    }
  }, []);

  const change = (part: Partial<Draft>) => {
    if (!latest.current) return;
    const next = { ...latest.current, ...part };
    latest.current = next;
    setDraft(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void guard(() => drafts.keep(next)), PAUSE_MS);
  };

  const addPhotos = async (files: readonly File[]) => {
    for (const file of files) {
      const { bytes, ...about } = await pictureOf(file);
      const kept = await guard(async () => {
        await drafts.keepPhoto(about.id, bytes);
        const next = { ...(latest.current as Draft), photos: [...(latest.current?.photos ?? []), about] };
        await drafts.keep(next);
        latest.current = next;
      });
      if (!kept) return;
      setDraft(latest.current);
    }
  };

  const dropPhoto = (photo: string) => {
    change({ photos: (latest.current?.photos ?? []).filter((each) => each.id !== photo) });
    void guard(() => drafts.dropPhoto(photo));
  };

  /** The draft is about to leave with the act; nothing may write it back. */
  const stop = () => clearTimeout(timer.current);
  return { draft, trouble, change, addPhotos, dropPhoto, guard, stop };
}
