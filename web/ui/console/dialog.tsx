import { Modal } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from './button.tsx';
import { useTexts } from './language.ts';

const texts = defineTexts({
  close: { en: 'Close', zh: '关闭' },
  keep: { en: 'Keep as it is', zh: '保持不变' },
});

/** A dialog over the screen. */
export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A dialog: Esc closes it, the focus stays inside and goes back where it was. */
export function Dialog({ title, open, onClose, wide = false, children }: DialogProps) {
  const t = useTexts(texts);
  return (
    <Modal opened={open} onClose={onClose} title={title} size={wide ? 720 : 460} closeButtonProps={{ 'aria-label': t('close') }} centered>
      {children}
    </Modal>
  );
}

/** What to ask before an act that cannot be taken back. */
export interface Question {
  readonly title: string;
  /** What will happen, and what will not. */
  readonly text: ReactNode;
  /** The act in words, on its button: never only "OK". */
  readonly act: string;
  /** Red when it destroys something. */
  readonly danger?: boolean;
}

type Ask = (question: Question) => Promise<boolean>;

const ConfirmContext = createContext<Ask>(() => Promise.resolve(false));

/** Asks before what cannot be undone: `if (await confirm({ title, text, act })) …`. For everything else offer an undo instead. */
export function useConfirm(): Ask {
  return useContext(ConfirmContext);
}

/** Holds the one place where questions appear. */
export function ConfirmProvider({ children }: { readonly children: ReactNode }) {
  const t = useTexts(texts);
  const [question, setQuestion] = useState<Question | null>(null);
  const [open, setOpen] = useState(false);
  const answer = useRef<(yes: boolean) => void>(() => undefined);
  const ask = useCallback<Ask>((asked) => {
    setQuestion(asked);
    setOpen(true);
    return new Promise((resolve) => {
      answer.current = resolve;
    });
  }, []);
  const close = (yes: boolean) => {
    setOpen(false);
    answer.current(yes);
  };
  return (
    <ConfirmContext value={ask}>
      {children}
      <Dialog title={question?.title ?? ''} open={open} onClose={() => close(false)}>
        <div className="stack tight">
          <div className="ink2">{question?.text}</div>
          <div className="row end">
            <Button onClick={() => close(false)} data-autofocus>
              {t('keep')}
            </Button>
            <Button kind={question?.danger ? 'danger' : 'primary'} onClick={() => close(true)}>
              {question?.act}
            </Button>
          </div>
        </div>
      </Dialog>
    </ConfirmContext>
  );
}
