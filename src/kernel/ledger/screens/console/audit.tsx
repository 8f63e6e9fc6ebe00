import { useState } from 'react';

import { AgeOf, Button, JobWatch, Pill, Section, useAct, useApi, useMay, useTexts } from '#ui';

import type { EntryView } from '../../schema.ts';
import { ledgerTexts } from './texts.ts';

interface AuditBody {
  readonly ok: boolean;
  readonly size: number;
  readonly fault: { readonly record: string; readonly key: string } | null;
}

/** What the last full audit found, and the way to start another. */
export function AuditCard() {
  const t = useTexts(ledgerTexts);
  const may = useMay('ledger:audit');
  const [job, setJob] = useState<string | null>(null);
  const reading = useApi<{ items: readonly EntryView[] }>('/api/ledger/entries/recent', {
    query: { kind: 'ledger.audited', limit: 1 },
    topics: ['jobs'],
  });
  const start = useAct<null, { job: string }>({ change: () => ({ path: '/api/ledger/audits', body: {} }), touches: ['/api/jobs'] });
  const [last] = reading.data?.items ?? [];
  return (
    <Section title={t('audit')}>
      <div className="stack tight">
        <p className="small ink2">{t('auditText')}</p>
        {last ? <Finding entry={last} /> : <p className="small ink3">{t('auditNever')}</p>}
        {job && <JobWatch id={job} />}
        <div className="row">
          <Button
            size="sm"
            busy={start.busy}
            refusal={may ? null : t('auditRefused')}
            onClick={() => void start.run(null).then((reply) => reply && setJob(reply.job))}
          >
            {t('auditNow')}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function Finding({ entry }: { readonly entry: EntryView }) {
  const t = useTexts(ledgerTexts);
  const { ok, size, fault } = entry.body as unknown as AuditBody;
  return (
    <p className="row">
      <Pill tone={ok ? 'good' : 'danger'}>
        {fault ? t('auditBad', { record: fault.record, key: fault.key }) : t('auditGood', { count: size })}
      </Pill>
      <AgeOf at={entry.recordedAt} />
    </p>
  );
}
