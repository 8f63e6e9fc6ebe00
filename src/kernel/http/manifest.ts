import { defineModule } from '../core/index.ts';
import type { HttpTables } from './tables.ts';

/** What the edge itself keeps. */
export const httpManifest = defineModule<HttpTables>({
  name: 'http',
  title: { en: 'Web edge', zh: '网络接入' },
  purpose: 'Answers to requests, so that the same request sent twice counts once.',
  dependsOn: [],
  migrations: new URL('./migrations/', import.meta.url),
  tables: {
    kernel_idempotency: {
      purpose: { en: 'Answers kept for requests that are sent again', zh: '为重复提交保留的答复' },
      personal: ['actor_id', 'reply'],
      retentionDays: 7,
      agedBy: 'created_at',
    },
  },
});
