import { Modal } from '@mantine/core';

import { defineTexts } from '#kernel/i18n';
import { useTexts } from '../ui/console/language.ts';
import type { Session } from '../ui/console/session.tsx';
import { SignInForms } from './sign-in/sign-in-forms.tsx';

const texts = defineTexts({
  title: { en: 'Your session has ended', zh: '会话已结束' },
  text: {
    en: 'Nothing on this screen is lost. Sign in again as {name} to go on where you were.',
    zh: '屏幕上的内容均未丢失。请以{name}的身份重新登录，继续之前的工作。',
  },
});

/** Asks to sign in again over the screen, which stays as it is with every draft on it. */
export function SessionEnded({ door, name }: { readonly door: Session; readonly name: string }) {
  const t = useTexts(texts);
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      title={t('title')}
      size={door.demo ? 720 : 440}
      centered
      closeOnEscape={false}
    >
      <p className="ink2 gap">{t('text', { name })}</p>
      <SignInForms door={door} />
    </Modal>
  );
}

/** Drafts and answers of one person must not wait here for the next one: a loaded page has forgotten them. */
export function startAfresh(): void {
  sessionStorage.clear();
  location.assign('/console');
}
