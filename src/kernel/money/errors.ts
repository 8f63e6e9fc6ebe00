import { defineErrors } from '../core/index.ts';

/** What may go wrong with money. */
export const moneyErrors = defineErrors('money', {
  noAccount: { status: 404, en: 'There is no account “{account}”', zh: '不存在账户“{account}”' },
  noTransaction: { status: 404, en: 'There is no such transaction', zh: '该交易不存在' },
  accountDiffers: { status: 422, en: 'The account “{account}” was opened with other terms', zh: '账户“{account}”已按其他条件开立' },
  keyReused: { status: 422, en: 'This charge key was used for a different transaction', zh: '该记账键已用于另一笔交易' },
  unbalanced: {
    status: 422,
    en: 'A transaction needs two or more postings that sum to zero; these sum to {sumFen} fen',
    zh: '一笔交易至少须有两条分录且借贷相等；当前差额为 {sumFen} 分',
  },
  badAmount: {
    status: 422,
    en: 'An amount must be a whole number of fen, above zero and at most 100 billion yuan',
    zh: '金额须为大于零的整数分，且不超过 1000 亿元',
  },
  insufficient: {
    status: 409,
    en: 'The account “{account}” does not hold enough: {missingFen} fen are missing',
    zh: '账户“{account}”余额不足，尚缺 {missingFen} 分',
  },
  overRefund: { status: 409, en: 'Only {leftFen} fen are left of the first transaction', zh: '原交易仅剩 {leftFen} 分可退' },
  sayWhichPart: {
    status: 422,
    en: 'The first transaction has several accounts: say how much goes back from each',
    zh: '原交易涉及多个账户：请说明各账户退回的金额',
  },
  notRefundable: { status: 422, en: 'Only a charge or a captured reservation can be refunded', zh: '仅扣款或已划拨的预留可以退款' },
  notReserved: { status: 422, en: 'This transaction is not a reservation', zh: '该交易不是预留' },
});
