import { Fragment, type ReactNode } from 'react';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}

/** Key facts in a row under a page's title: label, value in large type, a note. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={`facts of-${Math.min(facts.length, 4)}`}>
      {facts.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="big">{value}</dd>
          {note && <dd className="sm dim">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** Labels and values, in two columns or, `stacked`, one under the other. */
export function Details({ items, stacked = false }: { items: readonly { label: string; value: ReactNode }[]; stacked?: boolean }) {
  return (
    <dl className={stacked ? 'dl' : 'dl two'}>
      {items.map(({ label, value }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

export interface Score {
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  /** The share in words, such as `97.8%`. */
  readonly value: string;
  readonly note: string;
  readonly warn?: boolean;
}

/** Shares as bars, each with its number and the reason for what is missing. */
export function Scores({ scores }: { scores: readonly Score[] }) {
  return (
    <ul className="dims">
      {scores.map(({ name, share, value, note, warn = false }) => (
        <li key={name}>
          <span>{name}</span>
          <svg className={warn ? 'bar warn' : 'bar'} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.max(0, Math.min(1, share)) * 100} height="10" />
          </svg>
          <b className="num">{value}</b>
          <small>{note}</small>
        </li>
      ))}
    </ul>
  );
}
