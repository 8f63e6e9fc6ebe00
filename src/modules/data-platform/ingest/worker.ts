// The process that does the work, apart from the one that answers requests. It reads one request from standard input, writes messages
// as JSON lines to standard output, and ends when it is done or when whoever started it goes away.

import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { sniffFile } from './detect/sniff.ts';
import { diffVersions } from './diff.ts';
import { IngestFault } from './fault.ts';
import { loadFiles } from './load/load.ts';
import type { Message, Task } from './tasks.ts';
import { verifyFiles } from './verify.ts';

const PROGRESS_MS = 100;
let reported = { at: 0, step: '' };

const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => void perform(JSON.parse(line) as Task));
process.stdin.once('end', () => process.exit(3));

async function perform(task: Task): Promise<void> {
  const [message, code] = await run(task).then<[Message, number], [Message, number]>(
    (result) => [{ type: 'done', result }, 0],
    (error: unknown) => [faultMessage(error), 1],
  );
  send(message);
  process.exit(code);
}

function run(task: Task): Promise<unknown> {
  switch (task.kind) {
    case 'sniff':
      return sniffFile(task.request);
    case 'load':
      return loadFiles(task.request, (progress) => {
        if (Date.now() - reported.at < PROGRESS_MS && progress.step === reported.step) return;
        reported = { at: Date.now(), step: progress.step };
        send({ type: 'progress', progress });
      });
    case 'diff':
      return diffVersions(task.request);
    case 'verify':
      return verifyFiles(task.request);
  }
}

function faultMessage(error: unknown): Message {
  if (error instanceof IngestFault) return { type: 'fault', fault: error.fault, details: error.details };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (code === 'ENOSPC' || /no space left/i.test(text)) return { type: 'fault', fault: 'diskFull', details: {} };
  if (code === 'ENOENT' && error instanceof Error && 'path' in error)
    return { type: 'fault', fault: 'unknownFile', details: { path: error.path } };
  return { type: 'crash', text };
}

/** Written at once, because the process ends right after its last message. */
function send(message: Message): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}
