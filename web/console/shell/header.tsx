import { IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { useSay, useTexts } from '../../ui/console/language.ts';
import { useSession } from '../../ui/console/session.tsx';
import type { ScreenList } from '../menu.ts';
import { JobsPanel } from './jobs-panel.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { Mark } from './mark.tsx';
import { NotificationsPanel } from './notifications-panel.tsx';
import { PersonMenu } from './person-menu.tsx';

const texts = defineTexts({
  brand: { en: 'Maplebridge', zh: '枫桥' },
  home: { en: 'Home', zh: '首页' },
  demo: { en: 'demo', zh: '演示' },
  find: { en: 'Search, or do anything', zh: '搜索或执行操作' },
});

interface HeaderProps {
  readonly screens: ScreenList;
  readonly onPalette: () => void;
}

/** The top line: where we are, the way to everything, how fresh the page is, who sits here. */
export function Header({ screens, onPalette }: HeaderProps) {
  const t = useTexts(texts);
  const say = useSay();
  const { demo } = useSession();
  return (
    <header className="top">
      <Link className="brand" to="/">
        <span className="mark">
          <Mark />
        </span>
        <span className="brand-name">{t('brand')}</span>
        <span className="vh">, {t('home')}</span>
        {screens.district && (
          <span className="place">
            {say(screens.district)} {demo && <span className="demo">{t('demo')}</span>}
          </span>
        )}
      </Link>
      <button className="find" type="button" onClick={onPalette} aria-keyshortcuts="Control+K">
        <IconSearch size={16} stroke={1.7} aria-hidden />
        <span>{t('find')}</span>
        <kbd aria-hidden>Ctrl K</kbd>
      </button>
      <div className="top-r">
        <LiveIndicator />
        <JobsPanel />
        <NotificationsPanel />
        <LanguageSwitch />
        <PersonMenu />
      </div>
    </header>
  );
}
