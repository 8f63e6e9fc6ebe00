import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

import {
  Button,
  Dialog,
  Loaded,
  Note,
  PageHeader,
  ProblemPanel,
  Section,
  useAct,
  useApi,
  useConfirm,
  useDraft,
  useFormat,
  useSay,
  useTexts,
} from '#ui';

import { ALERTS, type CompositionView, type DetailView } from './alerts/data.ts';
import { type AlertDraft, compositionOf, draftFrom, FRESH, localOf, missingIn, withPreset } from './alerts/draft.ts';
import { Choice, Labelled, Picks, WordsFields } from './alerts/fields.tsx';
import { LevelMark, useAlertFacts } from './alerts/marks.tsx';
import { alertTexts, composeTexts } from './alerts/texts.ts';
import { Where } from './alerts/where.tsx';

const LEVELS = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
const URGENCY = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
const CERTAINTY = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;
const CATEGORY = ['Met', 'Geo', 'Fire', 'Rescue', 'Safety', 'Security', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'] as const;
const RESPONSE = ['Evacuate', 'Shelter', 'Avoid', 'Prepare', 'Monitor', 'Execute', 'Assess', 'AllClear', 'None'] as const;

type Replaces = CompositionView['replaces'];

/** Issues an alert, or an update (`?updates=id`) or cancellation (`?cancels=id`) of one of ours. */
export default function AlertsCompose() {
  const [asked] = useSearchParams();
  const id = asked.get('cancels') ?? asked.get('updates');
  const reading = useApi<DetailView>(id && `${ALERTS}/${id}`);
  if (id === null) return <Form name="alerts.new" fresh={FRESH} replaces={undefined} />;
  const how = asked.has('cancels') ? 'Cancel' : 'Update';
  return (
    <Loaded reading={reading}>
      {(alert) => (
        <Form key={`${id}${how}`} name={`alerts.${how}.${id}`} fresh={draftFrom(alert, how === 'Cancel')} replaces={{ id, how }} />
      )}
    </Loaded>
  );
}

function Form({ name, fresh, replaces }: { readonly name: string; readonly fresh: AlertDraft; readonly replaces: Replaces }) {
  const t = useTexts(composeTexts);
  const a = useTexts(alertTexts);
  const [start] = useState(fresh); // another answer of the server must not take the place of what is being written
  const [draft, change, clear] = useDraft<AlertDraft>(name, start);
  const set = (part: Partial<AlertDraft>) => change((old) => ({ ...old, ...part }));
  const title = t(replaces ? (replaces.how === 'Cancel' ? 'cancelTitle' : 'updateTitle') : 'issueTitle');
  return (
    <div className="page">
      <PageHeader title={title} crumbs={[{ title: a('alerts'), to: '/alerts' }]} facts={t('facts')}>
        {draft !== start && <Button onClick={clear}>{t('startOver')}</Button>}
      </PageHeader>
      <div className="stack">
        <What draft={draft} set={set} change={change} />
        <When draft={draft} set={set} />
        <Section title={t('words')}>
          <div className="stack tight">
            <p className="small ink2">{t('wordsHint')}</p>
            <div className="alert-form alert-languages">
              <WordsFields language="zh" draft={draft} set={set} />
              <WordsFields language="en" draft={draft} set={set} />
            </div>
          </div>
        </Section>
        <Section title={t('where')}>
          <div className="alert-form">
            <div className="whole">
              <Where draft={draft} set={set} />
            </div>
          </div>
        </Section>
        <Send draft={draft} replaces={replaces} onDone={clear} />
      </div>
    </div>
  );
}

interface PartProps {
  readonly draft: AlertDraft;
  readonly set: (part: Partial<AlertDraft>) => void;
}

function What({ draft, set, change }: PartProps & { readonly change: (next: (old: AlertDraft) => AlertDraft) => void }) {
  const t = useTexts(composeTexts);
  const say = useSay();
  const facts = useAlertFacts();
  const take = (key: string) => {
    const preset = facts?.events.find((one) => one.key === key);
    if (preset) change((old) => withPreset(old, preset));
  };
  return (
    <Section title={t('what')}>
      <div className="alert-form">
        <Labelled title={t('preset')} hint={t('presetHint')}>
          <select className="input" value={draft.preset} onChange={({ target }) => take(target.value)}>
            <option value="">{t('presetNone')}</option>
            {facts?.events.map(({ key, event }) => (
              <option key={key} value={key}>
                {say(event)}
              </option>
            ))}
          </select>
        </Labelled>
        <Choice
          title={t('status')}
          hint={t('statusHint')}
          values={['Actual', 'Exercise', 'Test']}
          value={draft.status}
          onChange={(status) => set({ status })}
        />
        <fieldset className="labelled whole">
          <legend>{t('level')}</legend>
          <div className="picks">
            {LEVELS.map((severity) => (
              <button
                key={severity}
                type="button"
                className="chip"
                aria-pressed={draft.severity === severity}
                onClick={() => set({ severity })}
              >
                <LevelMark severity={severity} />
              </button>
            ))}
          </div>
        </fieldset>
        <Choice title={t('category')} values={CATEGORY} value={draft.category} onChange={(category) => set({ category })} />
        <Choice title={t('certainty')} values={CERTAINTY} value={draft.certainty} onChange={(certainty) => set({ certainty })} />
        <Picks title={t('response')} values={RESPONSE} chosen={draft.responseType} onChange={(responseType) => set({ responseType })} />
      </div>
    </Section>
  );
}

const HOURS = [3, 6, 12, 24] as const;
const HOUR_MS = 3_600_000;

function When({ draft, set }: PartProps) {
  const t = useTexts(composeTexts);
  const { span } = useFormat();
  const inHours = (hours: number) => localOf(new Date((draft.onset ? new Date(draft.onset) : new Date()).getTime() + hours * HOUR_MS));
  return (
    <Section title={t('when')}>
      <div className="alert-form">
        <Choice title={t('urgency')} values={URGENCY} value={draft.urgency} onChange={(urgency) => set({ urgency })} />
        <Labelled title={t('onset')} hint={t('onsetHint')}>
          <input className="input" type="datetime-local" value={draft.onset} onChange={({ target }) => set({ onset: target.value })} />
        </Labelled>
        <div className="labelled">
          <Labelled title={t('expires')}>
            <input
              className="input"
              type="datetime-local"
              value={draft.expires}
              onChange={({ target }) => set({ expires: target.value })}
            />
          </Labelled>
          <div className="picks">
            {HOURS.map((hours) => (
              <button key={hours} type="button" className="chip" onClick={() => set({ expires: inHours(hours) })}>
                +{span(hours * HOUR_MS)}
              </button>
            ))}
          </div>
        </div>
      </div>
    </Section>
  );
}

function Send({ draft, replaces, onDone }: { readonly draft: AlertDraft; readonly replaces: Replaces; readonly onDone: () => void }) {
  const t = useTexts(composeTexts);
  const go = useNavigate();
  const confirm = useConfirm();
  const { list } = useFormat();
  const [shown, setShown] = useState<string | null>(null);
  const missing = missingIn(draft);
  const preview = useAct<AlertDraft, { readonly xml: string }>({
    change: (one) => ({ path: `${ALERTS}/previews`, body: compositionOf(one, replaces) }),
    problems: 'inline',
  });
  const issue = useAct<AlertDraft, DetailView>({
    change: (one) => ({ path: ALERTS, body: compositionOf(one, replaces) }),
    touches: [ALERTS],
    done: t('published'),
    problems: 'inline',
  });
  const publish = async () => {
    if (!(await confirm({ title: t('publishAsk'), text: t('publishText'), act: t('publish'), danger: true }))) return;
    const issued = await issue.run(draft);
    if (!issued) return;
    onDone();
    void go(`/alerts/${issued.id}`);
  };
  const problem = issue.problem ?? preview.problem;
  return (
    <div className="stack tight">
      {problem && <ProblemPanel problem={problem} />}
      {missing.length > 0 && <Note tone="warn">{t('missing', { parts: list(missing.map((part) => t(part))) })}</Note>}
      <div className="row end">
        <Button
          busy={preview.busy}
          disabled={missing.length > 0}
          onClick={() => void preview.run(draft).then((answer) => setShown(answer?.xml ?? null))}
        >
          {t('preview')}
        </Button>
        <Button kind="primary" busy={issue.busy} disabled={missing.length > 0} onClick={() => void publish()}>
          {t('publish')}
        </Button>
      </div>
      <Dialog title={t('previewTitle')} open={shown !== null} onClose={() => setShown(null)} wide>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must be scrolled by keyboard too */}
        <pre className="alert-xml" tabIndex={0}>
          {shown}
        </pre>
      </Dialog>
    </div>
  );
}
