import { type FormEvent, useId, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../../ui/console/button.tsx';
import { useTexts } from '../../ui/console/language.ts';
import { giveCode, signInWithPassword } from './ways.ts';

const texts = defineTexts({
  email: { en: 'Account or work e-mail', zh: '账号或工作邮箱' },
  password: { en: 'Password', zh: '密码' },
  show: { en: 'Show', zh: '显示' },
  hide: { en: 'Hide', zh: '隐藏' },
  signIn: { en: 'Sign in', zh: '登录' },
  code: { en: 'Code of your authenticator', zh: '身份验证器中的验证码' },
  codeHint: { en: 'Six digits, or one of your spare codes', zh: '6 位数字，或任一备用码' },
  back: { en: 'Back', zh: '返回' },
});

/** Tries a way to sign in; shows what was wrong. */
export type Attempt = (way: () => Promise<unknown>) => Promise<void>;

/** Account and password. */
export function PasswordForm({ attempt }: { readonly attempt: Attempt }) {
  const t = useTexts(texts);
  const id = useId();
  const [shown, setShown] = useState(false);
  const [busy, submit] = useSubmit(attempt, (form) => signInWithPassword(String(form.get('account')), String(form.get('password'))));
  return (
    <form className="form" onSubmit={submit}>
      <label>
        {t('email')}
        <input className="input" name="account" autoComplete="username webauthn" autoCapitalize="none" spellCheck={false} required />
      </label>
      <div className="labelled">
        <label htmlFor={id}>{t('password')}</label>
        <span className="with-button">
          <input id={id} className="input" name="password" type={shown ? 'text' : 'password'} autoComplete="current-password" required />
          <button type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {t(shown ? 'hide' : 'show')}
          </button>
        </span>
      </div>
      <Button type="submit" kind="primary" busy={busy}>
        {t('signIn')}
      </Button>
    </form>
  );
}

/** The second factor. */
export function CodeForm({ attempt, onBack }: { readonly attempt: Attempt; readonly onBack: () => void }) {
  const t = useTexts(texts);
  const [busy, submit] = useSubmit(attempt, (form) => giveCode(String(form.get('code')).trim()));
  return (
    <form className="form" onSubmit={submit}>
      <label>
        {t('code')}
        <input
          className="input code"
          name="code"
          autoComplete="one-time-code"
          inputMode="text"
          required
          aria-describedby="code-hint"
          data-autofocus
        />
      </label>
      <p id="code-hint" className="tiny ink2">
        {t('codeHint')}
      </p>
      <Button type="submit" kind="primary" busy={busy}>
        {t('signIn')}
      </Button>
      <Button kind="quiet" onClick={onBack}>
        {t('back')}
      </Button>
    </form>
  );
}

function useSubmit(attempt: Attempt, way: (form: FormData) => Promise<unknown>) {
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    void attempt(() => way(form)).finally(() => setBusy(false));
  };
  return [busy, submit] as const;
}
