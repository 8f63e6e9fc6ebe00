import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useConfirm } from '../dialog.tsx';
import { useTexts } from '../language.ts';

const texts = defineTexts({
  withdraw: { en: 'Withdraw version 31', zh: '撤回第 31 版' },
  title: { en: 'Withdraw version 31?', zh: '确定撤回第 31 版？' },
  text: {
    en: 'It leaves the portal at once; version 30 becomes current again. The ledger keeps a line of it for ever.',
    zh: '该版本将立即从门户下线，第 30 版恢复为现行版本。账本将永久保留此记录。',
  },
  yes: { en: 'Withdrawn', zh: '已撤回' },
  no: { en: 'Left as it was', zh: '保持不变' },
});

/** Asks before what cannot be undone. */
export default function ConfirmExample() {
  const t = useTexts(texts);
  const confirm = useConfirm();
  const [answer, setAnswer] = useState<boolean | null>(null);
  const ask = async () => setAnswer(await confirm({ title: t('title'), text: t('text'), act: t('withdraw'), danger: true }));
  return (
    <p className="row">
      <Button kind="danger" onClick={() => void ask()}>
        {t('withdraw')}
      </Button>
      <span role="status">{answer !== null && t(answer ? 'yes' : 'no')}</span>
    </p>
  );
}
