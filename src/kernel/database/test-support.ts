import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Runs TypeScript in a process of its own, such as one that is killed or that is another user. @returns what it printed and how it ended */
export function runScript(script: string, options: { uid?: number; env?: Record<string, string> } = {}) {
  const { uid, env = {} } = options;
  const node = [process.execPath, '--input-type=module-typescript', '--disable-warning=ExperimentalWarning', '-e', script];
  const [program = '', ...args] = uid === undefined ? node : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...node];
  // biome-ignore lint/style/noProcessEnv: a child needs the path and the like
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, text }));
  return {
    pid: child.pid ?? 0,
    ended,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** Waits until it has printed the words. */
    until: async (words: string) => {
      while (!text.includes(words)) {
        if (child.exitCode !== null) throw new Error(`it ended without "${words}": ${text}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

/** Whether this machine lets us do something, such as mounting a file system. */
export function can(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
