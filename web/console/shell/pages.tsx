import { lazy } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../../ui/console/button.tsx';
import { useSay, useTexts } from '../../ui/console/language.ts';
import { PageHeader } from '../../ui/console/layout.tsx';
import { StatePanel } from '../../ui/console/state-panel.tsx';
import type { RefusedScreen } from '../menu.ts';

const texts = defineTexts({
  missing: { en: 'There is nothing here', zh: '此处没有内容' },
  text: {
    en: 'The address may be mistyped, or the screen belongs to a role you do not hold. Nothing was changed.',
    zh: '地址可能有误，或该页面需要您不具备的角色。没有任何内容被更改。',
  },
  home: { en: 'Go home', zh: '返回首页' },
  loading: { en: 'Opening the screen', zh: '正在打开页面' },
  refused: { en: 'This screen belongs to another role', zh: '该页面属于其他角色' },
  needs: {
    en: 'It needs the permission {permission}, which none of your roles holds. Nothing was changed.',
    zh: '需要权限 {permission}，您的任何角色都不具备。没有任何内容被更改。',
  },
  why: { en: 'Why, and whom to ask', zh: '原因与申请途径' },
});

/** Places that few visits need come when they are first opened. */
export const Settings = lazy(() => import('../settings.tsx'));
export const Why = lazy(() => import('../why.tsx'));
export const Examples = lazy(() => import('../examples/examples-page.tsx'));

/** Says that no screen answers this address. While the list of screens is on its way, it waits. */
export function NotFound({ ready }: { readonly ready: boolean }) {
  const t = useTexts(texts);
  if (!ready) return <StatePanel kind="loading" title={t('loading')} />;
  return (
    <div className="page">
      <PageHeader title={t('missing')} />
      <div className="card">
        <StatePanel
          kind="empty"
          title={location.pathname}
          act={
            <Button kind="primary" to="/">
              {t('home')}
            </Button>
          }
        >
          {t('text')}
        </StatePanel>
      </div>
    </div>
  );
}

/** Says what it takes to open a screen of another role. */
export function Refused({ screen: { title, permission } }: { readonly screen: RefusedScreen }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <div className="page">
      <PageHeader title={say(title)} />
      <div className="card">
        <StatePanel
          kind="refused"
          title={t('refused')}
          act={
            <Button kind="primary" to={`/why?permission=${encodeURIComponent(permission)}`}>
              {t('why')}
            </Button>
          }
        >
          {t('needs', { permission })}
        </StatePanel>
      </div>
    </div>
  );
}
