import { useQuery } from '@tanstack/react-query';

import { AgeOf, Facts, Loaded, Note, Pill, type Reading, Section, StatePanel, useApi, useFormat, useTexts } from '#ui';

import { fromBase64 } from '../../bytes.ts';
import { canCheck, checkGrowth, checkSignature, type Growth, type SignedHead } from './check.ts';
import { HashChip } from './hash-chip.tsx';
import { ledgerTexts } from './texts.ts';

type HeadItem = SignedHead & { readonly signedAt: string };

/** The newest checkpoint, read again as the ledger grows. */
export function useHead(): Reading<{ readonly items: readonly HeadItem[] }> {
  return useApi('/api/ledger/checkpoints', { query: { limit: 1 }, freshSeconds: 5 });
}

/** The public keys that sign. */
export function useKeys(): Reading<{ readonly items: readonly { readonly verifier: string }[] }> {
  return useApi('/api/ledger/keys', { freshSeconds: 3600 });
}

/** The newest checkpoint with what this browser found out about it. */
export function HeadCard() {
  const t = useTexts(ledgerTexts);
  const head = useHead();
  const keys = useKeys();
  return (
    <Section title={t('head')}>
      <Loaded reading={head}>
        {({ items: [latest] }) =>
          latest ? (
            <HeadFacts head={latest} keys={keys.data?.items.map(({ verifier }) => verifier) ?? null} />
          ) : (
            <StatePanel kind="empty" title={t('nothingSigned')} />
          )
        }
      </Loaded>
    </Section>
  );
}

function HeadFacts({ head, keys }: { readonly head: HeadItem; readonly keys: readonly string[] | null }) {
  const t = useTexts(ledgerTexts);
  const format = useFormat();
  const signature = useQuery({
    queryKey: ['ledger-signature', head.note, keys],
    queryFn: () => checkSignature(head, keys ?? []),
    enabled: canCheck && keys !== null,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  const growth = useGrowth(head, signature?.holds === true);
  return (
    <div className="stack tight">
      <Facts
        facts={[
          [
            t('size'),
            <span key="size" className="b">
              {format.number(head.size)}
            </span>,
          ],
          [t('root'), <HashChip key="root" hash={fromBase64(head.root, 32)} tone="own" />],
          [t('signed'), <AgeOf key="at" at={head.signedAt} />],
          [t('signature'), canCheck && <Verdict key="signature" holds={signature?.holds} />],
          [t('sinceLast'), canCheck && growth && <GrowthMark key="growth" growth={growth} />],
        ]}
      />
      {growth?.kind === 'rewritten' && (
        <Note tone="stop" title={t('rewritten')}>
          {t('rewrittenText', { since: format.number(growth.since) })}
        </Note>
      )}
      {!canCheck && (
        <Note tone="warn" title={t('cannot')}>
          {t('cannotText')}
        </Note>
      )}
      <pre className="signed-note">{head.note}</pre>
    </div>
  );
}

/** Compares with what this browser remembers, once the signature holds. */
function useGrowth(head: HeadItem, signed: boolean): Growth | undefined {
  return useQuery({
    queryKey: ['ledger-growth', head.note],
    queryFn: () => checkGrowth(head, proofOf, localStorage),
    enabled: canCheck && signed,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

async function proofOf(from: number, to: number): Promise<readonly string[]> {
  const answer = await fetch(`/api/ledger/proofs/consistency?from=${from}&to=${to}`);
  if (!answer.ok) return [];
  return ((await answer.json()) as { proof: string[] }).proof;
}

function Verdict({ holds }: { readonly holds: boolean | undefined }) {
  const t = useTexts(ledgerTexts);
  if (holds === undefined) return <Pill tone="working">{t('checking')}</Pill>;
  return <Pill tone={holds ? 'good' : 'danger'}>{t(holds ? 'signatureHolds' : 'signatureWrong')}</Pill>;
}

function GrowthMark({ growth }: { readonly growth: Growth }) {
  const t = useTexts(ledgerTexts);
  const format = useFormat();
  if (growth.kind === 'first') return <Pill tone="todo">{t('first')}</Pill>;
  if (growth.kind === 'rewritten') return <Pill tone="danger">{t('rewritten')}</Pill>;
  return (
    <>
      <Pill tone="good">{t('grown')}</Pill> <span className="tiny ink2 nb">{t('grownFrom', { since: format.number(growth.since) })}</span>
    </>
  );
}
