import { AgeOf, type Column, Columns, DataTable, type FilterSpec, PageHeader, Pill, useApi, useFormat, useTexts } from '#ui';

import type { EntryView } from '../../schema.ts';
import { AuditCard } from './audit.tsx';
import { HeadCard } from './head.tsx';
import './ledger.css';
import { ledgerTexts } from './texts.ts';
import { YourselfCard } from './yourself.tsx';

const { place, kind, recorded, id } = ledgerTexts.table;

const COLUMNS: readonly Column<EntryView>[] = [
  { key: 'index', title: place, align: 'end', cell: ({ index }) => <Place index={index} /> },
  { key: 'kind', title: kind, cell: (row) => <code>{row.kind}</code> },
  { key: 'recordedAt', title: recorded, cell: ({ recordedAt }) => <AgeOf at={recordedAt} /> },
  { key: 'id', title: id, cell: (row) => <code className="tiny ink2">{row.id}</code> },
];

/** Every line of the ledger, newest first, beside the signed head that this browser checks. */
export default function Ledger() {
  const t = useTexts(ledgerTexts);
  const kinds = useApi<{ items: readonly string[] }>('/api/ledger/kinds', { freshSeconds: 60 });
  const options = (kinds.data?.items ?? []).map((value) => ({ value, title: { en: value, zh: value } }));
  const filters: readonly FilterSpec[] = [{ key: 'kind', title: kind, kind: 'choice', options }];
  return (
    <div className="page">
      <PageHeader title={t('title')} facts={t('facts')}>
        <a className="btn plain md" href="/ledger">
          <span>{t('portal')}</span>
        </a>
      </PageHeader>
      <Columns
        main={
          <DataTable
            name="ledger"
            title={t('entries')}
            source="/api/ledger/entries/recent"
            columns={COLUMNS}
            filters={filters}
            pageSize={25}
            rowKey={(row) => row.id}
            rowHref={(row) => `/ledger/entries/${row.id}`}
            empty={{ title: t('none'), text: t('noneText') }}
          />
        }
        side={
          <>
            <HeadCard />
            <AuditCard />
            <YourselfCard />
          </>
        }
      />
    </div>
  );
}

function Place({ index }: { readonly index: number | null }) {
  const t = useTexts(ledgerTexts);
  const format = useFormat();
  return index === null ? <Pill tone="working">{t('waiting')}</Pill> : <b className="nb">{format.number(index)}</b>;
}
