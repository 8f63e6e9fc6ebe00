import { LanguageSwitch } from '../parts.tsx';
import { useView, useWords } from '../use.ts';

/** The way in; it needs a network once. */
export function Door() {
  const t = useWords();
  const { offlineSince } = useView();
  return (
    <main id="main" className="door">
      <header>
        <img src="/field/icon.svg" alt="" width="72" height="72" />
        <LanguageSwitch />
      </header>
      <h1>{t('door')}</h1>
      <p className="ink2">{t('doorText')}</p>
      {offlineSince === null ? (
        <a className="btn primary" href="/sign-in?back=/field/">
          {t('signIn')}
        </a>
      ) : (
        <p role="status" className="note warn">
          {t('doorOffline')}
        </p>
      )}
    </main>
  );
}
