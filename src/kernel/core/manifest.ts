import { defineModule } from './module.ts';
import type { ContextTables } from './tables.ts';

/** What every context writes: who read what about whom, and what was decided why. */
export const contextManifest = defineModule<ContextTables>({
  name: 'core',
  title: { en: 'Access log and decisions', zh: '查阅记录与决定' },
  purpose: 'Show people who read their data and why, and keep every decision with its reasons.',
  dependsOn: [],
  migrations: new URL('./migrations/', import.meta.url),
  tables: {
    kernel_access_log: {
      purpose: { en: 'One line for each look at somebody’s personal data', zh: '每次查阅个人数据的留痕' },
      personal: ['subject_id'],
      retentionDays: 3650,
      agedBy: 'read_at',
    },
    kernel_decision: {
      purpose: { en: 'Every decision by a rule, with its inputs', zh: '依规则作出的每项决定及其依据' },
      personal: ['inputs', 'outcome'],
      retentionDays: 3650,
    },
  },
});
