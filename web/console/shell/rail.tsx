import { Drawer } from '@mantine/core';
import { IconDots, IconHelp, IconHome } from '@tabler/icons-react';
import { useState } from 'react';
import { NavLink } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { useSay, useTexts } from '../../ui/console/language.ts';
import { iconOf } from '../icons.ts';
import { goKeys, menuOf, type ScreenEntry, type ScreenList } from '../menu.ts';
import { prepareView } from '../screens.ts';

const texts = defineTexts({
  main: { en: 'Main', zh: '主导航' },
  home: { en: 'Home', zh: '首页' },
  keys: { en: 'Keys', zh: '快捷键' },
  more: { en: 'More', zh: '更多' },
  close: { en: 'Close', zh: '关闭' },
});

/** How many screens a phone's bottom bar holds beside home and "more". */
const BAR_PLACES = 3;

/** The screens of this person: words under icons at the left, a bar at the bottom of a phone. */
export function Rail({ screens, onKeys }: { readonly screens: ScreenList; readonly onKeys: () => void }) {
  const t = useTexts(texts);
  const [more, setMore] = useState(false);
  const menu = menuOf(screens);
  const letters = goKeys(menu);
  return (
    <nav className="rail" aria-label={t('main')}>
      <NavLink to="/" end title="G H">
        <IconHome size={21} stroke={1.6} aria-hidden />
        <span>{t('home')}</span>
      </NavLink>
      {menu.map((screen, index) => (
        <RailLink key={screen.path} screen={screen} letter={letters.get(screen.path)} later={index >= BAR_PLACES} />
      ))}
      <button type="button" className="more" aria-haspopup="dialog" onClick={() => setMore(true)}>
        <IconDots size={21} stroke={1.6} aria-hidden />
        <span>{t('more')}</span>
      </button>
      <button type="button" className="end" onClick={onKeys} aria-keyshortcuts="?">
        <IconHelp size={21} stroke={1.6} aria-hidden />
        <span>{t('keys')}</span>
        <kbd aria-hidden>?</kbd>
      </button>
      <Drawer
        opened={more}
        onClose={() => setMore(false)}
        position="bottom"
        size="auto"
        className="sheet"
        title={t('more')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <nav className="rail-all" aria-label={t('more')} onClickCapture={() => setMore(false)}>
          {menu.map((screen) => (
            <RailLink key={screen.path} screen={screen} letter={undefined} later={false} />
          ))}
        </nav>
      </Drawer>
    </nav>
  );
}

interface RailLinkProps {
  readonly screen: ScreenEntry;
  readonly letter: string | undefined;
  /** Not in a phone's bottom bar. */
  readonly later: boolean;
}

function RailLink({ screen: { path, title, menu, view }, letter, later }: RailLinkProps) {
  const say = useSay();
  const Icon = iconOf(menu?.icon);
  return (
    <NavLink
      to={path}
      className={later ? 'later' : ''}
      onPointerEnter={() => prepareView(view)}
      onFocus={() => prepareView(view)}
      {...(letter ? { title: `G ${letter.toUpperCase()}` } : {})}
    >
      <Icon size={21} stroke={1.6} aria-hidden />
      <span>{say(title)}</span>
    </NavLink>
  );
}
