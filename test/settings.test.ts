// The operator's page of settings names every variable that is read, and no other.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';

it('docs/operate/settings.md explains every variable', () => {
  const read = [...readFileSync('src/kernel/config.ts', 'utf8').matchAll(/(?:env\['|whole\(env, ')([A-Z_]+)'/g)].map(([, name]) =>
    String(name),
  );
  const told = [...readFileSync('docs/operate/settings.md', 'utf8').matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => String(name));
  assert.ok(read.length > 10);
  assert.deepEqual([...new Set(read)].sort(), [...new Set(told)].sort());
});
