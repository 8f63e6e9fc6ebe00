import { type FormEvent, useMemo, useState } from 'react';

import {
  AgeOf,
  Button,
  type Column,
  DataTable,
  Dialog,
  type FilterSpec,
  Note,
  PageHeader,
  Pill,
  useAct,
  useMay,
  useSay,
  useTexts,
} from '#ui';

import { type QuarantinedView, useTitles } from './intake/data.ts';
import './intake/intake.css';
import { careTexts, intakeTexts } from './intake/texts.ts';

const words = careTexts.table;
const STATES = [
  ['waiting', words.waiting],
  ['taken', words.takenIn],
  ['discarded', words.discarded],
] as const;

/** Messages of machines that could not be taken in, with the reason and what can be done. */
export default function Quarantine() {
  const t = useTexts(intakeTexts);
  const c = useTexts(careTexts);
  const [shown, setShown] = useState<QuarantinedView | null>(null);
  const crumbs = useMay('operations:intake') ? [{ title: t('inbox'), to: '/intake' }] : [];
  return (
    <div className="page">
      <PageHeader title={t('quarantine')} crumbs={crumbs} facts={c('quarantineFacts')}>
        <Button to="/intake/sources">{t('sources')}</Button>
      </PageHeader>
      <DataTable
        name="quarantine"
        title={t('quarantine')}
        source="/api/quarantine"
        columns={useColumns(setShown)}
        filters={useMemo<readonly FilterSpec[]>(
          () => [
            { key: 'state', title: intakeTexts.table.state, kind: 'choice', options: STATES.map(([value, title]) => ({ value, title })) },
          ],
          [],
        )}
        rowKey={({ id }) => id}
        empty={{ title: c('none'), text: c('noneText') }}
      />
      {shown && <Look key={shown.id} entry={shown} onClose={() => setShown(null)} />}
    </div>
  );
}

function useColumns(onLook: (entry: QuarantinedView) => void): readonly Column<QuarantinedView>[] {
  const c = useTexts(careTexts);
  const say = useSay();
  const titles = useTitles();
  return useMemo(
    () => [
      { key: 'source', title: intakeTexts.table.source, cell: ({ source }) => titles.source(source) || '—' },
      { key: 'number', title: words.number, cell: ({ externalId }) => <code>{externalId ?? '—'}</code> },
      { key: 'why', title: words.why, cell: ({ problem }) => <span className="small">{say(problem.text)}</span> },
      { key: 'state', title: intakeTexts.table.state, cell: ({ state }) => <StateMark state={state} /> },
      { key: 'times', title: words.times, align: 'end', cell: ({ times }) => times },
      { key: 'at', title: words.at, cell: ({ receivedAt }) => <AgeOf at={receivedAt} /> },
      {
        key: 'look',
        title: words.look,
        cell: (entry) => (
          <Button size="sm" onClick={() => onLook(entry)}>
            {c('look')}
          </Button>
        ),
      },
    ],
    [c, say, titles, onLook],
  );
}

function StateMark({ state }: Pick<QuarantinedView, 'state'>) {
  const c = useTexts(careTexts);
  if (state === 'waiting') return <Pill tone="soon">{c('waiting')}</Pill>;
  return <Pill tone={state === 'taken' ? 'good' : 'todo'}>{c(state === 'taken' ? 'takenIn' : 'discarded')}</Pill>;
}

interface LookProps {
  readonly entry: QuarantinedView;
  readonly onClose: () => void;
}

/** The message itself: to be corrected and taken in, or put away with a reason. */
function Look({ entry, onClose }: LookProps) {
  const c = useTexts(careTexts);
  const t = useTexts(intakeTexts);
  const say = useSay();
  const [text, setText] = useState(() => JSON.stringify(entry.payload, null, 2));
  const [note, setNote] = useState('');
  const { retry, discard, restore } = useCare(entry);
  const parsed = parse(text);
  const finish = (done: unknown) => done !== undefined && onClose();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parsed) void retry.run({ payload: parsed }).then(finish);
  };
  return (
    <Dialog title={t('quarantine')} open onClose={onClose} wide>
      <form className="form" onSubmit={submit}>
        <Note tone="warn" title={say(retry.problem?.text ?? entry.problem.text)}>
          <Faults details={retry.problem?.details ?? entry.problem.details} />
        </Note>
        <label>
          <span>
            {c('message')} <span className="hint-text">{c('messageHint')}</span>
          </span>
          <textarea
            className="input message"
            rows={12}
            value={text}
            readOnly={entry.state !== 'waiting'}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        {entry.state === 'waiting' && (
          <label>
            <span>{c('note')}</span>
            <input className="input" maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
          </label>
        )}
        {entry.state === 'discarded' && <p className="ink2">{entry.note}</p>}
        <div className="row end">
          <Button onClick={onClose}>{t('cancel')}</Button>
          {entry.state === 'discarded' && (
            <Button busy={restore.busy} onClick={() => void restore.run({}).then(finish)}>
              {c('restore')}
            </Button>
          )}
          {entry.state === 'waiting' && (
            <>
              <Button
                busy={discard.busy}
                refusal={note.trim() ? null : t('sayWhy')}
                onClick={() => void discard.run({ note: note.trim() }).then(finish)}
              >
                {c('discard')}
              </Button>
              <Button type="submit" kind="primary" busy={retry.busy} refusal={parsed ? null : c('notJson')}>
                {c('retry')}
              </Button>
            </>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function useCare({ id }: QuarantinedView) {
  const c = useTexts(careTexts);
  const path = `/api/quarantine/${id}`;
  const touches = ['/api/quarantine', '/api/events'];
  const act = (name: string) => (body: object) => ({ path: `${path}/${name}`, body });
  return {
    retry: useAct<object>({ change: act('retry'), touches, done: c('tookIn'), problems: 'inline' }),
    discard: useAct<object>({ change: act('discard'), touches, done: c('putAway'), undo: () => ({ path: `${path}/restore`, body: {} }) }),
    restore: useAct<object>({ change: act('restore'), touches }),
  };
}

/** Faults by field, or the values that would have been known. */
function Faults({ details }: { readonly details: unknown }) {
  const say = useSay();
  const { fields = [], known = [] } = (details ?? {}) as {
    fields?: readonly { field: string; message: { en: string; zh: string } }[];
    known?: readonly string[];
  };
  return (
    <>
      {fields.map(({ field, message }) => (
        <p key={field}>
          <code>{field}</code> {say(message)}
        </p>
      ))}
      {known.length > 0 && <p className="small raw">{known.join(' · ')}</p>}
    </>
  );
}

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
