import { csvLine } from '../csv.ts';
import { addDays } from '../days.ts';
import { randomStream } from '../random.ts';
import type { Payment } from '../spending/ledger.ts';
import { spendingLedger } from '../spending/ledger.ts';
import { type Row, type TableGenerator, yuan } from './table.ts';

/** How many bills were paid twice, under another voucher a few days later: for the auditor to find, not for the loader to refuse. */
export const PAID_TWICE = 7;
const LEAST_YUAN_PAID_TWICE = 5_000;

/** Payments of public money, with a few bills paid twice and a few lines spoilt by hand. */
export const spending: TableGenerator = (district) => {
  const payments = spendingLedger(district);
  const twice = paidTwice(payments, district.seed);
  const all = [...payments, ...twice].sort((one, other) => (one.paidOn < other.paidOn ? -1 : one.paidOn > other.paidOn ? 1 : 0));
  return { rows: all.map(rowOf), dirtyLines: dirtyLines(payments[100] as Payment) };
};

function rowOf(payment: Payment): Row {
  const { voucher, paidOn, payerCode, payerLevel, payer, payee, payeeUscc, amountFen, category, project } = payment;
  return {
    voucher_no: voucher,
    payment_date: paidOn,
    payer_code: payerCode,
    payer_level: payerLevel,
    payer: payer.zh,
    payer_en: payer.en,
    payee: payee.zh,
    payee_en: payee.en,
    payee_uscc: payeeUscc,
    amount_yuan: yuan(amountFen),
    category,
    project: project.zh,
    project_en: project.en,
  };
}

function paidTwice(payments: readonly Payment[], seed: number): Payment[] {
  const random = randomStream(seed, 'paid twice');
  const large = payments.filter(
    ({ payeeUscc, amountFen, payerLevel }) => payeeUscc && payerLevel !== 'village' && amountFen > LEAST_YUAN_PAID_TWICE * 100,
  );
  return random
    .shuffled(large.slice(0, -400))
    .slice(0, PAID_TWICE)
    .map((payment, index) => ({
      ...payment,
      voucher: `${payment.voucher}-B${index + 1}`,
      paidOn: addDays(payment.paidOn, random.between(0, 1) * 7),
    }));
}

/** Each line breaks one rule that the dataset's description states. */
function dirtyLines(model: Payment): string[] {
  const good = rowOf(model);
  let number = 0;
  const spoil = (faults: Row): string => {
    number += 1;
    return csvLine(Object.values({ ...good, voucher_no: `BG-${model.paidOn.slice(0, 4)}-${String(number).padStart(5, '0')}`, ...faults }));
  };
  return [
    spoil({ payment_date: '2025/13/02' }),
    spoil({ payment_date: '二〇二五年六月' }),
    spoil({ payment_date: '2025-02-30' }),
    spoil({ payment_date: '' }),
    spoil({ payer: '' }),
    spoil({ payer_level: '县' }),
    spoil({ payee: '' }),
    spoil({ payee_uscc: '9133O699MA' }),
    spoil({ amount_yuan: '壹万贰仟元整' }),
    spoil({ amount_yuan: '3800元' }),
    spoil({ amount_yuan: '约5000' }),
    spoil({ amount_yuan: '' }),
    spoil({ amount_yuan: '12.3.4' }),
    spoil({ amount_yuan: '#REF!' }),
    spoil({ amount_yuan: '1,280.00' }),
    spoil({ amount_yuan: '99.995' }),
    spoil({ amount_yuan: '0.00' }),
    spoil({ category: '其他' }),
    `${spoil({})},多出一列`,
    csvLine(Object.values(good).slice(0, 6)),
    '合计',
  ];
}
