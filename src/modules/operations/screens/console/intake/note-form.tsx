import { type FormEvent, useId, useMemo, useState } from 'react';

import type { Bilingual } from '#kernel';
import { Button, Columns, Note, type Problem, Section, Segments, useAct, useDraft, useKeys, useSay, useTexts } from '#ui';

import { CategorySelect } from './category-select.tsx';
import { leafOf, type PreviewView, TOUCHES, useIntakeTerms, useTitles } from './data.ts';
import { freshNote, messageOf, type NoteDraft, usePreview } from './note-draft.ts';
import { NoteDuplicates } from './note-duplicates.tsx';
import { NotePlace } from './note-place.tsx';
import { type Taken, TakenPanel } from './note-taken.tsx';
import { noteTexts } from './texts.ts';

const NOTHING: PreviewView = { categories: [], duplicates: [] };
const CHANNELS = ['telephone', 'counter'] as const;

/** The form: words first, then where, then who; category and duplicates follow the words. */
export function NoteForm() {
  const t = useTexts(noteTexts);
  const fresh = useMemo(freshNote, []);
  const [draft, setDraft, clear] = useDraft<NoteDraft>('operations.note', fresh);
  const [preview, setPreview] = useState(NOTHING);
  const [taken, setTaken] = useState<Taken | null>(null);
  const category = draft.category || (preview.categories[0]?.category ?? '');
  const set = (change: Partial<NoteDraft>) => setDraft((old) => ({ ...old, ...change }));
  usePreview(draft, category, setPreview);
  const { send, busy, problem } = useSending(draft, category, setTaken);
  const again = () => {
    clear();
    setDraft(freshNote());
    setPreview(NOTHING);
    setTaken(null);
  };
  const missing = draft.text.trim() ? null : t('sayWhat');
  const submit = () => void (missing || busy || send());
  useKeys([{ keys: 'mod+Enter', title: t('send'), run: submit, always: true }]);
  if (taken) return <TakenPanel taken={taken} onNext={again} />;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="form" onSubmit={onSubmit}>
      <Columns
        main={
          <>
            <Section title={t('said')}>
              <Words draft={draft} category={category} preview={preview} onChange={set} />
            </Section>
            <Section title={t('where')}>
              <NotePlace draft={draft} around={preview.duplicates.map(({ event }) => event)} onChange={set} />
            </Section>
            <Section title={t('who')}>
              <Who draft={draft} onChange={set} />
            </Section>
            {problem && <Refused problem={problem} />}
            <div className="row end">
              <Button type="submit" kind="primary" busy={busy} refusal={missing} shortcut="Ctrl ↵">
                {t('send')}
              </Button>
            </div>
          </>
        }
        side={<NoteDuplicates draft={draft} preview={preview} onChange={set} />}
      />
    </form>
  );
}

interface PartProps {
  readonly draft: NoteDraft;
  readonly onChange: (change: Partial<NoteDraft>) => void;
}

function Words({ draft, category, preview, onChange }: PartProps & { readonly category: string; readonly preview: PreviewView }) {
  const t = useTexts(noteTexts);
  const categoryId = useId();
  const titles = useTitles();
  const terms = useIntakeTerms();
  const leaf = leafOf(terms, category);
  return (
    <div className="stack tight">
      <label>
        <span className="hint-text">{t('saidHint')}</span>
        <textarea
          className="input said"
          rows={4}
          maxLength={4_000}
          value={draft.text}
          // biome-ignore lint/a11y/noAutofocus: the caller is already speaking
          autoFocus
          aria-label={t('said')}
          onChange={({ target }) => onChange({ text: target.value })}
        />
      </label>
      {preview.categories.length > 0 && (
        <fieldset className="guesses" aria-label={t('suggested')}>
          <span className="ink3 small">{t('suggested')}</span>
          {preview.categories.map((guess) => (
            <button
              key={guess.category}
              type="button"
              className="chip"
              aria-pressed={guess.category === category}
              title={guess.matched.join(', ')}
              onClick={() => onChange({ category: guess.category })}
            >
              {titles.category(guess.category)}
            </button>
          ))}
        </fieldset>
      )}
      <div className="two">
        <div className="labelled">
          <label htmlFor={categoryId}>{t('chosen')}</label>
          <CategorySelect id={categoryId} value={category} onChange={(chosen) => onChange({ category: chosen })} />
          {leaf && (
            <span className="hint-text">
              {titles.level(leaf.level)} · {titles.department(leaf.department)}
            </span>
          )}
        </div>
        <div className="labelled">
          <span>{t('channel')}</span>
          <Segments
            title={t('channel')}
            segments={CHANNELS.map((value) => ({ value, title: titles.source(value) }))}
            value={draft.source as (typeof CHANNELS)[number]}
            onChange={(source) => onChange({ source })}
          />
        </div>
      </div>
    </div>
  );
}

function Who({ draft, onChange }: PartProps) {
  const t = useTexts(noteTexts);
  const field = (name: 'name' | 'phone' | 'email', type: string) => (
    <label>
      <span>{t(name)}</span>
      <input
        className="input"
        type={type}
        autoComplete="off"
        maxLength={254}
        value={draft[name]}
        onChange={({ target }) => onChange({ [name]: target.value })}
      />
    </label>
  );
  return (
    <div className="stack tight">
      <Segments
        title={t('who')}
        segments={[
          { value: 'anonymous', title: t('anonymous') },
          { value: 'named', title: t('named') },
        ]}
        value={draft.named ? 'named' : 'anonymous'}
        onChange={(value) => onChange({ named: value === 'named' })}
      />
      {draft.named && (
        <div className="three">
          {field('name', 'text')}
          {field('phone', 'tel')}
          {field('email', 'email')}
        </div>
      )}
      <p className="ink2 small">{t(draft.named ? 'contactText' : 'anonymousText')}</p>
    </div>
  );
}

/** Sends the report, gets a receipt code for it, and adds it to the event that was chosen. Each step may be repeated. */
function useSending(draft: NoteDraft, category: string, onTaken: (taken: Taken) => void) {
  const note = useAct<object, { id: string }>({ change: (body) => ({ path: '/api/signals', body }), touches: TOUCHES, problems: 'inline' });
  const receipt = useAct<string, { receipt: string; eventId: string }>({
    change: (id) => ({ path: `/api/signals/${id}/receipt` }),
    problems: 'inline',
  });
  const join = useAct<{ event: string; into: string }>({
    change: ({ event, into }) => ({ path: `/api/events/${event}/merge`, body: { event: into }, ifMatch: '"1"' }),
    touches: TOUCHES,
  });
  const send = async () => {
    const signal = await note.run(messageOf(draft, category));
    const issued = signal && (await receipt.run(signal.id));
    if (!issued) return;
    const joined = draft.joins && (await join.run({ event: issued.eventId, into: draft.joins }));
    onTaken(joined && draft.joins ? { ...issued, eventId: draft.joins } : issued);
  };
  return { send, busy: note.busy || receipt.busy || join.busy, problem: note.problem ?? receipt.problem };
}

interface FieldFault {
  readonly field: string;
  readonly message: Bilingual;
}

function Refused({ problem }: { readonly problem: Problem }) {
  const say = useSay();
  const faults = (problem.details['fields'] ?? []) as readonly FieldFault[];
  return (
    <Note tone="stop" title={say(problem.text)}>
      {faults.map(({ field, message }) => (
        <p key={field}>
          <code>{field}</code> {say(message)}
        </p>
      ))}
    </Note>
  );
}
