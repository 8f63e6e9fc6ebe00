import { type FormEvent, type RefObject, useState } from 'react';
import { Link } from 'react-router';

import { Segments, useAct, useDraft, useFormat, useSay, useTexts } from '#ui';

import { caseHref, plainCode, spoken } from '../cases/data.ts';
import { useDepartmentName } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';
import type { ActView, NoteView } from './shown.ts';
import { boardTexts } from './texts.ts';

/** A public code as it is shown everywhere; without hyphens it could be a telephone number. */
const CODE = /\b([0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z])\b/;
const PIN = /^\/pin\s+/;
const SHOWN = 120;

interface SharedLogProps {
  readonly notes: readonly NoteView[];
  readonly acts: readonly ActView[];
  /** Notes written before this are no longer on top; milliseconds since 1970. */
  readonly pinnedSince: number;
  readonly mayWrite: boolean;
  readonly input?: RefObject<HTMLInputElement | null> | undefined;
}

/** What the shift wrote, and what was done, latest first; pinned notes stand on top. */
export function SharedLog({ notes, acts, pinnedSince, mayWrite, input }: SharedLogProps) {
  const t = useTexts(boardTexts);
  const [all, setAll] = useState<'all' | 'notes'>('all');
  const isPinned = ({ pinned, at }: NoteView) => pinned && Date.parse(at) > pinnedSince;
  const top = notes.filter(isPinned);
  const rest = [...notes.filter((note) => !isPinned(note)), ...(all === 'all' ? acts : [])]
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))
    .slice(0, SHOWN);
  return (
    <>
      <div className="board-sub">
        <h2>{t('log')}</h2>
        <Segments
          title={t('logShown')}
          segments={[
            { value: 'all', title: t('everything') },
            { value: 'notes', title: t('onlyNotes') },
          ]}
          value={all}
          onChange={setAll}
        />
      </div>
      <ol className="board-lines" aria-live="polite" aria-relevant="additions">
        {[...top, ...rest].map((line) =>
          'words' in line ? (
            <Note key={line.id} note={line} pinned={isPinned(line)} />
          ) : (
            <Done key={`${line.code} ${line.rev}`} act={line} />
          ),
        )}
        {top.length + rest.length === 0 && <li className="ink2">{t('noNotes')}</li>}
      </ol>
      {mayWrite && <Writing input={input} />}
    </>
  );
}

function Note({ note, pinned }: { readonly note: NoteView; readonly pinned: boolean }) {
  const t = useTexts(boardTexts);
  const c = useTexts(caseTexts);
  const format = useFormat();
  const departmentName = useDepartmentName();
  return (
    <li className={pinned ? 'pin' : undefined}>
      <div className="h">
        <b>
          {note.department && `${departmentName(note.department)} · `}
          {t('heldBy', { seat: note.seat })}
          {note.mine && ` (${c('you')})`}
        </b>
        <span>
          {pinned && `${t('pinned')} · `}
          <time dateTime={note.at}>{format.moment(new Date(note.at))}</time>
        </span>
      </div>
      <Words words={note.words} />
    </li>
  );
}

function Done({ act }: { readonly act: ActView }) {
  const c = useTexts(caseTexts);
  const say = useSay();
  const format = useFormat();
  const departmentName = useDepartmentName();
  return (
    <li className="act">
      <time dateTime={act.at}>{format.time(new Date(act.at))}</time>
      <span>
        {act.automatic ? c('platform') : act.department && departmentName(act.department)} · {say(act.actTitle)}{' '}
        <Link to={caseHref(act.code)}>{act.title}</Link>
      </span>
    </li>
  );
}

/** Codes in what somebody wrote lead to their case. */
function Words({ words }: { readonly words: string }) {
  return words.split(CODE).map((part, at) =>
    // every second part is what the pattern took
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
      <Link key={at} to={caseHref(plainCode(part))} className="code">
        {spoken(plainCode(part))}
      </Link>
    ) : (
      part
    ),
  );
}

function Writing({ input }: Pick<SharedLogProps, 'input'>) {
  const t = useTexts(boardTexts);
  const [words, setWords, forget] = useDraft('operations-note', '');
  const write = useAct<string>({
    change: (text) => ({ path: '/api/board/notes', body: { words: text.replace(PIN, ''), pinned: PIN.test(text) } }),
  });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!words.trim() || write.busy) return;
    if (await write.run(words.trim())) forget();
  };
  return (
    <form className="board-write" onSubmit={send}>
      <label className="vh" htmlFor="board-note">
        {t('writeLabel')}
      </label>
      <input
        ref={input}
        id="board-note"
        className="input"
        maxLength={1000}
        value={words}
        placeholder={t('write')}
        aria-describedby="board-note-hint"
        autoComplete="off"
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <p id="board-note-hint" className="tiny ink2">
        {t('stays')}
      </p>
    </form>
  );
}
