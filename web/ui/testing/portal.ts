import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import type { Page } from 'playwright-core';

import type { RenderPortal } from '../../../src/kernel/http/page.ts';

interface BuiltPortal {
  readonly render: RenderPortal;
  /** Addresses of the stylesheet and the script. */
  readonly assets: readonly string[];
}

const dist = new URL('../../../dist/portal/', import.meta.url);

/** Builds the portal where it is stale, and loads its renderer. */
export async function builtPortal(): Promise<BuiltPortal> {
  const { build } = (await import(new URL('../../../scripts/build.mjs', import.meta.url).href)) as {
    build(say: undefined, names: readonly string[]): Promise<void>;
  };
  await build(undefined, ['portal']);
  return (await import(new URL('render.js', dist).href)) as BuiltPortal;
}

/** The content of a built file by its address, such as `/assets/portal.abc.css`. */
export function assetContent(address: string): Buffer {
  return readFileSync(new URL(`.${address}`, dist));
}

/** Bytes on the wire. */
export function gzipped(content: string | Buffer): number {
  return gzipSync(content).length;
}

/** Shows a document as the portal's server would: own files only, no other network. May be called again with the next one. */
export async function showDocument(page: Page, html: string): Promise<void> {
  await page.unrouteAll();
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/page') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    if (!pathname.startsWith('/assets/')) return route.abort();
    const type = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }[pathname.split('.').at(-1) ?? ''] ?? '';
    return route.fulfill({ contentType: type, body: assetContent(pathname) });
  });
  await page.goto('http://portal.test/page');
}
