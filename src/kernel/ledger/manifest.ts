import { Type } from 'typebox';

import { closed, defineModule, kernelDb, portalScreen } from '../core/index.ts';
import { auditJob } from './audit-job.ts';
import { ledgerPage } from './portal.ts';
import { ledgerRoutes } from './routes.ts';
import type { LedgerTables } from './tables.ts';

/** The district's append-only Merkle log: decisions, publications, personal reads, grants, closures. */
export const ledgerManifest = defineModule<LedgerTables>({
  name: 'ledger',
  title: { en: 'Ledger', zh: '存证账本' },
  purpose: 'Make what was decided, published and read provable later, by anybody, without trusting us.',
  dependsOn: [],
  migrations: new URL('./migrations/', import.meta.url),
  tables: {
    kernel_ledger_entry: { purpose: 'Entries of the log: ids and digests only', personal: [], retentionDays: 'forever' },
    kernel_ledger_queue: { purpose: 'Entries that wait for their place in the tree', personal: [], retentionDays: 1 },
    kernel_ledger_leaf: { purpose: 'Place and leaf hash of each entry', personal: [], retentionDays: 'forever' },
    kernel_ledger_node: { purpose: 'Hashes of complete subtrees', personal: [], retentionDays: 'forever' },
    kernel_ledger_key: { purpose: 'Public keys that signed checkpoints', personal: [], retentionDays: 'forever' },
    kernel_ledger_checkpoint: { purpose: 'Signed heads of the tree', personal: [], retentionDays: 'forever' },
  },
  permissions: { 'ledger:audit': { en: 'Audit the whole ledger', zh: '审计整本存证账本' } },
  jobs: [auditJob],
  routes: ledgerRoutes,
  portal: [
    portalScreen({
      path: '/ledger',
      title: { en: 'The public ledger', zh: '公共存证账本' },
      view: 'ledger/ledger',
      permission: 'public',
      query: closed({ entry: Type.Optional(Type.String({ maxLength: 200 })) }),
      load: (context, { query }) => ledgerPage(kernelDb(context), context.district, (query.entry ?? '').trim()),
    }),
  ],
  console: [
    {
      path: '/ledger',
      title: { en: 'Ledger', zh: '存证账本' },
      view: 'ledger/ledger',
      permission: 'signed-in',
      menu: { order: 90, icon: 'ledger' },
    },
    { path: '/ledger/entries/:id', title: { en: 'Ledger entry', zh: '账本条目' }, view: 'ledger/entry', permission: 'signed-in' },
  ],
});
