import { createHook } from 'node:async_hooks';
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

type Callable = (...args: unknown[]) => unknown;
type Owner = Record<string, Callable>;

/** What Node makes when something is opened or connected, whichever function was called. */
const HANDLES = new Set([
  'TCPWRAP',
  'TCPCONNECTWRAP',
  'UDPWRAP',
  'PIPECONNECTWRAP',
  'GETADDRINFOREQWRAP',
  'FSREQCALLBACK',
  'FSREQPROMISE',
  'PROCESSWRAP',
]);

const WATCHED: readonly (readonly [owner: unknown, names: readonly string[]])[] = [
  [
    fs,
    [
      'open',
      'openSync',
      'readFile',
      'readFileSync',
      'createReadStream',
      'stat',
      'statSync',
      'lstatSync',
      'existsSync',
      'accessSync',
      'opendirSync',
      'readdirSync',
      'realpathSync',
      'writeFileSync',
      'createWriteStream',
    ],
  ],
  [fs.promises, ['open', 'readFile', 'stat', 'access', 'opendir', 'readdir', 'writeFile']],
  [net.Socket.prototype, ['connect']],
  [net, ['connect', 'createConnection']],
  [dgram, ['createSocket']],
  [dns, ['lookup', 'resolve', 'resolve4']],
  [dns.promises, ['lookup', 'resolve']],
  [http, ['request', 'get']],
  [https, ['request', 'get']],
  [globalThis, ['fetch']],
  [childProcess, ['spawn', 'spawnSync', 'execFileSync', 'fork']],
];

/** Runs something and notes every file it opens, address it looks up, socket or process it makes. */
export async function withTrap(run: () => void): Promise<{ touched: readonly string[] }> {
  const touched: string[] = [];
  const hook = createHook({ init: (_id, type) => void (HANDLES.has(type) && touched.push(type)) });
  const restore = WATCHED.flatMap(([owner, names]) => names.map((name) => watch(owner as Owner, name, touched)));
  syncBuiltinESMExports(); // named imports follow
  hook.enable();
  try {
    run();
    return { touched };
  } finally {
    hook.disable();
    for (const putBack of restore) putBack();
    syncBuiltinESMExports();
  }
}

function watch(owner: Owner, name: string, touched: string[]): () => void {
  const real = owner[name] as Callable;
  owner[name] = function (this: unknown, ...args: unknown[]) {
    touched.push(`${name} ${String(args[0]).slice(0, 100)}`);
    return Reflect.apply(real, this, args);
  };
  return () => {
    owner[name] = real;
  };
}
