import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Two builds into one folder: what browsers load (`assets/`, names carry a hash) and the renderer the server imports (`render.js`).
 * React stays on the server; pages carry no framework.
 */
export default defineConfig({
  root: here('.'),
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  environments: {
    client: {
      build: {
        manifest: 'manifest.json',
        rolldownOptions: {
          input: here('enhance.ts'),
          output: { entryFileNames: 'assets/portal.[hash].js', assetFileNames: 'assets/portal.[hash][extname]' },
        },
      },
    },
    ssr: {
      resolve: { noExternal: true },
      build: {
        ssr: true,
        emptyOutDir: false,
        emitAssets: true,
        rolldownOptions: {
          input: here('render.tsx'),
          output: { entryFileNames: 'render.js', assetFileNames: 'assets/portal.[hash][extname]' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'ssr']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
});
