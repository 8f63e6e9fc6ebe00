import type { ReactNode } from 'react';

import { useWords } from './frame.tsx';

export interface SearchBoxProps {
  readonly label: string;
  readonly action: string;
  readonly value?: string;
  readonly name?: string;
  /** Id of the field; give another to a second box on the page. */
  readonly id?: string;
  /** Further fields kept while searching. */
  readonly keep?: Readonly<Record<string, string>>;
  /** What others often look for. */
  readonly suggestions?: readonly { text: string; href: string }[];
  /** Another word on the button than "Search". */
  readonly button?: string;
  /** Shorter button and field, for places beside other things. */
  readonly compact?: boolean;
}

/** One field and one button, as a GET form. */
export function SearchBox({
  label,
  action,
  value = '',
  name = 'q',
  id = 'q',
  keep = {},
  suggestions = [],
  button,
  compact = false,
}: SearchBoxProps) {
  const say = useWords();
  return (
    <search className={compact ? 'search compact' : 'search'} aria-label={label}>
      <form action={action}>
        <label htmlFor={id}>{label}</label>
        <div>
          <input id={id} name={name} type="search" defaultValue={value} autoComplete="off" maxLength={200} enterKeyHint="search" />
          <button className="btn" type="submit">
            {button ?? say('search')}
          </button>
        </div>
        <Hidden fields={keep} />
      </form>
      {suggestions.length > 0 && (
        <ul className="often sm dim">
          <li>{say('oftenLookedFor')}</li>
          {suggestions.map(({ text, href }) => (
            <li key={href}>
              <a href={href}>{text}</a>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}

export interface FiltersProps {
  readonly action: string;
  /** Fields, such as `<Field compact … />`. */
  readonly children: ReactNode;
  /** Shown while a filter is set: the address without filters. */
  readonly clearHref?: string | null;
  readonly keep?: Readonly<Record<string, string>>;
}

/** A list's filters as a GET form, so that the address can be shared. */
export function Filters({ action, children, clearHref = null, keep = {} }: FiltersProps) {
  const say = useWords();
  return (
    <form className="filters" action={action} aria-label={say('filters')}>
      {children}
      <Hidden fields={keep} />
      <p className="acts">
        <button className="btn alt" type="submit">
          {say('apply')}
        </button>
        {clearHref && <a href={clearHref}>{say('clear')}</a>}
      </p>
    </form>
  );
}

function Hidden({ fields }: { fields: Readonly<Record<string, string>> }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
