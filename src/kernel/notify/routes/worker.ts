import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';

import { workRoute } from '../../core/index.ts';

const SOURCE = readFileSync(new URL('../browser/worker.js', import.meta.url));

/** The service worker that shows pushed news. It lies below the page of settings, so its scope touches no other page. */
export const workerRoute = workRoute({
  method: 'GET',
  path: '/account/notifications/worker.js',
  absolute: true,
  summary: 'Service worker that shows pushed news',
  permission: 'public',
  reply: 'file',
  work: async () => ({ stream: Readable.from([SOURCE]), type: 'text/javascript; charset=utf-8', size: SOURCE.length }),
});
