import { defineModule } from '../core/index.ts';
import type { EventTables } from './tables.ts';

/** What happened, on its way to whoever needs to know. */
export const eventsManifest = defineModule<EventTables>({
  name: 'events',
  title: { en: 'Events', zh: '事件' },
  purpose: 'Carry what happened in one module to the others, at least once and in order, and to the browsers that watch.',
  dependsOn: [],
  migrations: new URL('./migrations/', import.meta.url),
  tables: {
    kernel_outbox: { purpose: 'Events with ids only, until every consumer has seen them', personal: [], retentionDays: 90 },
    kernel_event_seen: { purpose: 'Which consumer has handled which event', personal: [], retentionDays: 90 },
    kernel_live: { purpose: 'What browsers follow live, ids only', personal: [], retentionDays: 1 },
  },
  profiles: [],
  permissions: {},
  purposes: [],
  publishes: [],
  consumes: [],
  ports: [],
  jobs: [],
  routes: [],
  portal: [],
  console: [],
  contributes: {},
});
