import { usePreferences } from '../../ui/console/preferences.ts';

/** Both languages, each in its own words. */
export function LanguageSwitch() {
  const [{ language }, change] = usePreferences();
  return (
    <fieldset className="lang" aria-label="Language 语言">
      <button type="button" lang="en" aria-pressed={language === 'en'} onClick={() => change({ language: 'en' })}>
        English
      </button>
      <button type="button" lang="zh-CN" aria-pressed={language === 'zh'} onClick={() => change({ language: 'zh' })}>
        中文
      </button>
    </fieldset>
  );
}
