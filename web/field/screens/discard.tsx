import { useState } from 'react';

import { discard } from '../device/agent.ts';
import type { OutboxItem } from '../outbox/item.ts';
import { useWords } from '../use.ts';

/** Throwing away is asked twice, as nothing brings it back. */
export function Discard({ item, label }: { readonly item: OutboxItem; readonly label: string }) {
  const t = useWords();
  const [asked, setAsked] = useState(false);
  const throwAway = async () => {
    await discard(item);
    location.hash = '#/outbox';
  };
  if (!asked)
    return (
      <button type="button" className="btn quiet" onClick={() => setAsked(true)}>
        {label}
      </button>
    );
  return (
    <div className="card ask" role="alertdialog" aria-label={t('discardSure')}>
      <b>{t('discardSure')}</b>
      <p className="ink2">
        {t('discardText')} {item.open && t('discardOpen')}
      </p>
      <button type="button" className="btn stop" onClick={() => void throwAway()}>
        {t('discard')}
      </button>
      <button type="button" className="btn" onClick={() => setAsked(false)}>
        {t('cancel')}
      </button>
    </div>
  );
}
