import { useState } from 'react';

import { useFormat } from '../../ui/console/format.ts';
import { useSay } from '../../ui/console/language.ts';
import type { FieldFacts } from '../api.ts';
import { replace } from '../device/agent.ts';
import { newId } from '../device/identifiers.ts';
import type { OutboxItem } from '../outbox/item.ts';
import { again, asNote, reworded, wordsOf } from '../outbox/settle.ts';
import { Back } from '../parts.tsx';
import { ACT_WORDS, useView, useWords } from '../use.ts';
import { Conflict } from './conflict.tsx';
import { Discard } from './discard.tsx';

const leaveItem = () => {
  location.hash = '#/outbox';
};

/** One item that has not arrived: what it says, why it waits, and what can be done about it. */
export function OutboxItemScreen({ seq }: { readonly seq: number }) {
  const t = useWords();
  const { time } = useFormat();
  const { items, snapshot } = useView();
  const inFull = useInFull(snapshot?.facts ?? null);
  const item = items.find((each) => each.seq === seq);
  if (!item) return <Gone />;
  const { act, title, code, clientAt, state, photos } = item;
  return (
    <article className="page">
      <Back href="#/outbox" />
      <p className="row between small">
        <span className="code">{code}</span>
        {state !== 'waiting' && <span className="pill stop">▲ {t(state)}</span>}
      </p>
      <h1>{title}</h1>
      <p className="ink2 small">
        {[
          t(ACT_WORDS[act]),
          t('thisPhone', { time: time(new Date(clientAt)) }),
          photos.length > 0 ? t('photos', { count: photos.length }) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {state === 'conflict' && <Conflict item={item} inFull={inFull(item)} onDone={leaveItem} />}
      {state === 'waiting' && <p className="card words pad">{inFull(item)}</p>}
      {(state === 'refused' || state === 'unsure') && <Mend item={item} inFull={inFull(item)} />}
      {state !== 'conflict' && <Discard item={item} label={t('discard')} />}
    </article>
  );
}

/** What was meant, with the act and its step or reason in words, so that it is understood also as a plain note. */
function useInFull(facts: FieldFacts | null) {
  const t = useWords();
  const say = useSay();
  return (item: OutboxItem): string => {
    const choice = [...(facts?.stages ?? []), ...(facts?.cannot ?? [])].find(
      ({ key }) => key === (item.input['stage'] ?? item.input['reason']),
    );
    return [t(ACT_WORDS[item.act]), choice ? say(choice.title) : '', wordsOf(item)].filter(Boolean).join(' · ');
  };
}

function Gone() {
  const t = useWords();
  return (
    <div className="page">
      <Back href="#/outbox" />
      <div className="card empty">
        <h1>{t('goneItem')}</h1>
        <p className="ink2">{t('nothingText')}</p>
      </div>
    </div>
  );
}

/** A refused item in other words; one that may have arrived is sent again as it is, under its own key. */
function Mend({ item, inFull }: { readonly item: OutboxItem; readonly inFull: string }) {
  const t = useWords();
  const say = useSay();
  const { details } = useView();
  const [words, setWords] = useState(wordsOf(item));
  const base = details.get(item.task)?.revision ?? item.base;
  const send = async (next: OutboxItem) => {
    await replace(next);
    leaveItem();
  };
  return (
    <>
      <p className="note stop" role="alert">
        {t(item.state === 'unsure' ? 'unsureText' : 'refusedText')}
        {item.refusal && <b> {say(item.refusal.text)}</b>}
      </p>
      <label className="labelled">
        {t('yourWords')}
        <textarea rows={4} maxLength={4000} value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <button type="button" className="btn primary" onClick={() => void send(again({ ...reworded(item, words), base }, newId()))}>
        {t('sendAgain')}
      </button>
      {item.act !== 'note' && (
        <button type="button" className="btn" onClick={() => void send(asNote(item, base, newId(), inFull))}>
          {t('keepNote')}
        </button>
      )}
    </>
  );
}
