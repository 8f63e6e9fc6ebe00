import { usePreferences } from '../ui/console/preferences.ts';
import { Icon } from './icons.tsx';
import { useWords } from './use.ts';

/** Both languages, each in its own words. */
export function LanguageSwitch() {
  const t = useWords();
  const [{ language }, change] = usePreferences();
  return (
    <fieldset className="lang" aria-label={t('language')}>
      {(['en', 'zh'] as const).map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={language === each}
          lang={each === 'zh' ? 'zh-CN' : 'en'}
          onClick={() => change({ language: each })}
        >
          {each === 'zh' ? '中文' : 'EN'}
        </button>
      ))}
    </fieldset>
  );
}

/** A way back to the list that it came from. */
export function Back({ href }: { readonly href: string }) {
  const t = useWords();
  return (
    <a className="back" href={href}>
      <Icon name="back" size={20} />
      {t('back')}
    </a>
  );
}
