import type { ReactNode } from 'react';

import { useFrame, useWords } from './frame.tsx';
import { Icon } from './icon.tsx';

export interface FieldError {
  /** Name of the field, which is also its id. */
  readonly field: string;
  readonly message: string;
}

/** What has to be corrected, at the top of the page, each line leading to its field. Focus goes here when the script runs. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const say = useWords();
  if (errors.length === 0) return null;
  return (
    <div className="errors" role="alert" tabIndex={-1} data-focus="" aria-labelledby="errors">
      <h2 id="errors">
        <Icon name="no" />
        {say('errorTitle')}
      </h2>
      <ul className="plain">
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A form that writes: it carries the tokens against forgery and against sending twice. */
export function Form({ action, children, files = false }: { action?: string; children: ReactNode; files?: boolean }) {
  const { csrf, once, url } = useFrame();
  return (
    <form className="form stack-l" method="post" action={action ?? url} noValidate encType={files ? 'multipart/form-data' : undefined}>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="_once" value={once} />
      {children}
    </form>
  );
}

interface Labelled {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Says "(optional)" after the label; fields are required unless said. */
  readonly optional?: boolean;
  /** Small label and no margins, for filters. */
  readonly compact?: boolean;
}

export interface FieldProps extends Labelled {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'date' | 'number' | 'search' | 'file' | 'url';
  /** More than one makes it a text area. */
  readonly rows?: number;
  /** Makes it a list to choose from. */
  readonly options?: readonly { value: string; text: string }[];
  readonly autoComplete?: string;
  readonly inputMode?: 'numeric' | 'text' | 'tel' | 'email';
  readonly maxLength?: number;
  /** Width in characters of what is expected. */
  readonly width?: 'narrow' | 'middle';
}

/** One field with its label above, a hint, and what is wrong with it. */
export function Field(props: FieldProps) {
  const { name, label, hint, error, optional = false, compact = false } = props;
  const say = useWords();
  return (
    <div className={['field', compact && 'compact', error && 'bad'].filter(Boolean).join(' ')}>
      <label htmlFor={name}>
        {label} {optional && !compact && <span className="hint">{say('optional')}</span>}
      </label>
      <Help name={name} hint={hint} error={error} />
      <Control {...props} />
    </div>
  );
}

function Control({ name, value, type = 'text', rows = 1, options, optional = false, compact = false, width, ...props }: FieldProps) {
  const say = useWords();
  const { hint, error, autoComplete, inputMode, maxLength } = props;
  const shared = {
    id: name,
    name,
    defaultValue: value,
    autoComplete,
    required: !optional && !compact,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': describedBy(name, hint, error),
    className: width,
  };
  if (options) {
    return (
      <select {...shared}>
        {!optional && !compact && <option value="">{say('choose')}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    );
  }
  if (rows > 1) return <textarea {...shared} rows={rows} maxLength={maxLength} />;
  return <input {...shared} type={type} inputMode={inputMode} maxLength={maxLength} />;
}

export interface ChoicesProps extends Labelled {
  readonly kind?: 'radio' | 'checkbox';
  readonly options: readonly { value: string; text: string; note?: string }[];
  readonly chosen?: readonly string[];
}

/** Rows to choose from, each with what it brings. */
export function Choices({ name, label, hint, error, kind = 'radio', options, chosen = [] }: ChoicesProps) {
  return (
    <fieldset className={error ? 'field bad' : 'field'} aria-describedby={describedBy(name, hint, error)}>
      <legend>{label}</legend>
      <Help name={name} hint={hint} error={error} />
      <div className="choices">
        {options.map(({ value, text, note }, index) => (
          <label key={value}>
            <input type={kind} name={name} value={value} id={index === 0 ? name : undefined} defaultChecked={chosen.includes(value)} />
            <span>
              {text}
              {note && <small>{note}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Help({ name, hint, error }: Pick<Labelled, 'name' | 'hint' | 'error'>) {
  const say = useWords();
  return (
    <>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="msg" id={`${name}-error`}>
          <Icon name="no" />
          <span>
            <span className="vh">{say('errorPrefix')} </span>
            {error}
          </span>
        </p>
      )}
    </>
  );
}

function describedBy(name: string, hint?: string, error?: string): string | undefined {
  return [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined;
}
