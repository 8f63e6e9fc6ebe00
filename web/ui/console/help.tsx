import { Popover } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useTexts } from './language.ts';

const texts = defineTexts({ about: { en: 'About “{title}”', zh: '关于“{title}”' } });

/** A question mark that explains one term, rule or figure when it is pressed. */
export function Help({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const t = useTexts(texts);
  return (
    <Popover width={320} position="bottom" withArrow returnFocus withRoles={false}>
      <Popover.Target>
        <button type="button" className="help" aria-haspopup="dialog" aria-label={t('about', { title })}>
          <IconHelp size={16} stroke={1.7} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={title}>
        <p className="b">{title}</p>
        <div className="small ink2">{children}</div>
      </Popover.Dropdown>
    </Popover>
  );
}
