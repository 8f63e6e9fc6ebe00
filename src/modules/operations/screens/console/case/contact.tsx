import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button, ProblemPanel, useApi, useMay, useTexts } from '#ui';

const texts = defineTexts({
  hidden: { en: 'Contact hidden.', zh: '联系方式已隐藏。' },
  show: { en: 'Show', zh: '查看' },
  price: {
    en: 'Looking is written down with your name and purpose: to call the reporter back. The reporter sees it.',
    zh: '查看将记录您的身份和用途（就其反映的事项联系反映人），反映人可以看到。',
  },
  refusal: { en: 'only for those who take in reports', zh: '仅受理人员可查看' },
});

interface Contact {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** Well past a working day: the same page never reads it twice. */
const KEPT_SECONDS = 86_400;

/** How the reporter can be reached, behind a deliberate click that is recorded. */
export function ContactReveal({ signalId }: { readonly signalId: string }) {
  const t = useTexts(texts);
  const may = useMay('operations:intake');
  const [asked, setAsked] = useState(false);
  const reading = useApi<Contact>(asked ? `/api/signals/${signalId}/reporter` : null, { freshSeconds: KEPT_SECONDS });
  if (reading.problem) return <ProblemPanel problem={reading.problem} />;
  if (reading.data) {
    const { name, phone, email } = reading.data;
    return (
      <span className="file">
        {name} {phone && <a href={`tel:${phone}`}>{phone}</a>} {email && <a href={`mailto:${email}`}>{email}</a>}
      </span>
    );
  }
  return (
    <span className="file">
      <IconEye size={15} aria-hidden /> {t('hidden')}
      <Button size="sm" kind="quiet" busy={reading.busy} refusal={may ? null : t('refusal')} onClick={() => setAsked(true)}>
        {t('show')}
      </Button>
      <span className="tiny ink2">{t('price')}</span>
    </span>
  );
}
