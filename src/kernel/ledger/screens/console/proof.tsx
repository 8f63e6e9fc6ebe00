import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Button, Loaded, Note, Pill, Section, StatePanel, useApi, useFormat, useTexts } from '#ui';

import { fromBase64 } from '../../bytes.ts';
import type { EntryView } from '../../schema.ts';
import type { ProofStep } from '../../verify.ts';
import { canCheck, checkEntry, type EntryCheck, type SignedHead, withOneLetterChanged } from './check.ts';
import { HashChip } from './hash-chip.tsx';
import { ledgerTexts } from './texts.ts';

interface ProofProps {
  readonly entry: EntryView & { readonly index: number };
  readonly head: SignedHead;
  readonly keys: readonly string[];
}

/** Follows an entry from its text up to the signed root, step by step, computed in this browser; and lets one see it fail. */
export function Proof({ entry, head, keys }: ProofProps) {
  const t = useTexts(ledgerTexts);
  const { index } = entry;
  const reading = useApi<{ proof: readonly string[] }>(index < head.size ? '/api/ledger/proofs/inclusion' : null, {
    query: { index, size: head.size },
    freshSeconds: 3600,
  });
  const [changed, setChanged] = useState(false);
  if (!canCheck)
    return (
      <Note tone="warn" title={t('cannot')}>
        {t('cannotText')}
      </Note>
    );
  if (index >= head.size)
    return (
      <StatePanel kind="empty" title={t('unsigned')}>
        {t('unsignedText')}
      </StatePanel>
    );
  const toggle = (
    <Button size="sm" onClick={() => setChanged(!changed)} aria-pressed={changed}>
      {t(changed ? 'restore' : 'change')}
    </Button>
  );
  return (
    <Section title={t('proof')} note={t('proofNote')} aside={toggle}>
      <Loaded reading={reading}>
        {({ proof }) => (
          <Checked entry={changed ? withOneLetterChanged(entry) : entry} proof={proof} head={head} keys={keys} changed={changed} />
        )}
      </Loaded>
    </Section>
  );
}

interface CheckedProps {
  readonly entry: EntryView;
  readonly proof: readonly string[];
  readonly head: SignedHead;
  readonly keys: readonly string[];
  readonly changed: boolean;
}

function Checked({ entry, proof, head, keys, changed }: CheckedProps) {
  const t = useTexts(ledgerTexts);
  const { data, error } = useQuery({
    queryKey: ['ledger-check', entry, proof, head, keys],
    queryFn: () => checkEntry(entry, proof, head, keys),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (error)
    return (
      <Note tone="stop" title={t('fails')}>
        {error.message}
      </Note>
    );
  if (!data) return <Pill tone="working">{t('checking')}</Pill>;
  return (
    <div className="stack tight" aria-live="polite">
      <Verdict check={data} size={head.size} changed={changed} />
      <Climb check={data} root={head.root} />
    </div>
  );
}

function Verdict({ check, size, changed }: { readonly check: EntryCheck; readonly size: number; readonly changed: boolean }) {
  const t = useTexts(ledgerTexts);
  const format = useFormat();
  if (check.leafHolds && check.rootHolds && check.signature.holds) {
    const numbers = { steps: format.number(check.steps.length), size: format.number(size) };
    return (
      <Note tone="ok" title={t('holds')}>
        {t('holdsText', numbers)}
      </Note>
    );
  }
  return (
    <Note tone="stop" title={t('fails')}>
      {t(changed ? 'changed' : 'failsText')}
    </Note>
  );
}

/** The way up: the entry's hash, each neighbour with the side it stands on, and the root. */
function Climb({ check: { leaf, steps, root, rootHolds }, root: signed }: { readonly check: EntryCheck; readonly root: string }) {
  const t = useTexts(ledgerTexts);
  const tone = rootHolds ? 'own' : 'bad';
  const other = [...fromBase64(signed, 32).slice(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return (
    <ol className="climb">
      <li>
        <div className="pair">
          <HashChip hash={leaf} tone={tone} />
        </div>
        <p>
          {t('stepText')} <span className="tiny ink2">{t('stepTextNote')}</span>
        </p>
      </li>
      {steps.map((step, at) => (
        <Step key={step.covers.start} step={step} own={steps[at - 1]?.result ?? leaf} tone={tone} />
      ))}
      <li className="summit">
        <div className="pair">
          <HashChip hash={root} tone={tone} />
        </div>
        <p>
          <b>{t('stepRoot')}</b>{' '}
          <Pill tone={rootHolds ? 'good' : 'danger'}>{rootHolds ? t('sameRoot') : t('otherRoot', { root: `${other}…` })}</Pill>
        </p>
      </li>
    </ol>
  );
}

function Step({
  step: { side, covers, neighbour },
  own,
  tone,
}: {
  readonly step: ProofStep;
  readonly own: ProofStep['result'];
  readonly tone: 'own' | 'bad';
}) {
  const t = useTexts(ledgerTexts);
  const format = useFormat();
  const count = covers.end - covers.start;
  const places = count === 1 ? format.number(covers.start) : `${format.number(covers.start)}–${format.number(covers.end - 1)}`;
  const [mine, theirs] = [<HashChip key="own" hash={own} tone={tone} />, <HashChip key="neighbour" hash={neighbour} />];
  return (
    <li>
      <div className="pair">{side === 'left' ? [theirs, mine] : [mine, theirs]}</div>
      <p className="small ink2">{t(side === 'left' ? 'stepLeft' : 'stepRight', { count, covers: places })}</p>
    </li>
  );
}
