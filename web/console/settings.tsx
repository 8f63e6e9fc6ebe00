import type { ReactNode } from 'react';
import { Link } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { useFormat } from '../ui/console/format.ts';
import { useSay, useTexts } from '../ui/console/language.ts';
import { Facts, PageHeader, Section } from '../ui/console/layout.tsx';
import { usePreferences } from '../ui/console/preferences.ts';
import { Segments } from '../ui/console/segments.tsx';
import { useSession } from '../ui/console/session.tsx';

const texts = defineTexts({
  title: { en: 'Settings', zh: '设置' },
  device: { en: 'On this device', zh: '本设备' },
  deviceNote: { en: 'The public portal follows language, theme and size too.', zh: '公众门户也将使用相同的语言、主题和字号。' },
  language: { en: 'Language', zh: '语言' },
  theme: { en: 'Theme', zh: '主题' },
  light: { en: 'Light', zh: '浅色' },
  dark: { en: 'Dark', zh: '深色' },
  system: { en: 'As on this device', zh: '跟随设备' },
  size: { en: 'Text', zh: '字号' },
  usual: { en: 'Usual', zh: '标准' },
  large: { en: 'Larger', zh: '大字' },
  keys: { en: 'Single-letter keys', zh: '单字母快捷键' },
  keysText: {
    en: 'J, K, X, ? and G with a letter. Turn them off when you speak to the computer or type with help.',
    zh: 'J、K、X、? 以及 G 加字母。使用语音输入或辅助输入时建议关闭。',
  },
  on: { en: 'On', zh: '开启' },
  off: { en: 'Off', zh: '关闭' },
  you: { en: 'You', zh: '您的身份' },
  name: { en: 'Name', zh: '姓名' },
  department: { en: 'Department', zh: '部门' },
  roles: { en: 'Roles', zh: '角色' },
  permissions: { en: 'Permissions', zh: '权限' },
  account: { en: 'Password, passkeys, sessions', zh: '密码、通行密钥和会话' },
  accountLink: { en: 'Manage your account', zh: '管理账号' },
  told: { en: 'How you are told', zh: '通知接收' },
  toldLink: { en: 'Channels, quiet hours, push', zh: '渠道、免打扰与推送' },
});

/** How this device looks and behaves, and what the person may do. */
export default function Settings() {
  const t = useTexts(texts);
  return (
    <div className="page narrow">
      <PageHeader title={t('title')} />
      <div className="stack">
        <Device />
        <You />
      </div>
    </div>
  );
}

function Device() {
  const t = useTexts(texts);
  const [{ language, theme, large, letterKeys }, change] = usePreferences();
  return (
    <Section title={t('device')} aside={<span className="small ink2">{t('deviceNote')}</span>}>
      <Choice title={t('language')}>
        <Segments
          title={t('language')}
          value={language}
          segments={[
            { value: 'en', title: 'English' },
            { value: 'zh', title: '中文' },
          ]}
          onChange={(value) => change({ language: value })}
        />
      </Choice>
      <Choice title={t('theme')}>
        <Segments
          title={t('theme')}
          value={theme}
          segments={(['light', 'dark', 'system'] as const).map((value) => ({ value, title: t(value) }))}
          onChange={(value) => change({ theme: value })}
        />
      </Choice>
      <Choice title={t('size')}>
        <Segments
          title={t('size')}
          value={large ? 'large' : 'usual'}
          segments={(['usual', 'large'] as const).map((value) => ({ value, title: t(value) }))}
          onChange={(value) => change({ large: value === 'large' })}
        />
      </Choice>
      <Choice title={t('keys')} text={t('keysText')}>
        <Segments
          title={t('keys')}
          value={letterKeys ? 'on' : 'off'}
          segments={(['on', 'off'] as const).map((value) => ({ value, title: t(value) }))}
          onChange={(value) => change({ letterKeys: value === 'on' })}
        />
      </Choice>
    </Section>
  );
}

function Choice({ title, text, children }: { readonly title: string; readonly text?: string; readonly children: ReactNode }) {
  return (
    <div className="choice">
      <div>
        <p className="b">{title}</p>
        {text && <p className="small ink2">{text}</p>}
      </div>
      {children}
    </div>
  );
}

function You() {
  const t = useTexts(texts);
  const say = useSay();
  const format = useFormat();
  const { name, department, roles, permissions } = useSession();
  return (
    <Section title={t('you')}>
      <Facts
        facts={[
          [t('name'), name],
          [t('department'), department && say(department.title)],
          [t('roles'), format.list(roles.map(({ title }) => say(title)))],
          [
            t('permissions'),
            permissions.map((permission) => (
              <code key={permission} className="tag">
                {permission}
              </code>
            )),
          ],
          [
            t('account'),
            <Link key="account" to="/account">
              {t('accountLink')}
            </Link>,
          ],
          [
            t('told'),
            <Link key="told" to="/notifications">
              {t('toldLink')}
            </Link>,
          ],
        ]}
      />
    </Section>
  );
}
