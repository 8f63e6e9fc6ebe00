import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface SmartLinkProps {
  /** Whole path on this site, such as `/console/jobs` or `/open-data`. */
  readonly href: string;
  readonly onClick?: () => void;
  readonly children: ReactNode;
}

/** A link from the server: within the console without loading, to the portal as an ordinary link. */
export function SmartLink({ href, onClick, children }: SmartLinkProps) {
  if (href === '/console' || href.startsWith('/console/')) {
    return (
      <Link to={href.slice('/console'.length) || '/'} onClick={onClick}>
        {children}
      </Link>
    );
  }
  return (
    <a href={href} onClick={onClick}>
      {children}
    </a>
  );
}
