import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';

import { Button, Loaded, PageHeader, useAct, useApi, useDraft, useSay, useTexts } from '#ui';

import './data.css';
import { type DatasetDescription, type DatasetView, datasetApi, type FieldView } from './data.ts';
import { DescriptionConflict, type Merge } from './dataset/conflict.tsx';
import { datasetTexts } from './dataset/texts.ts';
import { dataTexts } from './texts.ts';
import { DescriptionForm } from './wizard/description-form.tsx';
import { draftFields, faultsOfFields, takenFields } from './wizard/draft.ts';
import { type DraftField, FieldsTable } from './wizard/fields-table.tsx';
import { ServerSays } from './wizard/server-says.tsx';

/** Changes what is said of a dataset; two people at once meet side by side, and nobody's words are lost. */
export default function Describe() {
  const { key = '' } = useParams();
  const reading = useApi<DatasetView>(datasetApi(key), { freshSeconds: 0 });
  return (
    <div className="page">
      <Loaded reading={reading}>{(dataset) => <Edit key={dataset.key} dataset={dataset} />}</Loaded>
    </div>
  );
}

/** What is being written, on which revision, and as it was when writing began. */
interface Draft {
  readonly revision: number;
  readonly base: DatasetDescription;
  readonly mine: DatasetDescription;
  readonly rows: readonly DraftField[];
}

function Edit({ dataset }: { readonly dataset: DatasetView }) {
  const t = useTexts(datasetTexts);
  const d = useTexts(dataTexts);
  const say = useSay();
  const go = useNavigate();
  // the page that was read first is the base; what comes in later is somebody else's
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const fresh = useMemo<Draft>(() => beginning(dataset), []);
  const [draft, setDraft, clear] = useDraft<Draft>(`data.edit.${dataset.key}`, fresh);
  const [theirs, setTheirs] = useState<DatasetView | null>(null);
  const { mine, rows, revision, base } = draft;
  const description: DatasetDescription = { ...mine, fields: takenFields(rows) };
  const save = useAct<{ description: DatasetDescription; revision: number }, DatasetView>({
    change: (input) => ({ method: 'PUT', path: datasetApi(dataset.key), body: input.description, ifMatch: `"${input.revision}"` }),
    touches: ['/api/data/datasets'],
    problems: 'inline',
    done: t('saved'),
  });
  const send = async (input: { description: DatasetDescription; revision: number }) => {
    if (!(await save.run(input))) return;
    clear();
    void go(`/data/${dataset.key}`);
  };
  const met = save.problem?.status === 412 ? ((save.problem.details['current'] as DatasetView | undefined) ?? null) : null;
  const other = theirs ?? met;
  const merge: Merge = (merged, current) => {
    setTheirs(current);
    void send({ description: merged, revision: current.revision });
  };
  const [fault] = faultsOfFields(takenFields(rows));
  const addField = () => setDraft((old) => ({ ...old, rows: [...old.rows, emptyField(old.rows.length + 1)] }));
  return (
    <>
      <PageHeader
        title={t('edit')}
        crumbs={[
          { title: d('data'), to: '/data' },
          { title: say(dataset.title), to: `/data/${dataset.key}` },
        ]}
        facts={t('editFacts')}
      >
        {draft !== fresh && <Button onClick={clear}>{t('discard')}</Button>}
        <Button
          kind="primary"
          busy={save.busy}
          refusal={draft === fresh ? null : fault ? say(fault) : null}
          onClick={() => void send({ description, revision })}
        >
          {t('save')}
        </Button>
      </PageHeader>
      <div className="stack">
        {other && <DescriptionConflict base={base} mine={description} current={other} theirs={descriptionOf(other)} onMerge={merge} />}
        {save.problem && save.problem.status !== 412 && <ServerSays problem={save.problem} />}
        <DescriptionForm fixedKey value={mine} onChange={(next) => setDraft((old) => ({ ...old, mine: { ...old.mine, ...next } }))} />
        <FieldsTable rows={rows} onChange={(next) => setDraft((old) => ({ ...old, rows: next }))} />
        <div className="row">
          <Button onClick={addField}>{t('addField')}</Button>
        </div>
      </div>
    </>
  );
}

function beginning(dataset: DatasetView): Draft {
  const base = descriptionOf(dataset);
  return { revision: dataset.revision, base, mine: base, rows: draftFields(base.fields) };
}

function emptyField(number: number): DraftField {
  const name = `field_${number}`;
  const words = { en: name, zh: name };
  const field: FieldView = { title: words, definition: words, class: 'restricted', personal: false, spec: { name, type: 'text' } };
  return { id: name, field, taken: true };
}

/** The part of a dataset that people write. */
function descriptionOf(dataset: DatasetView): DatasetDescription {
  const { key, title, description, theme, keywords, department, updateFrequency, licence, legalBasis } = dataset;
  const { shareClass, openClass, retentionDays, fields, rules, chart } = dataset;
  const said = { key, title, description, theme, keywords, department, updateFrequency, licence, legalBasis };
  return { ...said, shareClass, openClass, retentionDays, fields, rules, chart } as DatasetDescription;
}
