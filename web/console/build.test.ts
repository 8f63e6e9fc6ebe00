import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../../dist/console/', import.meta.url);
const BUDGET_BYTES = 250_000;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const built = existsSync(new URL('manifest.json', DIST));
const skip = built ? false : 'dist/console is not built; run npm run build';

test('the first visit to the console loads at most 250 kB, compressed', { skip }, () => {
  const files = firstLoad();
  assert.ok(files.length > 2, 'the build lists its files');
  const total = files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, DIST))).length, 0);
  assert.ok(total <= BUDGET_BYTES, `${total} bytes in ${files.join(', ')}`);
});

test('no screen of a module is part of the first load', { skip }, () => {
  const chunks = manifest();
  const first = new Set(firstLoad());
  const screens = Object.entries(chunks).filter(([source]) => source.includes('/screens/console/'));
  assert.ok(screens.length > 0, 'screens were built');
  for (const [source, { file }] of screens) assert.ok(!first.has(file), source);
});

test('every script and style of the page carries the nonce, so nothing else can run', { skip }, () => {
  const page = readFileSync(new URL('index.html', DIST), 'utf8');
  const tags = page.match(/<(script|link rel="(?:stylesheet|modulepreload)")[^>]*>/g) ?? [];
  assert.ok(tags.length > 1);
  for (const tag of tags) assert.match(tag, /nonce="__CSP_NONCE__"/);
  assert.doesNotMatch(page, /<style|\sstyle=|\son[a-z]+=/);
});

test('every menu icon that a manifest names exists', () => {
  const known = new Set(
    readFileSync(new URL('icons.ts', import.meta.url), 'utf8')
      .match(/^ {2}\w+(?=: Icon)/gm)
      ?.map((name) => name.trim()),
  );
  assert.ok(known.size > 10);
  const files = globSync('src/{kernel,modules}/*/{manifest,module,console}.ts', { cwd: new URL('../../', import.meta.url) });
  const named = files.flatMap((file) => [
    ...readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').matchAll(/order: \d+, icon: '(\w+)'/g),
  ]);
  assert.ok(named.length > 0, 'manifests name icons');
  for (const [line, icon = ''] of named) assert.ok(known.has(icon), line);
});

function manifest(): Readonly<Record<string, Chunk>> {
  return JSON.parse(readFileSync(new URL('manifest.json', DIST), 'utf8')) as Readonly<Record<string, Chunk>>;
}

/** What the page loads before it draws: the entry, all it imports at once, and their styles. */
function firstLoad(): string[] {
  const chunks = manifest();
  const files = new Set(['index.html']);
  const add = (name: string) => {
    const chunk = chunks[name];
    if (!chunk || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) add(next);
  };
  for (const [name, { isEntry }] of Object.entries(chunks)) if (isEntry) add(name);
  return [...files];
}
