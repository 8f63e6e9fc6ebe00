import { useCallback } from 'react';

import { spanOf, useLanguage, useTexts, useTick } from '#ui';

import { type ClaimView, holding, type Shown } from './shown.ts';
import { boardTexts } from './texts.ts';

/** The claim on a case while its lease holds; it goes away by itself. `ahead` is how far the server's clock is before this one. */
export function useHolding(of: Shown, ahead: number): ClaimView | null {
  const holds = useTick(useCallback((now: number) => (holding(of, now + ahead) ? 1 : 0), [of, ahead]));
  return holds ? of.claim : null;
}

/** Who is at a case, in few letters. */
export function ClaimMark({ of, ahead }: { readonly of: Shown; readonly ahead: number }) {
  const t = useTexts(boardTexts);
  const claim = useHolding(of, ahead);
  if (!claim) return null;
  return (
    <span className="claim">
      <i aria-hidden>{claim.seat}</i>
      {claim.mine ? t('heldByYou') : t('heldBy', { seat: claim.seat })}
    </span>
  );
}

/** Who is at a case, and how long the lease still holds. */
export function ClaimWords({ of, ahead }: { readonly of: Shown; readonly ahead: number }) {
  const t = useTexts(boardTexts);
  const language = useLanguage();
  const claim = useHolding(of, ahead);
  const span = useTick(
    useCallback(
      (now: number) => (of.claim ? spanOf((Date.parse(of.claim.until) - now - ahead) / 1000, language, { running: true }) : ''),
      [of, ahead, language],
    ),
  );
  if (!claim) return <span className="ink2">{t('nobody')}</span>;
  return (
    <span className="claim">
      <i aria-hidden>{claim.seat}</i>
      {claim.mine ? t('handledByYou', { span }) : t('handledBy', { seat: claim.seat, span })}
    </span>
  );
}
