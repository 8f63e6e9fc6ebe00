import { useParams } from 'react-router';

import { AgeOf, Columns, Facts, Loaded, PageHeader, Section, StatePanel, useApi, useFormat, useTexts } from '#ui';

import { fromBase64 } from '../../bytes.ts';
import type { EntryView } from '../../schema.ts';
import { HashChip } from './hash-chip.tsx';
import { HeadCard, useHead, useKeys } from './head.tsx';
import './ledger.css';
import { Proof } from './proof.tsx';
import { ledgerTexts } from './texts.ts';

/** One entry: what it says, and the proof that it was there when the ledger was signed. */
export default function Entry() {
  const { id = '' } = useParams();
  const reading = useApi<EntryView>(`/api/ledger/entries/${encodeURIComponent(id)}`, { freshSeconds: 5 });
  return (
    <div className="page">
      <Loaded reading={reading}>{(entry) => <Shown entry={entry} />}</Loaded>
    </div>
  );
}

function Shown({ entry }: { readonly entry: EntryView }) {
  const t = useTexts(ledgerTexts);
  const format = useFormat();
  const title = entry.index === null ? t('entryWaiting') : t('entry', { index: format.number(entry.index) });
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ title: t('title'), to: '/ledger' }, { title: entry.kind }]}
        facts={<AgeOf at={entry.recordedAt} />}
      />
      <Columns
        main={
          <>
            <Content entry={entry} />
            <ProofOf entry={entry} />
          </>
        }
        side={<HeadCard />}
      />
    </>
  );
}

function Content({ entry }: { readonly entry: EntryView }) {
  const t = useTexts(ledgerTexts);
  return (
    <Section title={t('content')}>
      <Facts
        facts={[
          [t('kind'), <code key="kind">{entry.kind}</code>],
          [t('id'), <code key="id">{entry.id}</code>],
          [t('leafHash'), entry.leafHash && <HashChip key="hash" hash={fromBase64(entry.leafHash, 32)} tone="own" />],
          ...Object.entries(entry.body).map(([name, value]) => [name, <code key={name}>{plain(value)}</code>] as const),
        ]}
      />
    </Section>
  );
}

function ProofOf({ entry }: { readonly entry: EntryView }) {
  const t = useTexts(ledgerTexts);
  const head = useHead();
  const keys = useKeys();
  const { index } = entry;
  if (index === null || (head.data && !head.data.items[0]))
    return (
      <StatePanel kind="empty" title={t('unsigned')}>
        {t('unsignedText')}
      </StatePanel>
    );
  const [latest] = head.data?.items ?? [];
  if (!latest) return <Loaded reading={head}>{() => null}</Loaded>;
  return (
    <Loaded reading={keys}>
      {({ items }) => <Proof entry={{ ...entry, index }} head={latest} keys={items.map(({ verifier }) => verifier)} />}
    </Loaded>
  );
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
