import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';

import { Button, Loaded, Section, StatePanel, useApi, useSay, useTexts } from '#ui';

import { type DatasetView, datasetApi } from '../data.ts';
import { Scrolling } from '../scrolling.tsx';
import { FilterBuilder, filterWords } from './filter-builder.tsx';
import { datasetTexts } from './texts.ts';
import { Value } from './value.tsx';

interface RowsAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly total: number;
  readonly next: string | null;
}

const PAGE = 50;

/** Rows of the current version: filtered, sorted and paged by the server; everything is held in the address. */
export function Preview({ dataset }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const [search, setSearch] = useSearchParams();
  const asked = askedOf(search);
  const path = dataset.version ? `${datasetApi(dataset.key)}/rows?${asked}` : null;
  const reading = useApi<RowsAnswer>(path, { freshSeconds: 60 });
  const set = (change: (search: URLSearchParams) => void) => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    change(next);
    setSearch(next);
  };
  if (!path) return <StatePanel kind="empty" title={t('noData')} />;
  return (
    <div className="stack tight">
      <Filters dataset={dataset} search={search} set={set} />
      <Loaded reading={reading}>
        {(answer) => (
          <>
            <Section title={t('preview')} note={t('rowsFound', { count: answer.total })} flush>
              <Table
                dataset={dataset}
                answer={answer}
                sort={search.get('sort') ?? ''}
                onSort={(sort) => set((next) => next.set('sort', sort))}
              />
            </Section>
            <div className="row between">
              <code className="tiny ink2 file-name">GET {path}</code>
              <div className="row">
                {search.has('cursor') && <Button onClick={() => set(() => undefined)}>{t('previous')}</Button>}
                {answer.next && <Button onClick={() => set((next) => next.set('cursor', answer.next ?? ''))}>{t('following')}</Button>}
              </div>
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}

/** The part of the address that the query interface understands. */
function askedOf(search: URLSearchParams): URLSearchParams {
  const asked = new URLSearchParams({ limit: String(PAGE) });
  for (const [name, value] of search) if (['filter', 'search', 'sort', 'cursor'].includes(name)) asked.append(name, value);
  return asked;
}

interface FiltersProps {
  readonly dataset: DatasetView;
  readonly search: URLSearchParams;
  readonly set: (change: (search: URLSearchParams) => void) => void;
}

function Filters({ dataset, search, set }: FiltersProps) {
  const t = useTexts(datasetTexts);
  const say = useSay();
  const [words, setWords] = useState(search.get('search') ?? '');
  const filters = search.getAll('filter');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set((next) => (words.trim() ? next.set('search', words.trim()) : next.delete('search')));
  };
  const drop = (filter: string) =>
    set((next) => {
      next.delete('filter');
      for (const one of filters.filter((kept) => kept !== filter)) next.append('filter', one);
    });
  return (
    <div className="row preview-bar">
      <form className="row" onSubmit={submit}>
        <input
          className="input"
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </form>
      <FilterBuilder fields={dataset.fields} onAdd={(filter) => set((next) => next.append('filter', filter))} />
      {filters.map((filter) => {
        const said = filterWords(filter, dataset.fields, say);
        return (
          <button
            key={filter}
            type="button"
            className="chip"
            data-on
            aria-label={t('dropFilter', { filter: said })}
            onClick={() => drop(filter)}
          >
            {said} <span aria-hidden>×</span>
          </button>
        );
      })}
    </div>
  );
}

interface TableProps {
  readonly dataset: DatasetView;
  readonly answer: RowsAnswer;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

function Table({ dataset, answer: { columns, rows }, sort, onSort }: TableProps) {
  const t = useTexts(datasetTexts);
  const say = useSay();
  const titles = new Map(dataset.fields.map(({ spec, title }) => [spec.name, say(title)]));
  const scales = new Map(dataset.fields.map(({ spec }) => [spec.name, spec.type === 'decimal' ? spec.scale : undefined]));
  const numeric = (type: string) => type === 'integer' || type === 'decimal';
  if (rows.length === 0) return <StatePanel kind="empty" title={t('noRows')} />;
  return (
    <Scrolling title={t('preview')}>
      <table className="grid-t cells">
        <thead>
          <tr>
            {columns.map(({ name, type }) => {
              const order = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : undefined;
              const title = titles.get(name) ?? name;
              return (
                <th key={name} scope="col" className={numeric(type) ? 'num' : undefined} aria-sort={order}>
                  <button
                    type="button"
                    className="sort"
                    data-on={order}
                    aria-label={t('sortBy', { field: title })}
                    onClick={() => onSort(order === 'ascending' ? `-${name}` : name)}
                  >
                    {title} {order === 'ascending' ? '↑' : order === 'descending' ? '↓' : ''}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name than their place
            <tr key={index}>
              {columns.map(({ name, type }) => (
                <td key={name} className={numeric(type) ? 'num' : undefined}>
                  <Value value={row[name]} scale={scales.get(name)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
