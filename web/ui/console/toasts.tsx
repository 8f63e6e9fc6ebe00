import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';

import type { Language } from '#kernel';
import { defineTexts } from '#kernel/i18n';
import type { Problem } from './api.ts';
import { Button } from './button.tsx';

const UNDO_MS = 10_000;

const texts = defineTexts({
  undo: { en: 'Undo', zh: '撤销' },
  report: { en: 'Report number', zh: '报告编号' },
  close: { en: 'Close', zh: '关闭' },
});

/** Short messages in the corner, spoken by screen readers. */
export const toast = {
  /** Says that something is done, and offers to take it back for 10 s. */
  done(message: string, language: Language, undo?: () => void): void {
    const id = crypto.randomUUID();
    const takeBack = () => {
      notifications.hide(id);
      undo?.();
    };
    notifications.show({
      ...base(id, language),
      className: 'toast ok',
      icon: <IconCheck size={16} aria-hidden />,
      autoClose: undo ? UNDO_MS : 5000,
      message: (
        <span className="toast-line">
          <span>{message}</span>
          {undo && (
            <Button size="sm" onClick={takeBack}>
              {texts(language)('undo')}
            </Button>
          )}
        </span>
      ),
    });
  },

  /** Says what the server refused, and the number to quote. */
  problem(problem: Problem, language: Language): void {
    notifications.show({
      ...base(problem.code, language),
      className: 'toast stop',
      icon: <IconAlertTriangle size={16} aria-hidden />,
      autoClose: 12_000,
      title: problem.text[language],
      message: problem.report && (
        <span className="tiny">
          {texts(language)('report')} <code>{problem.report}</code>
        </span>
      ),
    });
  },
};

function base(id: string, language: Language) {
  return { id, withBorder: true, closeButtonProps: { 'aria-label': texts(language)('close') } };
}
