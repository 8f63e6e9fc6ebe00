import { Drawer } from '@mantine/core';
import { type ReactNode, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useTexts } from '../../ui/console/language.ts';

const texts = defineTexts({
  close: { en: 'Close', zh: '关闭' },
});

interface SidePanelProps {
  readonly title: string;
  readonly icon: ReactNode;
  /** How many things wait; zero shows nothing. */
  readonly count: number;
  /** The count in words, for screen readers. */
  readonly countWords: string;
  /** Drawn only while the panel is open. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button of the header with a number, and the panel that it opens at the right. */
export function SidePanel({ title, icon, count, countWords, children }: SidePanelProps) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <button type="button" className="top-icon" aria-haspopup="dialog" aria-expanded={open} title={title} onClick={() => setOpen(true)}>
        {icon}
        {count > 0 && (
          <span className="n" aria-hidden>
            {count > 99 ? '99+' : count}
          </span>
        )}
        <span className="vh">
          {title} {count > 0 && countWords}
        </span>
      </button>
      <Drawer opened={open} onClose={close} position="right" size={400} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
        {open && children(close)}
      </Drawer>
    </>
  );
}
