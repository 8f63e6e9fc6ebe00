import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../../dist/field/', import.meta.url);
/** A first visit over a weak mobile network: about two seconds at 0.5 Mbit/s. */
const BUDGET_BYTES = 120_000;

const skip = existsSync(new URL('sw.js', DIST)) ? false : 'dist/field is not built; run npm run build';
const read = (file: string) => readFileSync(new URL(file, DIST));

test('the first visit to the field app loads at most 120 kB, compressed, and carries nothing inline', { skip }, () => {
  const page = read('index.html').toString();
  const files = [...page.matchAll(/(?:src|href)="\/field\/(assets\/[^"]+)"/g)].map(([, file]) => String(file));
  assert.ok(files.length >= 2, page);
  const total = files.reduce((sum, file) => sum + gzipSync(read(file)).length, 0);
  assert.ok(total <= BUDGET_BYTES, `${total} bytes in ${files.join(', ')}`);
  assert.doesNotMatch(page, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
});

test('the service worker keeps every part of the app, and every part is there', { skip }, () => {
  const worker = read('sw.js').toString();
  const page = read('index.html').toString();
  const manifest = JSON.parse(read('manifest.webmanifest').toString()) as { icons: { src: string }[]; start_url: string };
  const parts = [...page.matchAll(/\/field\/(assets\/[^"]+)"/g)].map(([, file]) => String(file));
  for (const part of [...parts, 'manifest.webmanifest', ...manifest.icons.map(({ src }) => src)]) {
    assert.ok(worker.includes(part), `${part} would be missing without a network`);
    assert.ok(existsSync(new URL(part, DIST)), part);
  }
  assert.equal(manifest.start_url, '/field/');
});
