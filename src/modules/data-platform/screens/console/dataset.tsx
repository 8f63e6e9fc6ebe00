import { useParams, useSearchParams } from 'react-router';

import { AgeOf, Button, Loaded, Note, PageHeader, Segments, useApi, useLanguage, useMay, useSay, useTexts } from '#ui';

import './data.css';
import { type DatasetView, datasetApi, type LoadView, type Paged, type Terms, titleOf } from './data.ts';
import { Fields } from './dataset/fields.tsx';
import { History } from './dataset/history.tsx';
import { Overview } from './dataset/overview.tsx';
import { Preview } from './dataset/preview.tsx';
import { Quality } from './dataset/quality.tsx';
import { datasetTexts } from './dataset/texts.ts';
import { Versions } from './dataset/versions.tsx';
import { FreshMark, LoadMark, OpenMark } from './marks.tsx';
import { dataTexts } from './texts.ts';

const VIEWS = ['overview', 'fields', 'preview', 'quality', 'versions', 'history'] as const;
type View = (typeof VIEWS)[number];

/** One dataset as its stewards see it. */
export default function Dataset() {
  const { key = '' } = useParams();
  const reading = useApi<DatasetView>(datasetApi(key), { topics: ['jobs'] });
  return (
    <div className="page">
      <Loaded reading={reading}>{(dataset) => <Shown dataset={dataset} />}</Loaded>
    </div>
  );
}

function Shown({ dataset }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const [search, setSearch] = useSearchParams();
  const view = VIEWS.find((one) => one === search.get('view')) ?? 'overview';
  return (
    <>
      <Head dataset={dataset} />
      <div className="stack">
        <Pending datasetKey={dataset.key} />
        <div className="views">
          <Segments<View>
            title={t('views')}
            value={view}
            onChange={(next) => setSearch(next === 'overview' ? {} : { view: next })}
            segments={VIEWS.map((value) => ({ value, title: t(value), ...(value === 'fields' && { count: dataset.fields.length }) }))}
          />
        </div>
        <Body view={view} dataset={dataset} />
      </div>
    </>
  );
}

function Body({ view, dataset }: { readonly view: View; readonly dataset: DatasetView }) {
  switch (view) {
    case 'overview':
      return <Overview dataset={dataset} />;
    case 'fields':
      return <Fields dataset={dataset} />;
    case 'preview':
      return <Preview dataset={dataset} />;
    case 'quality':
      return <Quality dataset={dataset} />;
    case 'versions':
      return <Versions dataset={dataset} />;
    case 'history':
      return <History dataset={dataset} />;
  }
}

function Head({ dataset }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const d = useTexts(dataTexts);
  const say = useSay();
  const language = useLanguage();
  const steward = useMay('data:steward');
  const terms = useApi<Terms>('/api/data/terms', { freshSeconds: 3600 }).data;
  const { key, title, theme, version, open } = dataset;
  const refusal = steward ? null : d('needsSteward');
  return (
    <PageHeader
      title={say(title)}
      otherTitle={title[language === 'zh' ? 'en' : 'zh']}
      crumbs={[
        { title: d('data'), to: '/data' },
        { title: say(titleOf(terms?.themes, theme)), to: `/data?theme=${theme}` },
        { title: key },
      ]}
      facts={
        <>
          <OpenMark {...dataset} />
          <FreshMark {...dataset} />
          {version && (
            <span>
              {d('versionOf', { number: version.number })} · <AgeOf at={version.loadedAt} />
            </span>
          )}
          <span>{t('renewed', { how: say(titleOf(terms?.frequencies, dataset.updateFrequency)) })}</span>
          <span>{say(titleOf(terms?.departments, dataset.department))}</span>
          {open && <a href={`/open-data/${key}`}>{t('publicPage')}</a>}
        </>
      }
    >
      <Button to={`/data/${key}/edit`} refusal={refusal}>
        {t('edit')}
      </Button>
      <Button kind="primary" to={`/data/${key}/load`} refusal={refusal}>
        {t('loadFile')}
      </Button>
    </PageHeader>
  );
}

/** A load that runs or waits stands above everything else. */
function Pending({ datasetKey }: { readonly datasetKey: string }) {
  const t = useTexts(datasetTexts);
  const say = useSay();
  const may = useMay('data:steward');
  const reading = useApi<Paged<LoadView>>(may ? '/api/data/loads' : null, { query: { dataset: datasetKey, limit: 1 }, topics: ['jobs'] });
  const [load] = reading.data?.items ?? [];
  if (!load || !['held', 'running', 'queued'].includes(load.state)) return null;
  return (
    <Note tone={load.state === 'held' ? 'warn' : 'info'} title={t(load.state === 'held' ? 'waitsTitle' : 'runsTitle')}>
      <div className="row">
        <LoadMark state={load.state} />
        <span>{load.heldFor.map(({ text }) => say(text)).join('; ') || load.sources.map(({ name }) => name).join(', ')}</span>
        <Button size="sm" to={`/data/${datasetKey}/loads/${load.id}`}>
          {t('look')}
        </Button>
      </div>
    </Note>
  );
}
