import { useEffect } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useSay, useTexts } from '../../ui/console/language.ts';
import type { Session } from '../../ui/console/session.tsx';
import { useScreens } from '../screens.ts';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { Mark } from '../shell/mark.tsx';
import { SignInForms } from './sign-in-forms.tsx';

const texts = defineTexts({
  title: { en: 'Sign in to the console', zh: '登录工作台' },
  brand: { en: 'Maplebridge', zh: '枫桥' },
  staff: { en: 'For people who work for the district', zh: '供本区工作人员使用' },
  demo: { en: 'Demo: a made-up district, nothing here is real.', zh: '演示环境：本区为虚构，所有内容均非真实。' },
  portal: { en: 'To the public portal', zh: '前往公众门户' },
  promise: {
    en: 'Every look at personal data leaves a line that the person can read.',
    zh: '每次查阅个人数据都会留痕，本人可随时查看。',
  },
});

/** The way in, with the district's name and what one promises by going in. */
export function SignInPage({ door }: { readonly door: Session }) {
  const t = useTexts(texts);
  const say = useSay();
  const { district } = useScreens('');
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  return (
    <div className="sign-in">
      <header>
        <span className="brand">
          <Mark size={38} />
          <span>
            <b>{t('brand')}</b>
            <span>{district ? say(district) : t('staff')}</span>
          </span>
        </span>
        <LanguageSwitch />
      </header>
      <main id="main">
        <h1>{t('title')}</h1>
        <p className="ink2">{t(door.demo ? 'demo' : 'staff')}</p>
        <SignInForms door={door} />
      </main>
      <footer className="small ink2">
        <span>{t('promise')}</span>
        <a href="/">{t('portal')}</a>
      </footer>
    </div>
  );
}
