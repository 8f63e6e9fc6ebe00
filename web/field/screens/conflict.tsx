import { type ReactNode, useId, useState } from 'react';

import { useSay } from '../../ui/console/language.ts';
import { replace } from '../device/agent.ts';
import { newId } from '../device/identifiers.ts';
import type { OutboxItem } from '../outbox/item.ts';
import { asNote, type Met, metFields, reworded, standing, wordsOf } from '../outbox/settle.ts';
import { useView, useWords } from '../use.ts';
import { Discard } from './discard.tsx';

const FIELD_WORDS = { state: 'fieldState', result: 'fieldResult', who: 'fieldWho', case: 'fieldCase' } as const;
const VALUES = [
  'offered',
  'accepted',
  'done',
  'refused',
  'bounced',
  'cannot',
  'answered',
  'closed',
  'merged',
  'working',
  'note',
  'progress',
] as const;

interface ConflictProps {
  readonly item: OutboxItem;
  /** What was meant, in words, should it become a note. */
  readonly inFull: string;
  readonly onDone: () => void;
}

/** Two versions in two columns; the worker chooses field by field, and nothing of either is thrown away without a word. */
export function Conflict({ item, inFull, onDone }: ConflictProps) {
  const t = useWords();
  const say = useSay();
  const { details } = useView();
  const known = details.get(item.task) ?? null;
  const head = Number(item.refusal?.details['head'] ?? known?.revision ?? item.base);
  // what was read before the two changes met does not say what is possible now
  const detail = known && known.revision >= head ? known : null;
  const [words, setWords] = useState(wordsOf(item));
  const [mine, setMine] = useState<Readonly<Partial<Record<Met['name'], boolean>>>>({});
  const met = metFields(item, detail);
  const open = met.filter(({ name, mine: own, theirs }) => name !== 'who' && own !== theirs);
  const keepsMine = open.length === 0 || open.some(({ name }) => mine[name] ?? true);
  const changed = reworded(item, words);
  const send = async (next: OutboxItem) => {
    await replace(next);
    onDone();
  };
  const note = inFull.replace(wordsOf(item), words);
  return (
    <section className="card conflict" aria-label={t('conflict')}>
      <p className="ink2">{t('conflictText')}</p>
      {item.refusal && <p className="small ink2">{say(item.refusal.text)}</p>}
      {met.map((field) => (
        <MetField
          key={field.name}
          field={field}
          chosen={mine[field.name] ?? true}
          onChoose={(own) => setMine({ ...mine, [field.name]: own })}
        />
      ))}
      {keepsMine && (
        <label className="labelled">
          {t('yourWords')}
          <textarea rows={3} maxLength={4000} value={words} onChange={(event) => setWords(event.target.value)} />
        </label>
      )}
      {!detail && <p className="note warn">{t('waitForTheirs')}</p>}
      {keepsMine && detail && (
        <button type="button" className="btn primary" onClick={() => void send(standing(changed, detail, newId(), note))}>
          {t('keepMine')}
        </button>
      )}
      <button type="button" className={keepsMine ? 'btn' : 'btn primary'} onClick={() => void send(asNote(changed, head, newId(), note))}>
        {t('keepNote')}
      </button>
      <Discard item={item} label={t('keepTheirs')} />
    </section>
  );
}

interface MetFieldProps {
  readonly field: Met;
  readonly chosen: boolean;
  readonly onChoose: (mine: boolean) => void;
}

function MetField({ field: { name, mine, theirs }, chosen, onChoose }: MetFieldProps) {
  const t = useWords();
  const group = useId();
  const fixed = name === 'who' || mine === theirs;
  const column = (own: boolean, value: ReactNode) =>
    fixed ? (
      <div>
        <b>{t(own ? 'yours' : 'theirs')}</b>
        <span className="words">{value}</span>
      </div>
    ) : (
      <label data-chosen={chosen === own || undefined}>
        <span className="row">
          <input type="radio" name={group} checked={chosen === own} onChange={() => onChoose(own)} />
          <b>{t(own ? 'yours' : 'theirs')}</b>
        </span>
        <span className="words">{value}</span>
      </label>
    );
  return (
    <fieldset>
      <legend>
        {t(FIELD_WORDS[name])} {mine === theirs && <span className="small ink2">({t('same')})</span>}
      </legend>
      <div className="columns">
        {column(true, <Value name={name} value={mine} />)}
        {column(false, <Value name={name} value={theirs} />)}
      </div>
    </fieldset>
  );
}

function Value({ name, value }: { readonly name: Met['name']; readonly value: string | null }) {
  const t = useWords();
  if (value === null) return <span className="ink2">{t('valueNone')}</span>;
  if (name === 'who') return t('valueOther');
  const known = VALUES.find((each) => each === value);
  return name !== 'result' && known ? t(`value_${known}`) : value;
}
