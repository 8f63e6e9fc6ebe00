import type { Bilingual } from '#kernel';

import type { UploadView } from '../data.ts';

/** One piece of a file; a broken line loses at most this much. */
const PIECE_BYTES = 8 * 1024 * 1024;
const PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000];

/** A server's refusal, or a line that stayed broken. */
export class UploadFault extends Error {
  readonly text: Bilingual;
  /** True when sending again may help. */
  readonly passing: boolean;

  constructor(text: Bilingual, passing: boolean) {
    super(text.en);
    this.text = text;
    this.passing = passing;
  }
}

const LINE: Bilingual = { en: 'The line is broken; what arrived is kept', zh: '连接中断，已收到的部分会保留' };

/** How a file is sent. */
export interface Sending {
  readonly csrf: string;
  readonly signal: AbortSignal;
  /** Bytes of the whole file that are on the server or on the way. */
  readonly onProgress: (sent: number) => void;
}

/** Announces a file. @throws UploadFault */
export function announce(file: File, { csrf, signal }: Omit<Sending, 'onProgress'>): Promise<UploadView> {
  const body = JSON.stringify({ name: file.name, size: file.size });
  const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  return send('POST', '/api/data/uploads', { csrf, signal, body, headers });
}

/** Forgets a file on the server. */
export async function forget(id: string, csrf: string): Promise<void> {
  await send('DELETE', `/api/data/uploads/${id}`, { csrf, signal: new AbortController().signal }).catch(() => undefined);
}

/**
 * Sends what is missing of a file, piece by piece. After a broken line it asks how much arrived and goes on from there.
 * @throws UploadFault when the server refuses, or the line stays broken
 */
export async function sendFile(file: File, upload: UploadView, sending: Sending): Promise<UploadView> {
  let state = upload;
  for (let failures = 0; !state.finished; ) {
    try {
      state = await sendPiece(file, state, sending);
      failures = 0;
    } catch (fault) {
      const pause = PAUSES_MS[failures++];
      if (sending.signal.aborted || !(fault instanceof UploadFault) || !fault.passing || pause === undefined) throw fault;
      await new Promise((resolve) => setTimeout(resolve, pause));
      state = await send('GET', `/api/data/uploads/${state.id}`, sending).catch(() => state);
    }
  }
  return state;
}

function sendPiece(file: File, { id, received }: UploadView, sending: Sending): Promise<UploadView> {
  const body = file.slice(received, received + PIECE_BYTES);
  const headers = { 'content-type': 'application/octet-stream' };
  const onProgress = (sent: number) => sending.onProgress(received + sent);
  return send('PATCH', `/api/data/uploads/${id}?offset=${received}`, { ...sending, body, headers, onProgress });
}

interface Request extends Partial<Sending> {
  readonly csrf: string;
  readonly signal: AbortSignal;
  readonly body?: string | Blob;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `fetch` cannot tell how much of a body has left, so this is the older way. */
function send(method: string, path: string, { csrf, signal, body, headers = {}, onProgress }: Request): Promise<UploadView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.responseType = 'json';
    request.setRequestHeader('x-csrf-token', csrf);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (onProgress) request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => (request.status < 400 ? resolve(request.response as UploadView) : reject(faultOf(request)));
    request.onerror = () => reject(new UploadFault(LINE, true));
    request.onabort = () => reject(new UploadFault(LINE, false));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}

function faultOf({ status, response }: XMLHttpRequest): UploadFault {
  const said = (response ?? {}) as { title?: string; title_zh?: string };
  const text = { en: said.title ?? LINE.en, zh: said.title_zh ?? said.title ?? LINE.zh };
  return new UploadFault(text, status === 409 || status === 429 || status >= 500);
}
