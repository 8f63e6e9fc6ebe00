import { Button, Section, useKeys, useTexts } from '#ui';

import { noteTexts } from './texts.ts';

/** What the desk was answered. */
export interface Taken {
  readonly receipt: string;
  readonly eventId: string;
}

/** The receipt code, large enough to be read out, and the way on. */
export function TakenPanel({ taken, onNext }: { readonly taken: Taken; readonly onNext: () => void }) {
  const t = useTexts(noteTexts);
  useKeys([{ keys: 'n', title: t('next'), run: onNext }]);
  return (
    <Section title={t('taken')}>
      <div className="stack tight taken" role="status">
        <p className="ink2">{t('receipt')}</p>
        <p className="receipt">{taken.receipt}</p>
        <p>{t('receiptText')}</p>
        <div className="row">
          <Button kind="primary" shortcut="N" onClick={onNext} autoFocus>
            {t('next')}
          </Button>
          <Button to={`/intake/${taken.eventId}`}>{t('toEvent')}</Button>
        </div>
      </div>
    </Section>
  );
}
