import type { ReactNode } from 'react';

/** A table wider than its place: it scrolls sideways, by keyboard too, without becoming a landmark of its own. */
export function Scrolling({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <figure className="scroll-x" tabIndex={0} aria-label={title}>
      {children}
    </figure>
  );
}
