import { useParams } from 'react-router';

import {
  Columns,
  type Fact,
  Facts,
  JobWatch,
  Loaded,
  PageHeader,
  Section,
  type Step,
  Steps,
  useApi,
  useFormat,
  useSay,
  useSession,
  useTexts,
} from '#ui';

import type { DriftReport } from '../../ingest/index.ts';
import './data.css';
import { datasetApi, type LoadView, type ManifestView, type Paged, type VersionView } from './data.ts';
import { Difference } from './dataset/difference.tsx';
import { VersionList } from './dataset/version-list.tsx';
import { Drift, unmatched } from './load/drift.tsx';
import { Outcome } from './load/outcome.tsx';
import { Refused } from './load/refused.tsx';
import { Scorecard } from './load/scorecard.tsx';
import { loadTexts } from './load/texts.ts';
import { LoadMark, Who } from './marks.tsx';
import { dataTexts } from './texts.ts';

/** One load from source to decision: live while it runs, then what it came to and why. */
export default function Load() {
  const { id = '' } = useParams();
  const reading = useApi<LoadView>(`/api/data/loads/${id}`, { topics: ['jobs'], freshSeconds: 1 });
  return (
    <div className="page">
      <Loaded reading={reading}>{(load) => <Shown load={load} />}</Loaded>
    </div>
  );
}

function Shown({ load }: { readonly load: LoadView }) {
  const d = useTexts(dataTexts);
  const say = useSay();
  const { moment } = useFormat();
  const manifest = useApi<ManifestView>(load.version === null ? null : `/api/data/loads/${load.id}/manifest`, { freshSeconds: 3600 }).data;
  return (
    <>
      <PageHeader
        title={load.sources.map(({ name }) => name).join(', ')}
        crumbs={[
          { title: d('data'), to: '/data' },
          { title: say(load.title), to: `/data/${load.dataset}` },
          { title: d('loads'), to: `/data/loads?dataset=${load.dataset}` },
        ]}
        facts={
          <>
            <LoadMark state={load.state} />
            <span>{moment(new Date(load.createdAt))}</span>
            <span>
              {d('by')} <Who id={load.startedBy} />
            </span>
          </>
        }
      />
      <div className="stack">
        <Way load={load} manifest={manifest} />
        <Progress load={load} />
        <Outcome load={load} />
        {manifest && <Findings load={load} manifest={manifest} />}
      </div>
    </>
  );
}

function Way({ load, manifest }: { readonly load: LoadView; readonly manifest: ManifestView | undefined }) {
  const t = useTexts(loadTexts);
  return <Steps title={t('way')} steps={useSteps(load, manifest)} />;
}

/** Source, fields and checks are done together by the engine; the decision is a person's, or nobody's when nothing stood against it. */
function useSteps({ state, sources, read, seconds }: LoadView, manifest: ManifestView | undefined): Step[] {
  const t = useTexts(loadTexts);
  const { number, span } = useFormat();
  const going = state === 'queued' || state === 'running';
  const broken = state === 'failed' || state === 'cancelled';
  const engine = going ? 'now' : broken ? 'failed' : 'done';
  const size = manifest?.sources.reduce((sum, { bytes }) => sum + bytes, 0);
  const fields = manifest && { all: manifest.schema.length, found: manifest.schema.length - unmatched(manifest).lost.length };
  const files = size === undefined ? null : t('filesNote', { count: sources.length, size: number(size / 1e6, size < 1e7 ? 2 : 0) });
  const checks =
    read !== null && seconds !== null ? t('checksNote', { rows: number(read), span: span(Math.max(1, seconds) * 1000) }) : null;
  const decision = { held: t('yours'), published: t('byItself'), refused: t('decided') };
  return [
    { title: t('source'), state: state === 'queued' ? 'now' : 'done', note: files },
    { title: t('fields'), state: state === 'queued' ? 'next' : engine, note: fields && t('fieldsNote', fields) },
    { title: t('checks'), state: going ? 'next' : engine, note: checks },
    {
      title: t('decide'),
      state: state === 'held' ? 'held' : going || broken ? 'next' : 'done',
      note: state in decision ? decision[state as keyof typeof decision] : null,
    },
  ];
}

function Progress({ load: { state, jobId, startedBy } }: { readonly load: LoadView }) {
  const t = useTexts(loadTexts);
  const session = useSession();
  if (state !== 'queued' && state !== 'running') return null;
  return (
    <Section title={t('working')}>
      <div className="stack tight">
        {jobId && startedBy === session.id ? <JobWatch id={jobId} /> : <p>{t('notMine')}</p>}
        <p className="small ink2">{t('workingText')}</p>
      </div>
    </Section>
  );
}

function Findings({ load, manifest }: { readonly load: LoadView; readonly manifest: ManifestView }) {
  const number = load.version ?? 0;
  const versions = useApi<Paged<VersionView>>(`${datasetApi(load.dataset)}/versions`, { query: { limit: 200 }, topics: ['jobs'] }).data
    ?.items;
  const before = versions?.find((version) => version.number < number && (version.state === 'current' || version.state === 'superseded'));
  const old = useApi<ManifestView>(before ? `/api/data/loads/${before.loadId}/manifest` : null, { freshSeconds: 3600 }).data;
  return (
    <Columns
      main={
        <>
          <Scorecard manifest={manifest} number={number} previous={old && before ? { manifest: old, number: before.number } : null} />
          <Refused loadId={load.id} manifest={manifest} />
          {before && <Difference datasetKey={load.dataset} from={before.number} to={number} schema={manifest.schema} />}
        </>
      }
      side={
        <>
          <Drift
            datasetKey={load.dataset}
            report={load.drift as DriftReport | null}
            manifest={manifest}
            previous={before?.number ?? null}
          />
          {versions && <VersionList datasetKey={load.dataset} versions={versions} shown={number} />}
          <Provenance load={load} manifest={manifest} />
        </>
      }
    />
  );
}

function Provenance({ load, manifest }: { readonly load: LoadView; readonly manifest: ManifestView }) {
  const t = useTexts(loadTexts);
  const { moment } = useFormat();
  const files = manifest.sources.map(
    ({ name, sha256 }): Fact => [
      name,
      <code key={name} className="tiny">
        {sha256}
      </code>,
    ],
  );
  return (
    <Section title={t('provenance')}>
      <Facts
        facts={[
          ...files,
          [t('startedBy'), <Who key="started" id={load.startedBy} />],
          [
            t('decidedBy'),
            load.decidedBy && load.decidedAt && (
              <span key="decided">
                <Who id={load.decidedBy} /> {moment(new Date(load.decidedAt))}
              </span>
            ),
          ],
        ]}
      />
    </Section>
  );
}
