import { type FormEvent, useState } from 'react';

import { Button, useTexts } from '#ui';

import type { Dialect } from './found-step.tsx';
import { wizardTexts } from './texts.ts';

const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
const DELIMITERS = [',', ';', '\t', '|'] as const;

interface DialectFormProps {
  readonly found: Dialect;
  readonly corrected: boolean;
  readonly onApply: (dialect: Dialect | null) => void;
}

/** Corrects how a file is written, when the platform guessed wrong. */
export function DialectForm({ found, corrected, onApply }: DialectFormProps) {
  const t = useTexts(wizardTexts);
  const [dialect, setDialect] = useState(found);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const firstLine = dialect.headerLine === found.headerLine ? dialect.firstLine : dialect.headerLine + 1;
    onApply({ ...dialect, firstLine });
  };
  return (
    <details className="correct" open={corrected}>
      <summary>{t('correct')}</summary>
      <form className="form-row" onSubmit={submit}>
        <label>
          {t('encoding')}
          <select
            className="input"
            value={dialect.encoding}
            onChange={({ target }) => setDialect({ ...dialect, encoding: target.value as Dialect['encoding'] })}
          >
            {ENCODINGS.map((encoding) => (
              <option key={encoding}>{encoding}</option>
            ))}
          </select>
        </label>
        <label>
          {t('delimiter')}
          <select
            className="input"
            value={dialect.delimiter}
            onChange={({ target }) => setDialect({ ...dialect, delimiter: target.value as Dialect['delimiter'] })}
          >
            {DELIMITERS.map((sign) => (
              <option key={sign} value={sign}>
                {sign === '\t' ? t('tab') : sign}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('quote')}
          <select
            className="input"
            value={dialect.quote ?? ''}
            onChange={({ target }) => setDialect({ ...dialect, quote: (target.value || null) as Dialect['quote'] })}
          >
            <option>"</option>
            <option>'</option>
            <option value="">{t('noQuote')}</option>
          </select>
        </label>
        <label>
          {t('header')} <span className="hint-text">{t('headerHint')}</span>
          <input
            className="input"
            type="number"
            min={0}
            value={dialect.headerLine}
            onChange={({ target }) => setDialect({ ...dialect, headerLine: Math.max(0, target.valueAsNumber || 0) })}
          />
        </label>
        <div className="row">
          <Button type="submit">{t('apply')}</Button>
          {corrected && (
            <Button kind="quiet" onClick={() => onApply(null)}>
              {t('asFound')}
            </Button>
          )}
        </div>
      </form>
    </details>
  );
}
