import type { ReactNode } from 'react';

import { useWords } from './frame.tsx';
import { Icon } from './icon.tsx';

/** Where the page stands. The last item is the page itself and has no address. */
export function Crumbs({ items }: { items: readonly { text: string; href?: string }[] }) {
  const say = useWords();
  return (
    <nav className="crumbs wrap" aria-label={say('youAreHere')}>
      <ol className="plain">
        {items.map(({ text, href }) => (
          <li key={text} aria-current={href ? undefined : 'page'}>
            {href ? <a href={href}>{text}</a> : text}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export interface PageHeadProps {
  /** A word above the title: what kind of thing this is. */
  readonly kick?: string;
  readonly title: string;
  readonly lead?: ReactNode;
  /** Facts or a search box below. */
  readonly children?: ReactNode;
}

/** A page's title block. */
export function PageHead({ kick, title, lead, children }: PageHeadProps) {
  return (
    <div className="wrap page-head">
      {kick && <p className="kick">{kick}</p>}
      <h1>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </div>
  );
}

/** A part of a page under its own heading. `more` stands at the right of the heading. */
export function Section({ id, title, more, children }: { id: string; title: string; more?: ReactNode; children: ReactNode }) {
  return (
    <section className="ruled" aria-labelledby={id}>
      <div className="head">
        <h2 id={id}>{title}</h2>
        {more && <p className="sm dim">{more}</p>}
      </div>
      {children}
    </section>
  );
}

export interface PaginationProps {
  readonly previous?: string | null;
  readonly next?: string | null;
  /** For lists by cursor, which only know the beginning. */
  readonly first?: string | null;
  /** Where the reader is: `21–40 of 1,208`. */
  readonly summary?: string;
}

/** Ways to the pages around this one; nothing when there is only one. */
export function Pagination({ previous, next, first, summary }: PaginationProps) {
  const say = useWords();
  if (!previous && !next && !first) return summary ? <p className="sm dim pages-one">{summary}</p> : null;
  return (
    <nav className="pages" aria-label={say('pages')}>
      {first && <a href={first}>{say('first')}</a>}
      {previous && (
        <a href={previous} rel="prev">
          <Icon name="previous" />
          {say('previous')}
        </a>
      )}
      {summary && <span className="sm dim">{summary}</span>}
      {next && (
        <a href={next} rel="next">
          {say('next')}
          <Icon name="next" />
        </a>
      )}
    </nav>
  );
}
