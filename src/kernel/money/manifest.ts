import { defineModule } from '../core/index.ts';
import { AUDIT, accountList, accountPostings, oneTransaction, trial } from './routes.ts';
import type { MoneyTables } from './tables.ts';

/** The district's books: who owes what to whom, and how it came about. */
export const moneyManifest = defineModule<MoneyTables>({
  name: 'money',
  title: { en: 'Books', zh: '账簿' },
  purpose: 'Double-entry books in fen: nothing is charged twice, refunded twice or lost.',
  dependsOn: [],
  migrations: new URL('./migrations/', import.meta.url),
  tables: {
    kernel_account: { purpose: { en: 'Accounts of the books', zh: '账簿科目' }, personal: ['subject_id'], retentionDays: 'forever' },
    kernel_transaction: {
      purpose: { en: 'Everything that happened to money', zh: '全部资金往来' },
      personal: ['reference'],
      retentionDays: 'forever',
    },
    kernel_posting: { purpose: 'Debits and credits of each transaction', personal: [], retentionDays: 'forever' },
    kernel_balance: { purpose: 'Balances that must not fall below a floor', personal: [], retentionDays: 'forever' },
  },
  permissions: { 'money:audit': { en: 'Read the books', zh: '查阅账簿' } },
  purposes: [AUDIT],
  routes: [accountList, accountPostings, oneTransaction, trial],
});
