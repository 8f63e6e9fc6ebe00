import { Fragment, type ReactNode } from 'react';

import { useFormats, useFrame } from './frame.tsx';

/** The line under every figure: age, source, way to the method. Empty parts are left out. */
export function Source({ parts }: { parts: readonly ReactNode[] }) {
  const shown = parts.filter((part) => part !== null && part !== undefined && part !== '' && part !== false);
  return (
    <p className="src">
      {shown.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one line never move
        <Fragment key={index}>
          <span>{part}</span>{' '}
        </Fragment>
      ))}
    </p>
  );
}

/** How long ago something was, with the exact moment for machines; `old` turns it amber, in words and weight too. */
export function Age({ at, old = false }: { at: Date; old?: boolean }) {
  const { now } = useFrame();
  const { age, instant } = useFormats();
  return (
    <time dateTime={at.toISOString()} title={instant(at)} data-age="" className={old ? 'old' : undefined}>
      {age(at, now)}
    </time>
  );
}
