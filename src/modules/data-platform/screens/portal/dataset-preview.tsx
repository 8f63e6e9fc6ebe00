import { Empty, Field, Filters, Note, Pagination, ResponsiveTable, Section, useFormats, useFrame, useSpeak } from '#ui/portal';

import type { DatasetPage, PageField, PreviewQuery } from '../../portal/dataset.ts';
import { dataTexts } from './texts.ts';

type Row = DatasetPage['preview']['rows'][number];

/** Rows of the dataset, narrowed and sorted by plain links and a form. */
export function PreviewSection({ data }: { data: DatasetPage }) {
  const { language } = useFrame();
  const say = dataTexts(language);
  const { preview, wrong, query } = data;
  const narrowed = Boolean(query.field || query.search || query.sort);
  return (
    <Section id="preview" title={say('preview')} more={say('previewMore', { count: preview.total })}>
      <PreviewFilters data={data} clearHref={narrowed ? `${addressOf(data, {})}#preview` : null} />
      {wrong && <Note title={say('wrongFilter')}>{wrong[language]}</Note>}
      {preview.rows.length === 0 ? (
        <Empty title={say('noRows')} action={{ text: say('everything'), href: `${addressOf(data, {})}#preview` }}>
          {say('noRowsText')}
        </Empty>
      ) : (
        <div className="preview-rows">
          <PreviewTable data={data} />
        </div>
      )}
      <Pagination
        first={query.cursor ? `${addressOf(data, { ...query, cursor: '' })}#preview` : null}
        next={preview.next && `${addressOf(data, { ...query, cursor: preview.next })}#preview`}
      />
    </Section>
  );
}

function PreviewFilters({ data, clearHref }: { data: DatasetPage; clearHref: string | null }) {
  const say = dataTexts(useFrame().language);
  const speak = useSpeak();
  const { query, fields, operators } = data;
  const keep = { ...(query.version !== undefined && { version: String(query.version) }), ...(query.sort && { sort: query.sort }) };
  return (
    <Filters action={`/open-data/${data.key}#preview`} clearHref={clearHref} keep={keep}>
      <Field
        compact
        optional
        name="field"
        label={say('filterField')}
        value={query.field ?? ''}
        options={[{ value: '', text: say('all') }, ...fields.map(({ name, title }) => ({ value: name, text: speak(title) }))]}
      />
      <Field
        compact
        optional
        name="operator"
        label={say('filterHow')}
        value={query.operator ?? 'contains'}
        options={operators.map(({ key, title }) => ({ value: key, text: speak(title) }))}
      />
      <Field compact optional name="value" label={say('filterValue')} value={query.value ?? ''} />
      <Field compact optional name="search" label={say('anyText')} value={query.search ?? ''} />
    </Filters>
  );
}

function PreviewTable({ data }: { data: DatasetPage }) {
  const { language } = useFrame();
  const say = dataTexts(language);
  const speak = useSpeak();
  const { number } = useFormats();
  const { preview, query } = data;
  const fields = preview.columns.flatMap(({ name }) => data.fields.find((field) => field.name === name) ?? []);
  return (
    <ResponsiveTable<Row & { readonly place?: number }>
      caption={speak(data.title)}
      narrow="scroll"
      rows={preview.rows.map((row, place) => ({ ...row, place }))}
      rowKey={({ place }) => String(place)}
      columns={fields.map((field) => ({
        key: field.name,
        label: speak(field.title),
        title: <SortLink data={data} field={field} />,
        numeric: field.type === 'integer' || field.type === 'decimal',
        noWrap: field.type !== 'text',
        ...(query.sort === field.name && { sort: 'ascending' as const }),
        ...(query.sort === `-${field.name}` && { sort: 'descending' as const }),
        cell: (row) => cellOf(row[field.name] ?? null, field),
      }))}
    />
  );

  function cellOf(value: Row[string], { codeTitles, name, type }: PageField) {
    if (value === null) return <span className="dim">–</span>;
    if (typeof value === 'boolean') return value ? say('yes') : say('no');
    if (type === 'decimal' && typeof value === 'number')
      return number(value, Number.isInteger(value) ? undefined : Math.min(decimals(value), 6));
    if (type === 'integer' && typeof value === 'number' && !/year|年/i.test(name)) return number(value);
    const title = codeTitles[String(value)];
    return title ? speak(title) : String(value);
  }
}

const decimals = (value: number) => Math.max(2, String(value).split('.')[1]?.length ?? 0);

function SortLink({ data, field }: { data: DatasetPage; field: PageField }) {
  const say = dataTexts(useFrame().language);
  const speak = useSpeak();
  const title = speak(field.title);
  const isUp = data.query.sort === field.name;
  const next = isUp ? `-${field.name}` : field.name;
  return (
    <a
      href={`${addressOf(data, { ...data.query, sort: next, cursor: '' })}#preview`}
      title={isUp ? say('sortDown', { field: title }) : say('sortUp', { field: title })}
    >
      {title}
    </a>
  );
}

function addressOf({ key, query: { version } }: DatasetPage, { field, operator, value, search, sort, cursor }: PreviewQuery): string {
  const wished = {
    version: version === undefined ? '' : String(version),
    field,
    operator: field ? operator : '',
    value: field ? value : '',
    search,
    sort,
    cursor,
  };
  const params = new URLSearchParams(Object.entries(wished).filter((pair): pair is [string, string] => Boolean(pair[1])));
  return `/open-data/${key}${params.size > 0 ? `?${params}` : ''}`;
}
