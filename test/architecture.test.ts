// The rules that keep the parts apart, where types cannot.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { modules } from '../src/app.ts';
import { withKernel } from '../src/kernel/manifests.ts';

const sourcesOf = (folder: string, kinds: string) =>
  globSync(`${folder}/**/*.${kinds}`)
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

const tool = (name: string, args: readonly string[]) =>
  spawnSync(process.execPath, [`node_modules/${name}`, ...args], { encoding: 'utf8', maxBuffer: 1e8 });

describe('the architecture', () => {
  it('breaks no import rule, and the tool did look', () => {
    const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src', 'web', 'test', 'bench', 'demo'];
    const report = execFileSync('node_modules/.bin/depcruise', args, {
      maxBuffer: 1e9,
    });
    const { summary } = JSON.parse(report.toString());
    const broken = summary.violations.map(
      ({ rule, from, to }: { rule: { name: string }; from: string; to: string }) => `${rule.name}: ${from} -> ${to}`,
    );
    assert.deepEqual(broken, []);
    assert.ok(summary.totalCruised > 300, `only ${summary.totalCruised} files seen`); // without TypeScript's API it sees none, and is content
  });
  it('has no unused file, export or dependency', () => {
    const { status, stdout, stderr } = tool('knip/bin/knip.js', ['--no-progress']);
    assert.equal(status, 0, stdout + stderr);
  });
  it('is typed', () => {
    const { status, stdout } = tool('typescript-native/bin/tsc', ['--noEmit']);
    assert.equal(status, 0, stdout);
    const listed = tool('typescript-native/bin/tsc', ['--noEmit', '--listFilesOnly']).stdout.split('\n');
    assert.ok(listed.filter((file) => file.includes('/src/')).length > 200, 'tsc saw the sources');
  });
  it('is in one style', () => {
    const { status, stdout, stderr } = spawnSync('node_modules/.bin/biome', ['check', '--error-on-warnings'], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
  });

  for (const module of modules) {
    const folder = `src/modules/${module.name}`;
    it(`${module.name}: depends on what it imports, and stands after it`, () => {
      const imported = [...sourcesOf(folder, 'ts').matchAll(/from '#module\/([\w-]+)'/g)].map(([, name]) => String(name));
      assert.deepEqual([...new Set(imported)].sort(), [...module.dependsOn].sort());
      const earlier = modules.slice(0, modules.indexOf(module)).map(({ name }) => name);
      assert.ok(module.dependsOn.every((name) => earlier.includes(name)));
    });
    it(`${module.name}: names only its own tables`, () => {
      const touched = tablesIn(`${folder}/migrations`);
      assert.deepEqual([...new Set(touched)].sort(), Object.keys(module.tables).sort());
      assert.ok(touched.every((name) => name.startsWith(`${module.name.replaceAll('-', '_')}_`)));
    });
  }
  it('declares every table of the kernel, once', () => {
    const declared = withKernel([]).flatMap(({ tables }) => Object.keys(tables));
    assert.deepEqual(declared.toSorted(), [...new Set(tablesIn('src/kernel/*/migrations'))].sort());
  });
});

function tablesIn(folder: string): string[] {
  const sql = sourcesOf(folder, 'sql').replaceAll(/--.*$/gm, '');
  return [...sql.matchAll(/create table (?:if not exists )?(\w+)/g)].map(([, name]) => String(name));
}
