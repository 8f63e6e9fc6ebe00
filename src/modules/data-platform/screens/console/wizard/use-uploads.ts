import { useEffect, useRef, useState } from 'react';

import type { Bilingual } from '#kernel';
import { useSession } from '#ui';

import type { UploadView } from '../data.ts';
import { announce, forget, sendFile, UploadFault } from './upload.ts';

/** A file on its way in, as far as this page knows it. It can be kept as a draft: the server keeps the bytes. */
export interface SentFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  readonly finished: boolean;
}

/** What only this page knows: that it is sending, since when, and what went wrong. */
export interface Sending {
  readonly startedAt: string | null;
  readonly problem: Bilingual | null;
}

interface Uploads {
  readonly sending: Readonly<Record<string, Sending>>;
  readonly problem: Bilingual | null;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: string) => void;
}

/**
 * Sends files and keeps `files` up to date. A file that was begun before is continued when somebody picks it again.
 * @param change gives the next list of files from the last one
 */
export function useUploads(
  files: readonly SentFile[],
  change: (next: (files: readonly SentFile[]) => readonly SentFile[]) => void,
): Uploads {
  const { csrf } = useSession();
  const stops = useRef(new Map<string, AbortController>());
  const [sending, setSending] = useState<Readonly<Record<string, Sending>>>({});
  const [problem, setProblem] = useState<Bilingual | null>(null);
  useStopOnLeave(stops.current);

  const note = (id: string, state: Sending) => setSending((all) => ({ ...all, [id]: state }));
  const keep = (upload: SentFile) => change((all) => all.map((one) => (one.id === upload.id ? { ...one, ...shortened(upload) } : one)));

  const send = async (file: File) => {
    const stop = new AbortController();
    const begun = files.find(({ name, size, finished }) => name === file.name && size === file.size && !finished);
    try {
      const upload: UploadView = begun ? { ...begun, sha256: null } : await announce(file, { csrf, signal: stop.signal });
      if (!begun) change((all) => [...all, shortened(upload)]);
      stops.current.set(upload.id, stop);
      note(upload.id, { startedAt: new Date().toISOString(), problem: null });
      await follow(file, upload, stop);
    } catch (fault) {
      setProblem(textOf(fault));
    }
  };

  const follow = async (file: File, upload: UploadView, stop: AbortController) => {
    const onProgress = (received: number) => keep({ ...upload, received, finished: false });
    try {
      keep(await sendFile(file, upload, { csrf, signal: stop.signal, onProgress }));
      note(upload.id, { startedAt: null, problem: null });
    } catch (fault) {
      if (!stop.signal.aborted) note(upload.id, { startedAt: null, problem: textOf(fault) });
    }
  };

  const remove = (id: string) => {
    stops.current.get(id)?.abort();
    change((all) => all.filter((one) => one.id !== id));
    void forget(id, csrf);
  };
  const add = (picked: readonly File[]) => {
    setProblem(null);
    for (const file of picked) void send(file);
  };
  return { sending, problem, add, remove };
}

function useStopOnLeave(stops: ReadonlyMap<string, AbortController>): void {
  useEffect(
    () => () => {
      for (const stop of stops.values()) stop.abort();
    },
    [stops],
  );
}

const shortened = ({ id, name, size, received, finished }: SentFile): SentFile => ({ id, name, size, received, finished });

function textOf(fault: unknown): Bilingual {
  if (fault instanceof UploadFault) return fault.text;
  throw fault;
}
