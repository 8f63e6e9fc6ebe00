export { type Account, type Balance, balanceOf, type NewAccount, openAccount, readAccount } from './accounts.ts';
export { moneyErrors } from './errors.ts';
export { moneyManifest } from './manifest.ts';
export { type Refund, refund } from './refunds.ts';
export { capture, type Reservation, release, reserve, type Settlement } from './reservations.ts';
export { type StatementLine, statementOf, type TrialRow, trialBalance } from './statements.ts';
export {
  type Charge,
  charge,
  credit,
  debit,
  digestOf,
  type Occasion,
  type Posting,
  readTransaction,
  type Transaction,
} from './transactions.ts';
