import { Empty, Field, Filters, PageHead, Pagination, SearchBox, Section, useFormats, useSpeak, type ViewProps } from '#ui/portal';

import type { CataloguePage } from '../../portal/catalogue.ts';
import { DatasetState } from './state.tsx';
import { dataTexts } from './texts.ts';

/** The public catalogue: search, themes, and each open dataset with its office, size and age. */
export default function OpenData({ data, frame: { language } }: ViewProps<CataloguePage>) {
  const say = dataTexts(language);
  const speak = useSpeak();
  const { query, items, next, total, themes, departments } = data;
  const narrowed = Boolean(query.q || query.theme || query.department);
  const options = (facets: CataloguePage['themes']) => [
    { value: '', text: say('all') },
    ...facets.map(({ key, title, count }) => ({ value: key, text: `${speak(title)} (${count})` })),
  ];
  return (
    <>
      <PageHead kick={say('found', { count: total })} title={say('catalogueTitle')} lead={say('catalogueLead')}>
        <SearchBox
          label={say('searchLabel')}
          action="/open-data"
          value={query.q ?? ''}
          id="dataset-search"
          keep={{ ...(query.theme && { theme: query.theme }), ...(query.department && { department: query.department }) }}
        />
      </PageHead>
      <div className="wrap">
        <Filters action="/open-data" clearHref={narrowed ? '/open-data' : null} keep={query.q ? { q: query.q } : {}}>
          <Field compact optional name="theme" label={say('theme')} value={query.theme ?? ''} options={options(themes)} />
          <Field
            compact
            optional
            name="department"
            label={say('department')}
            value={query.department ?? ''}
            options={options(departments)}
          />
        </Filters>
        {items.length === 0 && (
          <Empty title={say('none')} action={{ text: say('showAll'), href: '/open-data' }}>
            {say('noneText')}
          </Empty>
        )}
        <ul className="plain rows datasets">
          {items.map((item) => (
            <DatasetItem key={item.key} item={item} language={language} />
          ))}
        </ul>
        <Pagination first={query.cursor ? addressOf(query) : null} next={next && addressOf({ ...query, cursor: next })} />
        <Section id="machines" title={say('forMachines')}>
          <p className="measure">{say('forMachinesText')}</p>
          <ul className="plain acts">
            {data.machines.map(({ format, href }) => (
              <li key={href}>
                <a className="btn alt" href={href}>
                  {format}
                </a>
              </li>
            ))}
            <li>
              <a className="btn alt" href="/api/openapi.json">
                OpenAPI<span className="vh"> {say('interface')}</span>
              </a>
            </li>
          </ul>
        </Section>
      </div>
    </>
  );
}

function DatasetItem({ item, language }: { item: CataloguePage['items'][number]; language: 'en' | 'zh' }) {
  const say = dataTexts(language);
  const speak = useSpeak();
  const { day } = useFormats();
  const { key, title, description, departmentName, themeTitle, version, freshness } = item;
  return (
    <li className="stack-s">
      <h2 className="serif">
        <a href={`/open-data/${key}`}>{speak(title)}</a>
      </h2>
      <p className="dim measure">{speak(description)}</p>
      <p className="sm dim">
        <DatasetState freshness={freshness} />{' '}
        {[
          speak(departmentName),
          speak(themeTitle),
          ...(version ? [say('rows', { count: version.rows }), `${say('loaded')} ${day(version.loadedAt)}`] : []),
        ].join(' · ')}
      </p>
    </li>
  );
}

function addressOf(query: CataloguePage['query']): string {
  const { q, theme, department, cursor } = query;
  const params = new URLSearchParams(
    Object.entries({ q, theme, department, cursor }).filter((pair): pair is [string, string] => Boolean(pair[1])),
  );
  return `/open-data${params.size > 0 ? `?${params}` : ''}`;
}
