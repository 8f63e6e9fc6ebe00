import { useState } from 'react';

import { Button, Section, useTexts } from '#ui';

import { useKeys } from './head.tsx';
import { ledgerTexts } from './texts.ts';

/** How anybody checks the ledger on a computer of their own. */
export function YourselfCard() {
  const t = useTexts(ledgerTexts);
  const [copied, setCopied] = useState(false);
  const key = useKeys().data?.items[0]?.verifier;
  if (!key) return null;
  const file = `ledger-${key.replace(/^[^+]*\//, '').replace(/\+.*$/, '')}.ndjson`;
  const command = `node verify-ledger.mjs ${file} --key '${key}'`;
  const copy = () => void navigator.clipboard.writeText(command).then(() => setCopied(true));
  return (
    <Section
      title={t('yourself')}
      aside={
        navigator.clipboard && (
          <Button size="sm" kind="quiet" onClick={copy}>
            {t(copied ? 'copied' : 'copy')}
          </Button>
        )
      }
    >
      <div className="stack tight">
        <p className="small ink2">{t('yourselfText')}</p>
        <ul className="small">
          <li>
            <a href="/api/ledger/export" download>
              {t('ledgerFile')}
            </a>
          </li>
          <li>
            <a href="/api/ledger/verify-ledger.mjs" download>
              {t('scriptFile')}
            </a>
          </li>
        </ul>
        <pre className="signed-note">{command}</pre>
      </div>
    </Section>
  );
}
