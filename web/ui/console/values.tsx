import { useEffect, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useFormat } from './format.ts';
import { useTexts } from './language.ts';

const texts = defineTexts({
  ago: { en: '{span} ago', zh: '{span}前' },
  in: { en: 'in {span}', zh: '{span}后' },
  never: { en: 'never', zh: '从未' },
});

/** A time and its age, which grows as one watches. `oldAfterSeconds` is twice the promised period: past it the age is marked. */
export function AgeOf({ at, oldAfterSeconds }: { readonly at: Date | string | null | undefined; readonly oldAfterSeconds?: number }) {
  const t = useTexts(texts);
  const format = useFormat();
  const now = useNow();
  if (!at) return <span className="age">{t('never')}</span>;
  const moment = new Date(at);
  const age = now - moment.getTime();
  const old = oldAfterSeconds !== undefined && age > oldAfterSeconds * 1000;
  return (
    <time dateTime={moment.toISOString()} title={format.instant(moment)} className="when">
      {format.moment(moment)}{' '}
      <span className={old ? 'age old' : 'age'}>{t(age < 0 ? 'in' : 'ago', { span: format.span(Math.abs(age)) })}</span>
    </time>
  );
}

/** An amount of money from integer fen, in yuan. Red is not used: the sign says it. */
export function Money({ fen }: { readonly fen: number }) {
  return <span className="money">{useFormat().money(fen)}</span>;
}

/** A whole or fractional number with the reader's grouping. */
export function Figure({ value, digits = 0, unit }: { readonly value: number; readonly digits?: number; readonly unit?: string }) {
  return (
    <span className="nb">
      {useFormat().number(value, digits)}
      {unit && ` ${unit}`}
    </span>
  );
}

/** The moment, in milliseconds since 1970, refreshed every ten seconds so that ages grow while one watches. */
export function useNow(everyMs = 10_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const beat = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(beat);
  }, [everyMs]);
  return now;
}
