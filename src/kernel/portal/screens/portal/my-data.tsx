import {
  Age,
  Empty,
  Facts,
  Field,
  FileDownloads,
  Filters,
  PageHead,
  Pagination,
  ResponsiveTable,
  useFormats,
  useSpeak,
  type ViewProps,
} from '#ui/portal';

import type { MyDataPage } from '../../my-data.ts';
import { portalTexts } from '../../texts.ts';
import { myDataTexts } from './texts.ts';

/** Every look at the reader's own data. */
export default function MyData({ data, frame: { language } }: ViewProps<MyDataPage>) {
  const say = myDataTexts(language);
  const { number } = useFormats();
  const { lines, total, offices, query } = data;
  const chosen = Boolean(query.from || query.to);
  const [latest] = lines;
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')}>
        <Facts
          facts={[
            { label: say('looks'), value: number(total), note: say(chosen ? 'inPeriod' : 'sinceBeginning') },
            { label: say('offices'), value: number(offices), note: say('officesNote') },
            ...(latest && !query.cursor ? [{ label: say('latest'), value: <Age at={latest.readAt} /> }] : []),
          ]}
        />
      </PageHead>
      <div className="wrap cols">
        <div>
          <Filters action="/my-data" clearHref={chosen ? '/my-data' : null}>
            <Field name="from" label={say('from')} type="date" value={query.from} optional compact />
            <Field name="to" label={say('to')} type="date" value={query.to} optional compact />
          </Filters>
          {lines.length > 0 ? (
            <Lines data={data} language={language} />
          ) : (
            <Empty title={say(chosen ? 'noLinesPeriod' : 'noLines')}>{say('noLinesHint')}</Empty>
          )}
        </div>
        <aside className="stack-l">
          <div className="aside">
            <h2>{say('takeHome')}</h2>
            <FileDownloads
              files={[{ format: 'CSV', purpose: say('csv'), href: `/api/portal/my-data.csv?${address(query, { language })}` }]}
            />
          </div>
          <div className="aside stack-s">
            <h2>{say('wrong')}</h2>
            <p>{say('wrongText', { office: data.dataOffice[language] })}</p>
          </div>
        </aside>
      </div>
    </>
  );
}

function Lines({ data: { lines, total, next, query }, language }: { data: MyDataPage; language: 'en' | 'zh' }) {
  const say = myDataTexts(language);
  const shared = portalTexts(language);
  const speak = useSpeak();
  const { instant } = useFormats();
  return (
    <>
      <ResponsiveTable
        caption={say('caption')}
        rows={lines}
        rowKey={(line) => line.id}
        columns={[
          { key: 'when', title: shared('when'), cell: ({ readAt }) => <time dateTime={readAt.toISOString()}>{instant(readAt)}</time> },
          { key: 'office', title: shared('office'), cell: ({ office }) => speak(office) },
          { key: 'purpose', title: shared('purpose'), cell: ({ purpose }) => speak(purpose) },
          { key: 'fields', title: shared('fields'), cell: ({ fields }) => fields.map(speak).join(language === 'zh' ? '、' : ', ') },
          {
            key: 'proof',
            title: say('proof'),
            cell: ({ ledgerEntryId }) => (
              <a href={`/ledger?entry=${ledgerEntryId}`}>
                {say('ledgerLine')}
                <span className="vh"> {ledgerEntryId}</span>
              </a>
            ),
          },
        ]}
      />
      <Pagination
        first={query.cursor ? `/my-data?${address(query)}` : null}
        next={next && `/my-data?${address(query, { cursor: next })}`}
        summary={say('page', { count: total })}
      />
    </>
  );
}

function address({ from, to }: MyDataPage['query'], more: Readonly<Record<string, string>> = {}): string {
  return String(new URLSearchParams({ ...(from && { from }), ...(to && { to }), ...more }));
}
