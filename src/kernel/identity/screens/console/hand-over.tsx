import { Note, useFormat, useTexts } from '#ui';

import type { Link } from './people-data.ts';
import { peopleTexts } from './texts.ts';

/** Shows a link to set a password, once. */
export function HandOver({ link: { path, expiresAt } }: { readonly link: Link }) {
  const t = useTexts(peopleTexts);
  const { instant } = useFormat();
  return (
    <Note tone="ok" title={t('link')}>
      <p>
        <input
          className="input"
          readOnly
          aria-label={t('link')}
          value={`${location.origin}${path}`}
          onFocus={(event) => event.currentTarget.select()}
        />
      </p>
      <p className="small">{t('linkText', { when: instant(new Date(expiresAt)) })}</p>
    </Note>
  );
}
