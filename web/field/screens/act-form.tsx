import { type ChangeEvent, type FormEvent, useEffect, useId, useState } from 'react';

import { useSay } from '../../ui/console/language.ts';
import type { FieldDetail, FieldFacts, Named } from '../api.ts';
import { drafts, perform } from '../device/agent.ts';
import { Icon } from '../icons.tsx';
import type { FieldAct } from '../outbox/item.ts';
import { Back } from '../parts.tsx';
import { ACT_WORDS, useView, useWords } from '../use.ts';
import { useDraft } from './use-draft.ts';

/** What can be recorded by hand; a correction arises from a conflict only. */
type FormAct = Exclude<FieldAct, 'amend'>;

const MOST_PHOTOS = 9;
const CHOICE = { progress: 'stage', cannot: 'reason', note: null, done: null } as const;
const LABEL = { progress: 'words', note: 'note', done: 'result', cannot: 'words' } as const;

/** Records one thing about a task: a choice where there is one, words with ready-made sentences, photos. Kept at once, sent when possible. */
export function ActForm({ detail, act }: { readonly detail: FieldDetail; readonly act: FormAct }) {
  const t = useWords();
  const { snapshot, offlineSince } = useView();
  const { draft, trouble, change, addPhotos, dropPhoto, guard, stop } = useDraft(detail.id, act);
  const [missing, setMissing] = useState<'needWords' | 'needChoice' | null>(null);
  const words = useId();
  if (!draft) return <div className="page" />;
  const choices = snapshot ? choicesOf(snapshot.facts, act) : [];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const text = draft.words.trim();
    if (CHOICE[act] && !draft.choice) return setMissing('needChoice');
    if (act !== 'progress' && !text) return setMissing('needWords');
    stop();
    const input = { ...(text && { [act === 'done' ? 'result' : 'text']: text }), ...(CHOICE[act] && { [CHOICE[act]]: draft.choice }) };
    const photos = draft.photos.map((photo) => ({ ...photo, fileId: null }));
    const { id, code, title, revision } = detail;
    const about = { task: id, code, title, act, input, base: revision, clientAt: new Date().toISOString(), photos };
    const here = location.hash;
    if ((await guard(() => perform(about, draft.id))) && location.hash === here) location.hash = `#/task/${id}`;
  };
  return (
    <form className="page form" onSubmit={(event) => void submit(event)} noValidate>
      <Back href={`#/task/${detail.id}`} />
      <h1>{t(ACT_WORDS[act])}</h1>
      <p className="ink2">{detail.title}</p>
      {choices.length > 0 && (
        <Choices
          title={t(act === 'cannot' ? 'reason' : 'step')}
          choices={choices}
          chosen={draft.choice}
          onChoose={(choice) => change({ choice })}
        />
      )}
      <div className="labelled">
        <label htmlFor={words}>
          {t(LABEL[act])} {act === 'progress' && <span className="ink2">({t('optional')})</span>}
        </label>
        <textarea id={words} rows={4} maxLength={4000} value={draft.words} onChange={(event) => change({ words: event.target.value })} />
        <Phrases
          facts={snapshot?.facts ?? null}
          act={act}
          onPick={(phrase) => change({ words: draft.words ? `${draft.words}\n${phrase}` : phrase })}
        />
      </div>
      <Photos photos={draft.photos} onAdd={(files) => void addPhotos(files)} onDrop={dropPhoto} />
      {(missing ?? trouble) && (
        <p role="alert" className="note stop">
          {t(missing ?? trouble ?? 'notKept')}
        </p>
      )}
      <button type="submit" className="btn primary">
        {t(offlineSince === null ? 'sendNow' : 'sendLater')}
      </button>
    </form>
  );
}

function choicesOf({ stages, cannot }: FieldFacts, act: FormAct): readonly Named[] {
  return act === 'progress' ? stages : act === 'cannot' ? cannot : [];
}

interface ChoicesProps {
  readonly title: string;
  readonly choices: readonly Named[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

function Choices({ title, choices, chosen, onChoose }: ChoicesProps) {
  const say = useSay();
  const name = useId();
  return (
    <fieldset className="choices">
      <legend>{title}</legend>
      {choices.map(({ key, title: words }) => (
        <label key={key} data-chosen={chosen === key || undefined}>
          <input type="radio" name={name} checked={chosen === key} onChange={() => onChoose(key)} />
          {say(words)}
        </label>
      ))}
    </fieldset>
  );
}

interface PhrasesProps {
  readonly facts: FieldFacts | null;
  readonly act: FormAct;
  readonly onPick: (phrase: string) => void;
}

function Phrases({ facts, act, onPick }: PhrasesProps) {
  const t = useWords();
  const say = useSay();
  const phrases = facts?.phrases[act] ?? [];
  if (phrases.length === 0) return null;
  return (
    <fieldset className="phrases" aria-label={t('phrases')}>
      {phrases.map((phrase) => (
        <button key={phrase.en} type="button" onClick={() => onPick(say(phrase))}>
          {say(phrase)}
        </button>
      ))}
    </fieldset>
  );
}

type Kept = { readonly id: string; readonly name: string; readonly type: string };

interface PhotosProps {
  readonly photos: readonly Kept[];
  readonly onAdd: (files: readonly File[]) => void;
  readonly onDrop: (id: string) => void;
}

function Photos({ photos, onAdd, onDrop }: PhotosProps) {
  const t = useWords();
  const add = (event: ChangeEvent<HTMLInputElement>) => {
    onAdd([...(event.target.files ?? [])].slice(0, MOST_PHOTOS - photos.length));
    event.target.value = '';
  };
  return (
    <div>
      {photos.length > 0 && (
        <ul className="photos">
          {photos.map((photo) => (
            <li key={photo.id}>
              <Thumbnail photo={photo} />
              <button type="button" aria-label={t('removePhoto', { name: photo.name })} onClick={() => onDrop(photo.id)}>
                <Icon name="cross" size={18} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {photos.length < MOST_PHOTOS ? (
        <div className="pick">
          <label className="btn">
            <Icon name="camera" />
            {t('takePhoto')}
            <input type="file" accept="image/*" capture="environment" onChange={add} />
          </label>
          <label className="btn">
            <Icon name="file" />
            {t('fromFiles')}
            <input type="file" accept="image/*,application/pdf" multiple onChange={add} />
          </label>
        </div>
      ) : (
        <p className="small ink2">{t('tooManyPhotos', { most: MOST_PHOTOS })}</p>
      )}
    </div>
  );
}

/** A picture as it lies on this device. */
function Thumbnail({ photo: { id, name, type } }: { readonly photo: Kept }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    void drafts.photo(id).then((bytes) => {
      if (!bytes || !type.startsWith('image/')) return;
      made = URL.createObjectURL(bytes);
      setAddress(made);
    });
    return () => {
      if (made) URL.revokeObjectURL(made);
    };
  }, [id, type]);
  return address ? <img src={address} alt={name} /> : <span className="file">{name}</span>;
}
