import { closed, type JobWork, job, jobType, kernelDb } from '../core/index.ts';
import { verifyLedger } from './audit.ts';
import type { LedgerTables } from './tables.ts';

const unit = { en: 'entries', zh: '条记录' };

/** The audit of the whole ledger, as somebody starts it. */
export const auditType = jobType('ledger.audit', { en: 'Audit of the ledger', zh: '账本审计' }, closed({}));

/**
 * Audits the ledger every night and on demand. What it found becomes an entry itself, so that nobody can claim an audit that was not;
 * a fault lets the job fail with the first bad record's name.
 */
export const auditJob = job({
  type: auditType,
  cron: '30 3 * * *',
  async run(work: JobWork<LedgerTables>) {
    const report = await verifyLedger((run) => work.transaction((context) => run(kernelDb(context))), {
      onProgress: (done, total) => work.progress({ done, total, unit }),
    });
    const { ok, size, root, checkpoints, fault } = report;
    const body = { ok, size, root, checkpoints, fault: fault && { code: fault.code, record: fault.record, key: fault.key } };
    await work.transaction((context) => context.record({ kind: 'ledger.audited', body }));
    if (fault) throw new Error(fault.text.en);
  },
});
