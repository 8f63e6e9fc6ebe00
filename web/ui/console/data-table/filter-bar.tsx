import { Popover } from '@mantine/core';
import { IconChevronDown, IconLink } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useLanguage, useSay, useTexts } from '../language.ts';
import { toast } from '../toasts.tsx';
import type { FilterSpec } from './types.ts';

const texts = defineTexts({
  filters: { en: 'Filters', zh: '筛选' },
  any: { en: 'any', zh: '不限' },
  clear: { en: 'Clear filters', zh: '清除筛选' },
  apply: { en: 'Apply', zh: '应用' },
  link: { en: 'Copy link', zh: '复制链接' },
  copied: { en: 'The link is copied; it opens this list with its filters.', zh: '链接已复制，打开后即为当前筛选结果。' },
});

interface FilterBarProps {
  readonly filters: readonly FilterSpec[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (key: string, value: string) => void;
  readonly onClear: () => void;
  /** What else stands in the bar, at its end. */
  readonly children?: ReactNode;
}

/** Filters as chips that say their value; what they hold belongs in the address. */
export function FilterBar({ filters, values, onChange, onClear, children }: FilterBarProps) {
  const t = useTexts(texts);
  const language = useLanguage();
  const copy = () => void navigator.clipboard.writeText(location.href).then(() => toast.done(t('copied'), language));
  return (
    <div className="filter-bar">
      {filters.length > 0 && (
        <fieldset className="row" aria-label={t('filters')}>
          {filters.map((filter) => (
            <FilterChip
              key={filter.key}
              filter={filter}
              value={values[filter.key] ?? ''}
              onChange={(value) => onChange(filter.key, value)}
            />
          ))}
          {Object.keys(values).length > 0 && (
            <Button kind="quiet" size="sm" onClick={onClear}>
              {t('clear')}
            </Button>
          )}
        </fieldset>
      )}
      <div className="row push">
        {filters.length > 0 && (
          <Button kind="quiet" size="sm" className="hide-s" icon={<IconLink size={15} aria-hidden />} onClick={copy}>
            {t('link')}
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}

interface FilterChipProps {
  readonly filter: FilterSpec;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function FilterChip({ filter, value, onChange }: FilterChipProps) {
  const t = useTexts(texts);
  const say = useSay();
  const [open, setOpen] = useState(false);
  const chosen = filter.kind === 'choice' ? filter.options.find((option) => option.value === value) : undefined;
  const set = (next: string) => {
    setOpen(false);
    onChange(next);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <button
          type="button"
          className="chip"
          data-on={value !== '' || undefined}
          aria-expanded={open}
          aria-haspopup="dialog"
          onClick={() => setOpen(!open)}
        >
          {say(filter.title)} <b>{chosen ? say(chosen.title) : value || t('any')}</b>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say(filter.title)} role="dialog">
        {filter.kind === 'choice' ? (
          <Choices filter={filter} value={value} onChange={set} />
        ) : (
          <Entry filter={filter} value={value} onChange={set} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Choices({ filter, value, onChange }: FilterChipProps & { readonly filter: Extract<FilterSpec, { kind: 'choice' }> }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <fieldset className="checks">
      <legend className="vh">{say(filter.title)}</legend>
      {[{ value: '', title: null }, ...filter.options].map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={filter.key}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
            onClick={() => value === option.value && onChange(value)}
          />
          {option.title ? say(option.title) : t('any')}
        </label>
      ))}
    </fieldset>
  );
}

function Entry({ filter, value, onChange }: FilterChipProps) {
  const t = useTexts(texts);
  const say = useSay();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onChange(String(new FormData(event.currentTarget).get('value') ?? '').trim());
  };
  return (
    <form className="row" onSubmit={submit}>
      <input
        className="input"
        name="value"
        type={filter.kind === 'day' ? 'date' : 'text'}
        defaultValue={value}
        aria-label={say(filter.title)}
        data-autofocus
      />
      <Button type="submit" size="sm" kind="primary">
        {t('apply')}
      </Button>
    </form>
  );
}
