import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';

import { Button, Facts, Note, PageHeader, Section, useAct, useApi, useDraft, useFormat, useSay, useTexts } from '#ui';

import './data.css';
import { type DatasetView, datasetApi, type Terms, titleOf } from './data.ts';
import { dataTexts } from './texts.ts';
import { DescriptionForm } from './wizard/description-form.tsx';
import {
  type Draft,
  draftFields,
  FRESH_DRAFT,
  faultsOfDescription,
  faultsOfFields,
  type Part,
  takenFields,
  wholeDescription,
} from './wizard/draft.ts';
import { FieldsTable } from './wizard/fields-table.tsx';
import { FileStep } from './wizard/file-step.tsx';
import { FoundStep, useSuggestion } from './wizard/found-step.tsx';
import { ServerSays } from './wizard/server-says.tsx';
import { wizardTexts } from './wizard/texts.ts';
import type { SentFile } from './wizard/use-uploads.ts';
import { WizardFrame } from './wizard/wizard-frame.tsx';

type SetDraft = (change: (draft: Draft) => Draft) => void;

/** From a file to a dataset: bring it, look at what we found, correct the fields, describe, load. */
export default function NewDataset() {
  const t = useTexts(wizardTexts);
  const d = useTexts(dataTexts);
  const [draft, change, clear] = useDraft<Draft>('data.new', FRESH_DRAFT);
  const { step, files, dialect, fields } = draft;
  const suggestion = useSuggestion(files, dialect);
  useTakeFound(fields === null ? suggestion.data : undefined, change);
  const titles = [t('stepFile'), t('stepFound'), t('stepFields'), t('stepDescription'), t('stepLoad')];
  const changeFiles = (next: (files: readonly SentFile[]) => readonly SentFile[]) =>
    change((old) => {
      const kept = next(old.files);
      return { ...old, files: kept, ...(kept[0]?.id !== old.files[0]?.id && { fields: null, dialect: null }) };
    });
  return (
    <div className="page">
      <PageHeader title={t('newTitle')} crumbs={[{ title: d('data'), to: '/data' }]} facts={t('newFacts')}>
        {draft !== FRESH_DRAFT && <Button onClick={clear}>{t('startOver')}</Button>}
      </PageHeader>
      <WizardFrame
        titles={titles}
        step={step}
        onStep={(next) => change((old) => ({ ...old, step: next }))}
        refusal={useRefusal(draft, suggestion.data !== undefined)}
        finish={step === 4 ? <Finish draft={draft} onDone={clear} /> : undefined}
      >
        {step === 0 && <FileStep files={files} change={changeFiles} />}
        {step === 1 && (
          <FoundStep files={files} dialect={dialect} onDialect={(next) => change((old) => ({ ...old, dialect: next, fields: null }))} />
        )}
        {step === 2 && fields && <FieldsStep draft={draft} columns={suggestion.data?.sniff.columns ?? []} change={change} />}
        {step === 3 && <DescriptionForm value={draft.described} onChange={(described) => change((old) => ({ ...old, described }))} />}
        {step === 4 && <Summary draft={draft} />}
      </WizardFrame>
    </div>
  );
}

/** What was found becomes the draft's fields once; afterwards they are the steward's. */
function useTakeFound(found: { readonly fields: Parameters<typeof draftFields>[0] } | undefined, change: SetDraft): void {
  useEffect(() => {
    if (found) change((old) => ({ ...old, fields: old.fields ?? draftFields(found.fields) }));
  }, [found, change]);
}

function useRefusal({ step, files, fields, described }: Draft, found: boolean): string | null {
  const t = useTexts(wizardTexts);
  const say = useSay();
  const missing = useMissing(described);
  if (step === 0) return files.length === 0 ? t('noFile') : files.some(({ finished }) => !finished) ? t('notAllSent') : null;
  if (step === 1) return found ? null : t('lookingAt');
  const [fault] = faultsOfFields(takenFields(fields ?? []));
  if (step === 2) return fault ? say(fault) : null;
  return step === 3 ? missing : null;
}

function useMissing(described: Draft['described']): string | null {
  const t = useTexts(wizardTexts);
  const d = useTexts(dataTexts);
  const word = (part: Part) =>
    part === 'theme' || part === 'department' || part === 'licence' || part === 'frequency' ? d(part) : t(part);
  const { missing, badKey } = faultsOfDescription(described, word);
  if (badKey) return t('badKey');
  return missing.length > 0 ? t('missingParts', { parts: missing.join(', ') }) : null;
}

function FieldsStep({
  draft,
  columns,
  change,
}: {
  readonly draft: Draft;
  readonly columns: Parameters<typeof FieldsTable>[0]['columns'];
  readonly change: SetDraft;
}) {
  const say = useSay();
  const rows = draft.fields ?? [];
  const faults = faultsOfFields(takenFields(rows));
  return (
    <div className="stack">
      {faults.length > 0 && (
        <Note tone="warn">
          {faults.map((fault) => (
            <p key={fault.en}>{say(fault)}</p>
          ))}
        </Note>
      )}
      <FieldsTable rows={rows} columns={columns ?? []} onChange={(fields) => change((old) => ({ ...old, fields }))} />
    </div>
  );
}

function Summary({ draft: { files, fields, described } }: { readonly draft: Draft }) {
  const t = useTexts(wizardTexts);
  const d = useTexts(dataTexts);
  const say = useSay();
  const { percent, number } = useFormat();
  const terms = useApi<Terms>('/api/data/terms', { freshSeconds: 3600 }).data;
  return (
    <Section title={t('ready')}>
      <div className="stack tight">
        <Facts
          facts={[
            [t('title'), `${described.title.zh} · ${described.title.en}`],
            [t('key'), <code key="key">{described.key}</code>],
            [d('file'), files.map(({ name, size }) => `${name} (${number(size / 1e6, 2)} MB)`).join(', ')],
            [t('stepFields'), number(takenFields(fields ?? []).length)],
            [d('department'), say(titleOf(terms?.departments, described.department))],
            [d('licence'), say(titleOf(terms?.licences, described.licence))],
            [t('openClass'), d(`${described.openClass}Class`)],
          ]}
        />
        {terms && <p className="small ink2">{t('whatHappens', { share: percent(terms.rejectShare, 0) })}</p>}
      </div>
    </Section>
  );
}

interface Started {
  readonly loadId: string;
}

/** Enters the dataset and starts its load. A dataset that was entered before the load failed to start is not entered twice. */
function Finish({ draft, onDone }: { readonly draft: Draft; readonly onDone: () => void }) {
  const t = useTexts(wizardTexts);
  const go = useNavigate();
  const [entered, setEntered] = useState('');
  const { key } = draft.described;
  const create = useAct<null, DatasetView>({
    change: () => ({ path: '/api/data/datasets', body: wholeDescription(draft) }),
    touches: ['/api/data/datasets'],
    problems: 'inline',
  });
  const load = useAct<null, Started>({
    change: () => ({
      path: `${datasetApi(key)}/loads`,
      body: { uploads: draft.files.map(({ id }) => id), ...(draft.dialect && { dialect: draft.dialect }) },
    }),
    touches: ['/api/data/loads'],
    problems: 'inline',
  });
  const run = async () => {
    if (entered !== key && !(await create.run(null))) return;
    setEntered(key);
    const started = await load.run(null);
    if (!started) return;
    onDone();
    void go(`/data/${key}/loads/${started.loadId}`);
  };
  return (
    <div className="stack tight grow">
      <ServerSays problem={create.problem ?? load.problem} />
      <div className="row end">
        <Button kind="primary" busy={create.busy || load.busy} onClick={() => void run()}>
          {t('createAndLoad')}
        </Button>
      </div>
    </div>
  );
}
