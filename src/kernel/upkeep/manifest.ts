import { type AnyModule, defineModule } from '../core/index.ts';
import { cleanJob } from './clean.ts';

/** What the platform does for itself at night. It needs all modules to know how long they keep what. */
export function upkeepManifest(modules: () => readonly AnyModule[]) {
  return defineModule<never>({
    name: 'upkeep',
    title: { en: 'Upkeep', zh: '日常维护' },
    purpose: 'Keep every promise about how long data is kept, without anybody having to think of it.',
    dependsOn: [],
    migrations: null,
    tables: {} as never,
    profiles: [],
    permissions: {},
    purposes: [],
    publishes: [],
    consumes: [],
    ports: [],
    jobs: [cleanJob(modules)],
    routes: [],
    portal: [],
    console: [],
    contributes: {},
  });
}
