import { IconDownload } from '@tabler/icons-react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useTexts } from '../language.ts';

const texts = defineTexts({
  answer: { en: 'Answer the reporter', zh: '答复反映人' },
  task: { en: 'Add task', zh: '添加任务' },
  close: { en: 'Close', zh: '办结' },
  notYet: { en: 'not yet: two tasks are open', zh: '暂不可办结：尚有两项任务' },
  export: { en: 'Export', zh: '导出' },
  remove: { en: 'Withdraw version 31', zh: '撤回第 31 版' },
  saving: { en: 'Saving', zh: '正在保存' },
  open: { en: 'Open jobs', zh: '打开任务' },
});

/** The kinds of button; a forbidden act stays in sight and says why. */
export default function ButtonExample() {
  const t = useTexts(texts);
  return (
    <p className="row">
      <Button kind="primary" shortcut="R">
        {t('answer')}
      </Button>
      <Button shortcut="T">{t('task')}</Button>
      <Button refusal={t('notYet')}>{t('close')}</Button>
      <Button icon={<IconDownload size={16} aria-hidden />}>{t('export')}</Button>
      <Button kind="danger">{t('remove')}</Button>
      <Button busy>{t('saving')}</Button>
      <Button kind="quiet" to="/jobs">
        {t('open')}
      </Button>
    </p>
  );
}
