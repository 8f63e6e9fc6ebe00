import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the service worker beside the app, in one piece, with the list of what it has to keep. */
const serviceWorker: Plugin = {
  name: 'service-worker',
  async generateBundle(_options, bundle) {
    const assets = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
    const shell = [...assets, 'manifest.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png', 'icon-maskable.png'].sort();
    const page = bundle['index.html'];
    const version = createHash('sha256').update(JSON.stringify([shell, page?.type === 'asset' ? String(page.source) : '']));
    const made = await build({
      configFile: false,
      root: here('.'),
      logLevel: 'warn',
      publicDir: false,
      define: { __SHELL__: JSON.stringify(shell), __VERSION__: JSON.stringify(version.digest('hex').slice(0, 16)) },
      build: { write: false, target: 'es2023', rolldownOptions: { input: here('sw.ts'), output: { format: 'iife' } } },
    });
    const [output] = [made].flat();
    if (!output || !('output' in output)) throw new Error('the service worker was not built');
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: output.output[0].code });
  },
};

/** Builds the app for work outside into `dist/field`. Its page carries nothing inline, so the service worker may keep it. */
export default defineConfig({
  root: here('.'),
  base: '/field/',
  publicDir: here('public'),
  plugins: [react(), serviceWorker],
  build: {
    outDir: here('../../dist/field'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
});
