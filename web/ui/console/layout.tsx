import { type ReactNode, useEffect, useId } from 'react';
import { Link } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { useTexts } from './language.ts';

const texts = defineTexts({
  product: { en: 'Maplebridge', zh: '枫桥' },
  way: { en: 'You are here', zh: '当前位置' },
});

/** One step back on the way to a page. */
export interface Crumb {
  readonly title: string;
  readonly to?: string;
}

/** What stands at the top of every screen. */
export interface PageHeaderProps {
  readonly title: string;
  /** The same title in the other language, when it is a name. */
  readonly otherTitle?: string;
  readonly crumbs?: readonly Crumb[];
  /** A line of facts under the title. */
  readonly facts?: ReactNode;
  /** The acts of the screen, at the right. */
  readonly children?: ReactNode;
}

/** Names the screen, in the page and in the window's title. One a screen. */
export function PageHeader({ title, otherTitle, crumbs = [], facts, children }: PageHeaderProps) {
  const t = useTexts(texts);
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <header className="page-h">
      <div>
        {crumbs.length > 0 && (
          <nav className="crumb" aria-label={t('way')}>
            {crumbs.map((crumb) => (
              <span key={crumb.title}>{crumb.to ? <Link to={crumb.to}>{crumb.title}</Link> : crumb.title}</span>
            ))}
          </nav>
        )}
        <h1 tabIndex={-1}>
          {title} {otherTitle && <span className="zh2">{otherTitle}</span>}
        </h1>
        {facts && <p className="page-facts">{facts}</p>}
      </div>
      {children && <div className="row">{children}</div>}
    </header>
  );
}

/** What a card may carry in its head. */
export interface SectionProps {
  readonly title?: ReactNode;
  /** A number or short note beside the title. */
  readonly note?: ReactNode;
  /** Acts or a mark at the right of the title. */
  readonly aside?: ReactNode;
  /** True when the content brings its own padding, such as a table. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A card: one subject, one title. A card never sits in a card. */
export function Section({ title, note, aside, flush = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={title ? id : undefined}>
      {title && (
        <header>
          <h2 id={id}>
            {title} {note !== undefined && <span className="h-note">{note}</span>}
          </h2>
          {aside && <div className="row">{aside}</div>}
        </header>
      )}
      {flush ? children : <div className={title ? 'in' : 'in alone'}>{children}</div>}
    </section>
  );
}

/** A fact: its name and its value. Null values are left out. */
export type Fact = readonly [name: string, value: ReactNode];

/** Facts of one thing, name by name. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Side by side on a wide screen, one below the other on a narrow one. */
export function Columns({ main, side }: { readonly main: ReactNode; readonly side: ReactNode }) {
  return (
    <div className="columns">
      <div className="stack">{main}</div>
      <aside className="stack">{side}</aside>
    </div>
  );
}

/** A message that stands in the page: what happened, what is safe, one next step. */
export function Note({
  tone = 'info',
  title,
  children,
}: {
  readonly tone?: 'info' | 'ok' | 'warn' | 'stop';
  readonly title?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={`note ${tone}`} role={tone === 'stop' ? 'alert' : 'note'}>
      {title && <p className="b">{title}</p>}
      {children}
    </div>
  );
}
