import { Popover } from '@mantine/core';
import { IconLogout, IconSettings, IconUser } from '@tabler/icons-react';
import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../../ui/console/button.tsx';
import { useFormat } from '../../ui/console/format.ts';
import { useSay, useTexts } from '../../ui/console/language.ts';
import { usePreferences } from '../../ui/console/preferences.ts';
import { Segments } from '../../ui/console/segments.tsx';
import { useSession } from '../../ui/console/session.tsx';
import { useAct } from '../../ui/console/use-act.ts';
import { startAfresh } from '../session-ended.tsx';

const texts = defineTexts({
  you: { en: 'You', zh: '当前用户' },
  noRole: { en: 'No role', zh: '暂无角色' },
  acting: { en: 'for {name}', zh: '代表 {name}' },
  stopActing: { en: 'Act for myself again', zh: '恢复本人身份' },
  theme: { en: 'Theme', zh: '主题' },
  light: { en: 'Light', zh: '浅色' },
  dark: { en: 'Dark', zh: '深色' },
  system: { en: 'As device', zh: '跟随设备' },
  size: { en: 'Text', zh: '字号' },
  usual: { en: 'Usual', zh: '标准' },
  large: { en: 'Larger', zh: '大字' },
  settings: { en: 'Settings and keys', zh: '设置与快捷键' },
  out: { en: 'Sign out', zh: '退出登录' },
  change: { en: 'Sign out, or be someone else', zh: '退出或更换身份' },
});

/** Who sits here, with which roles and for whom; appearance; the way out. */
export function PersonMenu() {
  const t = useTexts(texts);
  const say = useSay();
  const session = useSession();
  const [open, setOpen] = useState(false);
  const { actingFor, department } = session;
  const second = actingFor ? t('acting', { name: actingFor.name }) : department && say(department.title);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={290} trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <button type="button" className="me" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconUser size={19} stroke={1.6} aria-hidden />
          <span className="me-words">
            <b>{session.name}</b>
            <span className={actingFor ? 'acting' : ''}>{second}</span>
          </span>
          <span className="vh">{t('you')}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('you')}>
        <Panel onClose={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Panel({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const format = useFormat();
  const { name, roles, department, actingFor, demo } = useSession();
  const signOut = useAct<void, { ok: boolean }>({ change: () => ({ path: '/api/identity/sign-out', body: {} }) });
  const stopActing = useAct<void>({ change: () => ({ path: '/api/identity/acting', body: {} }), touches: ['/api/'] });
  const leave = async () => {
    if (await signOut.run()) startAfresh();
  };
  return (
    <div className="me-panel">
      <div className="me-card">
        <b>{name}</b>
        <span>{format.list(roles.map(({ title }) => say(title))) || t('noRole')}</span>
        {department && <span>{say(department.title)}</span>}
        {actingFor && <span>{t('acting', { name: actingFor.name })}</span>}
      </div>
      {actingFor && (
        <Button size="sm" busy={stopActing.busy} onClick={() => void stopActing.run()}>
          {t('stopActing')}
        </Button>
      )}
      <hr />
      <Looks />
      <hr />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the link inside is the control; following it closes the panel */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link is clicked by Enter too */}
      <div onClick={onClose}>
        <Button kind="quiet" to="/settings" icon={<IconSettings size={16} aria-hidden />}>
          {t('settings')}
        </Button>
      </div>
      <Button kind="quiet" icon={<IconLogout size={16} aria-hidden />} busy={signOut.busy} onClick={() => void leave()}>
        {t(demo ? 'change' : 'out')}
      </Button>
    </div>
  );
}

function Looks() {
  const t = useTexts(texts);
  const [{ theme, large }, change] = usePreferences();
  return (
    <>
      <div>
        <p className="label">{t('theme')}</p>
        <Segments
          title={t('theme')}
          value={theme}
          segments={(['light', 'dark', 'system'] as const).map((value) => ({ value, title: t(value) }))}
          onChange={(value) => change({ theme: value })}
        />
      </div>
      <div>
        <p className="label">{t('size')}</p>
        <Segments
          title={t('size')}
          value={large ? 'large' : 'usual'}
          segments={(['usual', 'large'] as const).map((value) => ({ value, title: t(value) }))}
          onChange={(value) => change({ large: value === 'large' })}
        />
      </div>
    </>
  );
}
