import { Suspense, useMemo, useState } from 'react';
import { Route, Routes, useLocation, useNavigate } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { useKeys } from '../ui/console/keys.ts';
import { useSay, useTexts } from '../ui/console/language.ts';
import { useSession } from '../ui/console/session.tsx';
import { StatePanel } from '../ui/console/state-panel.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Home } from './home.tsx';
import { goKeys, menuOf, type ScreenEntry, type ScreenList } from './menu.ts';
import { Palette } from './palette/palette.tsx';
import { useScreens, viewOf } from './screens.ts';
import { Announcer } from './shell/announcer.tsx';
import { Header } from './shell/header.tsx';
import { KeysSheet } from './shell/keys-sheet.tsx';
import { OfflineBanner } from './shell/offline-banner.tsx';
import { Examples, NotFound, Refused, Settings, Why } from './shell/pages.tsx';
import { Rail } from './shell/rail.tsx';

const texts = defineTexts({
  skip: { en: 'Skip to the content', zh: '跳到正文' },
  loading: { en: 'Opening the screen', zh: '正在打开页面' },
  palette: { en: 'Search, or do anything', zh: '搜索或执行操作' },
  keys: { en: 'All keys', zh: '全部快捷键' },
  home: { en: 'Go home', zh: '前往首页' },
  settings: { en: 'Go to settings', zh: '前往设置' },
  go: { en: 'Go to {title}', zh: '前往{title}' },
});

/** Everything around a screen: header, rail, palette, keys, and the places that belong to no module. */
export function Shell() {
  const t = useTexts(texts);
  const session = useSession();
  const screens = useScreens(session.id);
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  useShellKeys(menuOf(screens), { openPalette: () => setPalette(true), openKeys: () => setKeys(true) });
  const { pathname } = useLocation();
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <Header screens={screens} onPalette={() => setPalette(true)} />
      <Rail screens={screens} onKeys={() => setKeys(true)} />
      <main id="main" tabIndex={-1}>
        <OfflineBanner />
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<StatePanel kind="loading" title={t('loading')} />}>
            <Places list={screens} demo={session.demo} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Announcer />
      <Palette open={palette} onClose={() => setPalette(false)} screens={screens} onKeys={() => setKeys(true)} />
      <KeysSheet open={keys} onClose={() => setKeys(false)} />
    </div>
  );
}

function Places({ list: { items: screens, refused = [] }, demo }: { readonly list: ScreenList; readonly demo: boolean }) {
  return (
    <Routes>
      <Route index element={<Home />} />
      <Route path="/settings" element={<Settings />} />
      <Route path="/why" element={<Why />} />
      {demo && <Route path="/examples/:name?" element={<Examples />} />}
      {screens.map(({ path, view }) => {
        const View = viewOf(view);
        return View && <Route key={path} path={path} element={<View />} />;
      })}
      {refused.map((screen) => (
        <Route key={screen.path} path={screen.path} element={<Refused screen={screen} />} />
      ))}
      <Route path="*" element={<NotFound ready={screens.length > 0} />} />
    </Routes>
  );
}

interface Openers {
  readonly openPalette: () => void;
  readonly openKeys: () => void;
}

function useShellKeys(screens: readonly ScreenEntry[], { openPalette, openKeys }: Openers): void {
  const t = useTexts(texts);
  const say = useSay();
  const navigate = useNavigate();
  const keys = useMemo(() => {
    const letters = goKeys(screens);
    const places = screens.flatMap(({ path, title }) => {
      const letter = letters.get(path);
      return letter ? [{ keys: `g ${letter}`, title: t('go', { title: say(title) }), run: () => void navigate(path) }] : [];
    });
    return [
      { keys: 'mod+k', title: t('palette'), run: openPalette, always: true },
      { keys: '/', title: t('palette'), run: openPalette, silent: true },
      { keys: '?', title: t('keys'), run: openKeys },
      { keys: 'g h', title: t('home'), run: () => void navigate('/') },
      { keys: 'g s', title: t('settings'), run: () => void navigate('/settings') },
      ...places,
    ];
  }, [screens, t, say, navigate, openPalette, openKeys]);
  useKeys(keys);
}
