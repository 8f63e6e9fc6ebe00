// Builds the faces into dist/. Each is rebuilt only when something it was made from has changed.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = `${root}dist`;

/** Each build: its folder under dist/, its Vite configuration, and the files it takes in by itself. */
const builds = ['portal', 'console', 'field']
  .map((name) => ({
    name,
    config: `web/${name}/vite.config.ts`,
    found: [`web/${name}/**/*.*`, `web/ui/${name}/**/*.*`, 'web/ui/*.*', `src/{kernel,modules}/*/screens/${name}/**/*.*`],
  }))
  .filter(({ config }) => existsSync(`${root}${config}`));

/**
 * Brings dist/ up to date.
 * @param {(line: string) => void} say hears what is being built
 * @param {string[]} names builds only these; none means all
 */
export async function build(say = () => {}, names = []) {
  for (const each of builds) {
    if ((names.length > 0 && !names.includes(each.name)) || isFresh(each)) continue;
    const begun = performance.now();
    await run(each);
    say(`${each.name} built in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
}

/** Builds beside the old folder and swaps the two, so that a server that starts meanwhile finds one or the other. */
async function run(each) {
  const { createBuilder } = await import('vite');
  const fresh = `${dist}/.${each.name}-${process.pid}`;
  const sources = new Set();
  const recorder = {
    name: 'record-sources',
    applyToEnvironment: () => true,
    generateBundle() {
      for (const file of this.getModuleIds()) sources.add(file.replace(/[?#].*$/, ''));
    },
  };
  const builder = await createBuilder(
    { configFile: `${root}${each.config}`, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true }, plugins: [recorder] },
    null,
  );
  await builder.buildApp();
  const own = [...sources].filter((file) => file.startsWith(root) && !file.includes('/node_modules/') && existsSync(file));
  const files = [...new Set(own.map((file) => relative(root, file)))].sort();
  writeFileSync(`${fresh}/sources.json`, JSON.stringify({ digest: digestOf(each, files), files }));
  swap(fresh, `${dist}/${each.name}`);
}

function isFresh(each) {
  const stamp = `${dist}/${each.name}/sources.json`;
  if (!existsSync(stamp)) return false;
  const { digest, files } = JSON.parse(readFileSync(stamp, 'utf8'));
  return files.every((file) => existsSync(`${root}${file}`)) && digest === digestOf(each, files);
}

/** What a build depends on: its own folders, whatever else was imported last time, and the versions of packages. */
function digestOf({ found }, files) {
  const hash = createHash('sha256');
  const own = globSync(found, { cwd: root }).filter((file) => !/\.test\.ts$|\.md$/.test(file));
  const all = new Set([...own, ...files, 'package-lock.json', 'scripts/build.mjs']);
  for (const file of [...all].sort()) hash.update(file).update(readFileSync(`${root}${file}`));
  return hash.digest('hex');
}

function swap(fresh, target) {
  const old = `${fresh}-old`;
  mkdirSync(target, { recursive: true });
  renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true });
}

// The line a person reads; imported, the module stays silent.
if (process.argv[1] === fileURLToPath(import.meta.url)) await build((line) => process.stdout.write(`${line}\n`), process.argv.slice(2));
