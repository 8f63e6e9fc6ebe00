import { Button, Columns, Facts, Pill, Section, StatePanel, useAct, useApi, useFormat, useMay, useSay, useTexts } from '#ui';

import { type DatasetView, datasetApi, type Terms, titleOf } from '../data.ts';
import { ScoreMark } from '../marks.tsx';
import { dataTexts } from '../texts.ts';
import { ReasonedAct } from './reasoned-act.tsx';
import { datasetTexts } from './texts.ts';

/** What a dataset is, who answers for it, and whether the public has it. */
export function Overview({ dataset }: { readonly dataset: DatasetView }) {
  return (
    <Columns
      main={
        <>
          <About dataset={dataset} />
          <Current dataset={dataset} />
        </>
      }
      side={<Public dataset={dataset} />}
    />
  );
}

function About({ dataset }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const d = useTexts(dataTexts);
  const say = useSay();
  const { number } = useFormat();
  const terms = useApi<Terms>('/api/data/terms', { freshSeconds: 3600 }).data;
  const { view, query, download } = dataset.uses;
  return (
    <Section title={t('about')}>
      <Facts
        facts={[
          [t('description'), say(dataset.description)],
          [t('steward'), say(titleOf(terms?.departments, dataset.department))],
          [t('legalBasis'), say(dataset.legalBasis)],
          [d('licence'), say(titleOf(terms?.licences, dataset.licence))],
          [d('frequency'), say(titleOf(terms?.frequencies, dataset.updateFrequency))],
          [t('openClass'), d(`${dataset.openClass}Class`)],
          [t('shareClass'), d(`${dataset.shareClass}Class`)],
          [t('keywords'), dataset.keywords.join(', ')],
          [t('retention'), dataset.retentionDays === null ? t('forever') : t('days', { count: dataset.retentionDays })],
          [t('uses'), t('usesText', { view: number(view), query: number(query), download: number(download) })],
        ]}
      />
    </Section>
  );
}

const FORMATS = ['csv', 'json', 'parquet'] as const;

function Current({ dataset: { key, version } }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const d = useTexts(dataTexts);
  const { number, instant } = useFormat();
  if (!version) {
    const act = <Button to={`/data/${key}/load`}>{t('loadFile')}</Button>;
    return (
      <Section title={t('currentVersion')}>
        <StatePanel kind="empty" title={t('noData')} act={act}>
          {t('noDataText')}
        </StatePanel>
      </Section>
    );
  }
  const files = FORMATS.map((format) => (
    <a key={format} className="btn plain sm" href={`/data/${key}/v${version.number}.${format}`} download>
      {format.toUpperCase()}
    </a>
  ));
  return (
    <Section title={t('currentVersion')} note={version.number} aside={files}>
      <Facts
        facts={[
          [t('loaded'), instant(new Date(version.loadedAt))],
          [d('rows'), number(version.rows)],
          [d('refusedRows'), number(version.rejected)],
          [d('quality'), <ScoreMark key="score" score={version.score} />],
          [t('hash'), <code key="hash">{version.contentHash}</code>],
        ]}
      />
    </Section>
  );
}

/** Whether the public has it; what stands against opening is said before anybody tries. */
function Public({ dataset }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const d = useTexts(dataTexts);
  const say = useSay();
  const { day } = useFormat();
  const may = useMay('data:publish');
  const api = datasetApi(dataset.key);
  const open = useAct<null>({
    change: () => ({ path: `${api}/open`, body: {} }),
    touches: ['/api/data/datasets'],
    done: t('opened'),
    undo: () => ({ path: `${api}/close`, body: { reason: t('closeIt') } }),
  });
  const refusal = may ? (dataset.obstacles.length > 0 ? t('firstSolve') : null) : d('needsPublish');
  return (
    <Section title={t('public')} aside={<Pill tone={dataset.open ? 'good' : 'todo'}>{d(dataset.open ? 'open' : 'closed')}</Pill>}>
      <div className="stack tight">
        {dataset.publishedAt && <p>{t('openSince', { day: day(dataset.publishedAt.slice(0, 10)) })}</p>}
        {!dataset.open && dataset.obstacles.length === 0 && <p>{t('nothingAgainst')}</p>}
        {dataset.obstacles.length > 0 && (
          <div>
            <p>{t('obstacles')}</p>
            <ul className="bullets">
              {dataset.obstacles.map((obstacle) => (
                <li key={obstacle.en}>{say(obstacle)}</li>
              ))}
            </ul>
          </div>
        )}
        <div className="row">
          {dataset.open ? (
            <ReasonedAct
              act={t('closeIt')}
              title={t('closeIt')}
              text={t('closeText')}
              danger
              refusal={may ? null : d('needsPublish')}
              change={(reason) => ({ path: `${api}/close`, body: { reason } })}
              touches={['/api/data/datasets']}
              done={t('closed')}
            />
          ) : (
            <Button kind="primary" busy={open.busy} refusal={refusal} onClick={() => void open.run(null)}>
              {t('openIt')}
            </Button>
          )}
        </div>
      </div>
    </Section>
  );
}
