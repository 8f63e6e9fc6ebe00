import { type FormEvent, useState } from 'react';

import type { Bilingual } from '#kernel';
import { Button, Dialog, useSay, useTexts } from '#ui';

import type { DatasetView } from '../data.ts';
import { datasetTexts } from './texts.ts';

type Fields = DatasetView['fields'];
const BARE = ['empty', 'filled'];

/** The conditions of the query interface, in words. */
const CONDITIONS: Readonly<Record<string, Bilingual>> = {
  eq: { en: 'is', zh: '等于' },
  ne: { en: 'is not', zh: '不等于' },
  contains: { en: 'contains', zh: '包含' },
  starts: { en: 'begins with', zh: '开头是' },
  ge: { en: 'is at least', zh: '不小于' },
  le: { en: 'is at most', zh: '不大于' },
  empty: { en: 'is empty', zh: '为空' },
  filled: { en: 'is filled', zh: '不为空' },
};

/** Builds one condition: field, comparison, value. */
export function FilterBuilder({ fields, onAdd }: { readonly fields: Fields; readonly onAdd: (filter: string) => void }) {
  const t = useTexts(datasetTexts);
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(fields[0]?.spec.name ?? '');
  const [condition, setCondition] = useState('eq');
  const [value, setValue] = useState('');
  const bare = BARE.includes(condition);
  const type = fields.find(({ spec }) => spec.name === name)?.spec.type;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!bare && value === '') return;
    onAdd(bare ? `${name}:${condition}` : `${name}:${condition}:${value}`);
    setOpen(false);
    setValue('');
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('addFilter')}</Button>
      <Dialog title={t('addFilter')} open={open} onClose={() => setOpen(false)}>
        <form className="form" onSubmit={submit}>
          <label>
            {t('field')}
            <select className="input" value={name} data-autofocus onChange={({ target }) => setName(target.value)}>
              {fields.map(({ spec, title }) => (
                <option key={spec.name} value={spec.name}>
                  {say(title)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('operator')}
            <select className="input" value={condition} onChange={({ target }) => setCondition(target.value)}>
              {Object.entries(CONDITIONS).map(([key, title]) => (
                <option key={key} value={key}>
                  {say(title)}
                </option>
              ))}
            </select>
          </label>
          {!bare && (
            <label>
              {t('value')}
              <input
                className="input"
                type={type === 'date' ? 'date' : 'text'}
                value={value}
                onChange={({ target }) => setValue(target.value)}
              />
            </label>
          )}
          <div className="row end">
            <Button type="submit" kind="primary">
              {t('apply')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

/** A condition as people read it. */
export function filterWords(filter: string, fields: Fields, say: (text: Bilingual) => string): string {
  const [name = '', condition = '', ...rest] = filter.split(':');
  const title = fields.find(({ spec }) => spec.name === name)?.title;
  const words = CONDITIONS[condition];
  return [title ? say(title) : name, words ? say(words) : condition, rest.join(':')].filter(Boolean).join(' ');
}
