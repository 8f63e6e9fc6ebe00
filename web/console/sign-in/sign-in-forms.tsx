import { IconBuildingBank, IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Problem } from '../../ui/console/api.ts';
import { Button } from '../../ui/console/button.tsx';
import { useSay, useTexts } from '../../ui/console/language.ts';
import { Note } from '../../ui/console/layout.tsx';
import type { Session } from '../../ui/console/session.tsx';
import { useRefresh } from '../../ui/console/use-api.ts';
import { CodeForm, PasswordForm } from './password-form.tsx';
import { Personas } from './personas.tsx';
import { knowsPasskeys, signInWithPasskey, singleSignOnAddress } from './ways.ts';

const texts = defineTexts({
  account: { en: 'With your account', zh: '使用账号登录' },
  or: { en: 'or', zh: '或' },
  sso: { en: 'Single sign-on of the province', zh: '省统一身份认证' },
  passkey: { en: 'Passkey of this device', zh: '使用本设备的通行密钥' },
  failed: { en: 'Something went wrong in this page', zh: '本页面出现意外错误' },
});

/** Every way to sign in: demo persons, password with code, passkey, single sign-on. */
export function SignInForms({ door }: { readonly door: Session }) {
  const t = useTexts(texts);
  const { demo } = door;
  const say = useSay();
  const refresh = useRefresh();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [code, setCode] = useState(false);
  const attempt = async (way: () => Promise<unknown>) => {
    setProblem(null);
    try {
      if ((await way()) === 'code-needed') setCode(true);
      else refresh('/api/identity/session', '/api/console');
    } catch (failure) {
      setProblem(
        failure instanceof Problem ? failure : new Problem(0, 'unexpected', { en: texts('en')('failed'), zh: texts('zh')('failed') }),
      );
    }
  };
  return (
    <div className={demo ? 'ways with-personas' : 'ways'}>
      {demo && <Personas attempt={attempt} />}
      <section className="card account" aria-label={t('account')}>
        <h2>{t('account')}</h2>
        {problem && <Note tone="stop" title={say(problem.text)} />}
        {code ? <CodeForm attempt={attempt} onBack={() => setCode(false)} /> : <PasswordForm attempt={attempt} />}
        <p className="or">
          <span>{t('or')}</span>
        </p>
        {knowsPasskeys && (
          <Button icon={<IconFingerprint size={17} stroke={1.7} aria-hidden />} onClick={() => void attempt(signInWithPasskey)}>
            {t('passkey')}
          </Button>
        )}
        {door.singleSignOn && (
          <a className="btn" href={singleSignOnAddress()}>
            <IconBuildingBank size={17} stroke={1.7} aria-hidden />
            {t('sso')}
          </a>
        )}
      </section>
    </div>
  );
}
