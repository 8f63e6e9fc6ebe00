import { useMemo, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useSay, useTexts } from '../language.ts';
import { useSelectionActs } from '../selection.ts';
import { ProblemPanel, StatePanel } from '../state-panel.tsx';
import { TableBody } from './body.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnChooser, useShownColumns } from './column-chooser.tsx';
import { FilterBar } from './filter-bar.tsx';
import { TableHead } from './head.tsx';
import { Pager } from './pager.tsx';
import { MovedNote, useSteady } from './steady.tsx';
import { useTableState } from './table-state.ts';
import type { DataTableProps } from './types.ts';
import { useRows } from './use-rows.ts';

const texts = defineTexts({
  loading: { en: 'Loading {title}', zh: '正在加载{title}' },
  nothing: { en: 'Nothing passes these filters', zh: '没有符合筛选条件的内容' },
  nothingText: { en: 'The list itself is not empty, or nobody has looked yet.', zh: '列表本身可能并不为空，可放宽条件再看。' },
  clear: { en: 'Clear filters', zh: '清除筛选' },
  chosen: { en: { one: '{count} row of {title}', other: '{count} rows of {title}' }, zh: '{title}中的 {count} 行' },
});

/**
 * A list: filters, order and page live in the address; J and K move, Enter opens, X chooses.
 * @example <DataTable name="jobs" title="Jobs" source="/api/jobs" topics={['jobs']} columns={columns} rowKey={({ id }) => id} empty={{ title: 'No jobs yet' }} />
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { name, title, columns, rowKey, filters = NO_FILTERS, bulk = [], csv, empty } = props;
  const t = useTexts(texts);
  const state = useTableState(filters, props.urlPrefix);
  const { rows: latest, next, problem, busy, refresh } = useRows(props, state);
  const asked = JSON.stringify([state.filters, state.sort, state.cursor]);
  const { rows, moved, show } = useSteady(latest, rowKey, asked, props.steady ?? false);
  const [shown, setShown] = useShownColumns(name, columns);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const chosenRows = useMemo(() => rows?.filter((row) => chosen.has(rowKey(row))) ?? [], [rows, chosen, rowKey]);
  useOfferedActs(props, chosenRows);

  const toggle = (keys: readonly string[]) => setChosen(toggled(chosen, keys));
  const choose = bulk.length > 0 ? { chosen, toggle } : null;
  const visible = columns.filter(({ key }) => shown.has(key));
  const filtered = Object.keys(state.filters).length > 0;
  return (
    <div className="data-table">
      <FilterBar filters={filters} values={state.filters} onChange={state.setFilter} onClear={state.clearFilters}>
        <ColumnChooser columns={columns} shown={shown} onChange={setShown} />
        {csv && <CsvLink csv={csv} filters={state.filters} sort={state.sort} />}
      </FilterBar>
      {problem && <ProblemPanel problem={problem} onRetry={refresh} />}
      {!rows && busy && <StatePanel kind="loading" title={t('loading', { title })} />}
      {props.steady && <MovedNote moved={moved} onShow={show} />}
      {rows && (
        <div className="card scroll-x">
          <table className="grid-t" aria-busy={busy}>
            <caption className="vh">{title}</caption>
            <TableHead columns={visible} sort={state.sort} onSort={state.toggleSort} choose={choose} keys={rows.map(rowKey)} />
            <TableBody {...props} columns={visible} rows={rows} choose={choose} />
          </table>
          {rows.length === 0 && filtered && (
            <StatePanel kind="empty" title={t('nothing')} act={<Button onClick={state.clearFilters}>{t('clear')}</Button>}>
              {t('nothingText')}
            </StatePanel>
          )}
          {rows.length === 0 && !filtered && (
            <StatePanel kind="empty" title={empty.title} act={empty.act}>
              {empty.text}
            </StatePanel>
          )}
        </div>
      )}
      {rows && <Pager state={state} next={next} count={rows.length} />}
      {choose && <BulkBar acts={bulk} rows={chosenRows} onClear={() => setChosen(new Set())} />}
    </div>
  );
}

const NO_FILTERS: never[] = [];

function CsvLink({
  csv,
  filters,
  sort,
}: {
  readonly csv: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: string;
}) {
  const search = new URLSearchParams({ ...filters, ...(sort ? { sort } : {}) }).toString();
  return (
    <a className="btn plain sm" href={search ? `${csv}?${search}` : csv} download>
      CSV
    </a>
  );
}

/** The palette offers the same acts on the chosen rows as the bar below the list. */
function useOfferedActs<Row>({ title, bulk = [] }: DataTableProps<Row>, rows: readonly Row[]): void {
  const t = useTexts(texts);
  const say = useSay();
  const selection = useMemo(() => {
    if (rows.length === 0) return null;
    const acts = bulk.map((act) => ({
      title: say(act.title),
      refusal: act.refusal?.(rows) ?? null,
      run: () => act.run(rows),
      ...(act.shortcut ? { shortcut: act.shortcut } : {}),
    }));
    return { title: t('chosen', { count: rows.length, title }), acts };
  }, [rows, bulk, title, t, say]);
  useSelectionActs(selection);
}

/** Chooses all of the keys, or none of them when all were chosen. */
function toggled(chosen: ReadonlySet<string>, keys: readonly string[]): ReadonlySet<string> {
  const all = keys.every((key) => chosen.has(key));
  const rest = [...chosen].filter((key) => !keys.includes(key));
  return new Set(all ? rest : [...rest, ...keys]);
}
