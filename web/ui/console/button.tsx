import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'react-router';

/** What a button may be. */
export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  /** `primary` is the one next act of a screen; `quiet` looks like a link; `danger` cannot be taken back. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'md' | 'sm';
  readonly type?: 'button' | 'submit';
  readonly icon?: ReactNode;
  /** The key that does the same, shown on the button. */
  readonly shortcut?: string;
  /** A path makes it a link that looks like a button. */
  readonly to?: string;
  /** Why it cannot be done now: the button stays visible and focusable, and says so. */
  readonly refusal?: string | null;
  readonly busy?: boolean;
}

/** The one button of the console. A forbidden act stays visible and says why. */
export function Button({
  kind = 'plain',
  size = 'md',
  type = 'button',
  icon,
  shortcut,
  to,
  refusal,
  busy,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const classes = `btn ${kind} ${size} ${className ?? ''}`.trim();
  const inside = (
    <>
      {icon}
      {children !== undefined && <span>{children}</span>}
      {refusal && <small>{refusal}</small>}
      {shortcut && <kbd aria-hidden>{shortcut}</kbd>}
    </>
  );
  if (to !== undefined && !refusal) {
    return (
      <Link className={classes} to={to}>
        {inside}
      </Link>
    );
  }
  const stopped = Boolean(refusal) || busy;
  return (
    <button
      {...rest}
      type={type}
      className={classes}
      aria-disabled={stopped || undefined}
      aria-busy={busy || undefined}
      aria-keyshortcuts={shortcut?.length === 1 ? shortcut : undefined}
      onClick={stopped ? (event) => event.preventDefault() : onClick}
    >
      {inside}
    </button>
  );
}
