import { useNavigate, useParams } from 'react-router';

import { Button, Loaded, Note, PageHeader, Section, useAct, useApi, useDraft, useSay, useTexts } from '#ui';

import { placesOf } from '../../ingest/columns.ts';
import './data.css';
import { type DatasetView, datasetApi, type FieldView } from './data.ts';
import { dataTexts } from './texts.ts';
import { FileStep } from './wizard/file-step.tsx';
import { type Dialect, FoundStep, useSuggestion } from './wizard/found-step.tsx';
import { ServerSays } from './wizard/server-says.tsx';
import { wizardTexts } from './wizard/texts.ts';
import type { SentFile } from './wizard/use-uploads.ts';
import { WizardFrame } from './wizard/wizard-frame.tsx';

interface Draft {
  readonly step: number;
  readonly files: readonly SentFile[];
  readonly dialect: Dialect | null;
}

const FRESH: Draft = { step: 0, files: [], dialect: null };

/** Brings new files to a dataset that is described already. */
export default function NewLoad() {
  const { key = '' } = useParams();
  const reading = useApi<DatasetView>(datasetApi(key));
  return (
    <div className="page">
      <Loaded reading={reading}>{(dataset) => <Bring dataset={dataset} />}</Loaded>
    </div>
  );
}

function Bring({ dataset }: { readonly dataset: DatasetView }) {
  const t = useTexts(wizardTexts);
  const d = useTexts(dataTexts);
  const say = useSay();
  const [draft, change, clear] = useDraft<Draft>(`data.load.${dataset.key}`, FRESH);
  const { step, files, dialect } = draft;
  const found = useSuggestion(files, dialect).data;
  const unfinished = files.length === 0 ? t('noFile') : files.some(({ finished }) => !finished) ? t('notAllSent') : null;
  return (
    <>
      <PageHeader
        title={t('loadTitle')}
        crumbs={[
          { title: d('data'), to: '/data' },
          { title: say(dataset.title), to: `/data/${dataset.key}` },
        ]}
        facts={t('loadFacts')}
      />
      <WizardFrame
        titles={[t('stepFile'), t('stepLoad')]}
        step={step}
        onStep={(next) => change((old) => ({ ...old, step: next }))}
        refusal={unfinished}
        finish={step === 1 ? <Start dataset={dataset} draft={draft} ready={found !== undefined} onDone={clear} /> : undefined}
      >
        {step === 0 && <FileStep files={files} change={(next) => change((old) => ({ ...old, files: next(old.files) }))} />}
        {step === 1 && (
          <>
            {found && <Matches dataset={dataset} columns={found.sniff.columns.map(({ field }) => field.name)} />}
            <FoundStep files={files} dialect={dialect} onDialect={(next) => change((old) => ({ ...old, dialect: next }))} />
          </>
        )}
      </WizardFrame>
    </>
  );
}

/** Which field finds its column in the file, before anything is read. */
function Matches({ dataset, columns }: { readonly dataset: DatasetView; readonly columns: readonly string[] }) {
  const t = useTexts(wizardTexts);
  const places = placesOf(
    dataset.fields.map(({ spec }) => spec as FieldView['spec']),
    columns,
  );
  const lost = dataset.fields.filter((_, index) => places[index] === -1).map(({ spec }) => spec);
  const stops = lost.filter(({ required }) => required);
  const extra = columns.filter((_, place) => !places.includes(place));
  const count = dataset.fields.length - lost.length;
  return (
    <Section title={t('matches')} note={t('matched', { count, all: dataset.fields.length })}>
      <div className="stack tight">
        {lost.length > 0 && (
          <Note tone={stops.length > 0 ? 'stop' : 'warn'}>
            {stops.length > 0 && <p className="b">{t('stops', { names: stops.map(({ name }) => name).join(', ') })}</p>}
            <p>{t('lost', { names: lost.map(({ name }) => name).join(', ') })}</p>
            <p>
              {t('mapHint')}{' '}
              <Button kind="quiet" size="sm" to={`/data/${dataset.key}/edit`}>
                {t('editFields')}
              </Button>
            </p>
          </Note>
        )}
        {extra.length > 0 && <p className="small ink2">{t('extra', { names: extra.join(', ') })}</p>}
      </div>
    </Section>
  );
}

interface StartProps {
  readonly dataset: DatasetView;
  readonly draft: Draft;
  readonly ready: boolean;
  readonly onDone: () => void;
}

function Start({ dataset: { key }, draft: { files, dialect }, ready, onDone }: StartProps) {
  const t = useTexts(wizardTexts);
  const go = useNavigate();
  const load = useAct<null, { readonly loadId: string }>({
    change: () => ({ path: `${datasetApi(key)}/loads`, body: { uploads: files.map(({ id }) => id), ...(dialect && { dialect }) } }),
    touches: ['/api/data'],
    problems: 'inline',
  });
  const run = async () => {
    const started = await load.run(null);
    if (!started) return;
    onDone();
    void go(`/data/${key}/loads/${started.loadId}`);
  };
  return (
    <div className="stack tight grow">
      <ServerSays problem={load.problem} />
      <div className="row end">
        <Button kind="primary" busy={load.busy} refusal={ready ? null : t('lookingAt')} onClick={() => void run()}>
          {t('loadNow')}
        </Button>
      </div>
    </div>
  );
}
