import { readFileSync } from 'node:fs';

import icon from './icon.svg?no-inline';

interface Manifest {
  readonly 'enhance.ts': { readonly file: string; readonly css: readonly string[] };
}

/** Addresses of the files a page loads. The browser build leaves its manifest beside the renderer. */
export const { script, styles } = readManifest();
export { icon };

function readManifest() {
  const manifest = JSON.parse(readFileSync(new URL('manifest.json', import.meta.url), 'utf8')) as Manifest;
  const { file, css } = manifest['enhance.ts'];
  return { script: `/${file}`, styles: css.map((name) => `/${name}`) };
}
