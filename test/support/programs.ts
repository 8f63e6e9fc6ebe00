import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Generous: on a busy machine a first start builds screens and a database cluster. */
const PATIENCE_MS = 120_000;

/** A program that a test has started. */
export interface Program {
  readonly child: ChildProcess;
  /** All it has said so far, on both outputs. */
  said(): string;
  /** Waits until it says this. @throws Error with all it said, when it ends before */
  until(words: RegExp): Promise<RegExpMatchArray>;
  /** Waits for its end. @returns the exit status, or null when a signal ended it */
  end(): Promise<number | null>;
  signal(name: NodeJS.Signals): void;
}

type Environment = Readonly<Record<string, string>>;

/** Starts the platform as a user does: `npm start` without npm. */
export function startAsUser(env: Environment): Program {
  return run('/usr/bin/env', ['node', 'scripts/run.mjs', 'bin/maplebridge.mjs', 'start'], env);
}

/** Starts the platform with demo personas and no data, for tests that kill it. */
export function startServing(env: Environment): Program {
  return run(process.execPath, ['test/support/serve.ts'], env);
}

function run(command: string, args: readonly string[], env: Environment): Program {
  const { HOME = '', TMPDIR = '', LANG = '' } = process.env;
  const own = { PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`, HOME, LANG, NODE_NO_WARNINGS: '1' };
  const child = spawn(command, args, { cwd: ROOT, env: { ...own, ...(TMPDIR && { TMPDIR }), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const output of [child.stdout, child.stderr]) output?.setEncoding('utf8').on('data', (part: string) => (words += part));
  const ended = once(child, 'close').then(([status]) => status as number | null);
  return {
    child,
    said: () => words,
    async until(wanted) {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const found = words.match(wanted);
        if (found) return found;
        if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline)
          throw new Error(`never said ${wanted}:\n${words}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    end: () => ended,
    signal: (name) => void child.kill(name),
  };
}
