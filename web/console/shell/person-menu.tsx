import { Menu } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSettings, IconSun, IconTextSize, IconUser } from '@tabler/icons-react';
import { Link } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { useSay, useTexts } from '../../ui/console/language.ts';
import { type Preferences, usePreferences } from '../../ui/console/preferences.ts';
import { useSession } from '../../ui/console/session.tsx';
import { useAct } from '../../ui/console/use-act.ts';

const texts = defineTexts({
  you: { en: 'You', zh: '当前用户' },
  noRole: { en: 'No role', zh: '暂无角色' },
  looks: { en: 'Appearance', zh: '显示' },
  light: { en: 'Light', zh: '浅色' },
  dark: { en: 'Dark', zh: '深色' },
  system: { en: 'As on this device', zh: '跟随设备' },
  larger: { en: 'Larger text', zh: '大字版' },
  usual: { en: 'Usual text', zh: '标准字号' },
  settings: { en: 'Settings', zh: '设置' },
  out: { en: 'Sign out', zh: '退出登录' },
  change: { en: 'Sign out, or be someone else', zh: '退出或更换身份' },
});

const THEMES = [
  { theme: 'light', Icon: IconSun },
  { theme: 'dark', Icon: IconMoon },
  { theme: 'system', Icon: IconDeviceDesktop },
] as const satisfies readonly { theme: Preferences['theme']; Icon: typeof IconSun }[];

/** Who sits here, with which roles; appearance; the way out. */
export function PersonMenu({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const session = useSession();
  const [{ theme, large }, change] = usePreferences();
  const signOut = useAct<void>({ change: () => ({ path: '/api/identity/sign-out', body: {} }), touches: ['/api/identity/session'] });
  const leave = async () => {
    await signOut.run();
    onSignedOut();
  };
  const roles = session.roles.map(({ title }) => say(title)).join(', ') || t('noRole');
  return (
    <Menu position="bottom-end" width={280} withinPortal>
      <Menu.Target>
        <button type="button" className="me">
          <IconUser size={19} stroke={1.6} aria-hidden />
          <span className="me-words">
            <b>{session.name}</b>
            <span>{session.department ? say(session.department.title) : roles}</span>
          </span>
          <span className="vh">{t('you')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="me-card">
          <b>{session.name}</b>
          <span>{roles}</span>
          {session.department && <span>{say(session.department.title)}</span>}
        </div>
        <Menu.Divider />
        <Menu.Label>{t('looks')}</Menu.Label>
        {THEMES.map(({ theme: choice, Icon }) => (
          <Menu.Item
            key={choice}
            leftSection={<Icon size={16} aria-hidden />}
            role="menuitemradio"
            aria-checked={theme === choice}
            closeMenuOnClick={false}
            onClick={() => change({ theme: choice })}
          >
            {t(choice)}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconTextSize size={16} aria-hidden />} closeMenuOnClick={false} onClick={() => change({ large: !large })}>
          {t(large ? 'usual' : 'larger')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={16} aria-hidden />}>
          {t('settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void leave()}>
          {t(session.demo ? 'change' : 'out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
