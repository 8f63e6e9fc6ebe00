import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';

import {
  AgeOf,
  Button,
  Facts,
  Loaded,
  Note,
  PageHeader,
  Pill,
  Section,
  StatePanel,
  useAct,
  useApi,
  useDraft,
  useKeys,
  useMay,
  useSay,
  useSession,
  useTexts,
} from '#ui';

import { useTerms } from './cases/terms.ts';
import './roster/roster.css';
import type { HandoverView, WorkView } from './roster/data.ts';
import { handoverTexts } from './roster/handover-texts.ts';

interface Reading {
  readonly work: WorkView;
  readonly items: readonly HandoverView[];
}

/** The signed handing over of a department's open work between two people. */
export default function Handover() {
  const t = useTexts(handoverTexts);
  const say = useSay();
  const session = useSession();
  const desk = useMay('operations:dispatch');
  const { departments } = useTerms();
  const [params, setParams] = useSearchParams();
  const department = params.get('department') ?? session.department?.key ?? '';
  const topics = [`operations.roster:${department}`];
  const reading = useApi<Reading>(department ? '/api/handovers' : null, { query: { department }, topics });
  return (
    <div className="page">
      <PageHeader title={t('title')} facts={t('facts')}>
        {desk && (
          <select
            className="input team-pick"
            aria-label={t('department')}
            value={department}
            onChange={(event) => setParams({ department: event.target.value }, { replace: true })}
          >
            {departments.map(({ key, title }) => (
              <option key={key} value={key}>
                {say(title)}
              </option>
            ))}
          </select>
        )}
      </PageHeader>
      <Loaded reading={reading}>{(shown) => <Shown reading={shown} department={department} />}</Loaded>
    </div>
  );
}

function Shown({ reading: { work, items }, department }: { readonly reading: Reading; readonly department: string }) {
  const t = useTexts(handoverTexts);
  const waiting = items.find(({ state }) => state === 'given');
  const before = items.filter(({ state }) => state !== 'given');
  const signed = waiting?.sha256 === work.sha256;
  return (
    <div className="stack">
      {waiting ? <Waiting handover={waiting} /> : <Give work={work} department={department} />}
      {!signed && (
        <Section title={t('work')} note={work.items.length} flush>
          {work.items.length === 0 ? (
            <StatePanel kind="empty" title={t('none')}>
              {t('noneText')}
            </StatePanel>
          ) : (
            <Items items={work.items} />
          )}
        </Section>
      )}
      <Section title={t('history')}>
        {before.length === 0 && <p className="ink2 small">{t('noHistory')}</p>}
        <ul className="lines">
          {before.map((handover) => (
            <li key={handover.id}>
              <Signed handover={handover} />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Give({ work, department }: { readonly work: WorkView; readonly department: string }) {
  const t = useTexts(handoverTexts);
  const [note, setNote, clear] = useDraft(`handover.${department}`, '');
  const give = useAct<void, { id: string }>({
    change: () => ({ path: '/api/handovers', body: { department, note, sha256: work.sha256 } }),
    touches: ['/api/handovers'],
    done: t('given'),
    undo: (_, { id }) => ({ path: `/api/handovers/${id}/withdraw` }),
  });
  const send = () => void give.run().then((given) => given && clear());
  return (
    <Section title={t('give')}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <label>
          {t('note')}
          <textarea className="input" required maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        <p className="hash ink2">
          {t('listed', { count: work.items.length })} · {t('hash')} <code>{work.sha256}</code>
        </p>
        <div className="row">
          <Button kind="primary" type="submit" busy={give.busy}>
            {t('give')}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function Waiting({ handover }: { readonly handover: HandoverView }) {
  const t = useTexts(handoverTexts);
  const { id: me } = useSession();
  const own = handover.from.id === me;
  const take = useAct<void, unknown>({
    change: () => ({ path: `/api/handovers/${handover.id}/take`, body: { sha256: handover.sha256 } }),
    touches: ['/api/handovers'],
    done: t('taken'),
  });
  const withdraw = useAct<void, unknown>({
    change: () => ({ path: `/api/handovers/${handover.id}/withdraw` }),
    touches: ['/api/handovers'],
  });
  useKeys([{ keys: 't', title: t('take'), run: () => void (own ? undefined : take.run()) }]);
  return (
    <Section
      title={t('waits')}
      aside={
        <>
          {own && (
            <Button size="sm" kind="quiet" busy={withdraw.busy} onClick={() => void withdraw.run()}>
              {t('withdraw')}
            </Button>
          )}
          <Button kind="primary" shortcut="T" busy={take.busy} refusal={own ? t('same') : null} onClick={() => void take.run()}>
            {t('take')}
          </Button>
        </>
      }
    >
      <div className="stack tight">
        <Signed handover={handover} />
        <Items items={handover.items} />
      </div>
    </Section>
  );
}

const TONES = { given: 'soon', taken: 'good', withdrawn: 'todo' } as const;

function Signed({ handover }: { readonly handover: HandoverView }) {
  const t = useTexts(handoverTexts);
  const [shown, show] = useState(false);
  const { id: me } = useSession();
  const name = (who: HandoverView['to']) => (who === null ? t('nobody') : who.id === me ? t('you') : (who.name ?? who.id.slice(0, 8)));
  const { added, changed, over } = handover.moved;
  const counts = { added: added.length, changed: changed.length, over: over.length };
  return (
    <div className="stack tight grow">
      <p>
        <Pill tone={TONES[handover.state]}>
          {t(handover.state === 'given' ? 'waits' : handover.state === 'taken' ? 'done' : 'withdrawn')}
        </Pill>{' '}
        <AgeOf at={handover.takenAt ?? handover.givenAt} />
      </p>
      <p>{handover.note}</p>
      {handover.state !== 'withdrawn' && (
        <p className="small ink2">{counts.added + counts.changed + counts.over > 0 ? t('moved', counts) : t('still')}</p>
      )}
      <Facts
        facts={[
          [t('from'), <Signature key="from" name={name(handover.from)} at={handover.givenAt} entry={handover.givenEntry} />],
          [
            t('to'),
            handover.takenAt ? (
              <Signature key="to" name={name(handover.to)} at={handover.takenAt} entry={handover.takenEntry} />
            ) : (
              t('nobody')
            ),
          ],
        ]}
      />
      <button type="button" className="more small" aria-expanded={shown} onClick={() => show(!shown)}>
        {t('listed', { count: handover.items.length })}
      </button>
      {shown && (
        <p className="hash ink2">
          {t('hash')} <code>{handover.sha256}</code>
        </p>
      )}
    </div>
  );
}

function Signature({ name, at, entry }: { readonly name: string; readonly at: string; readonly entry: string | null }) {
  const t = useTexts(handoverTexts);
  return (
    <span>
      <b>{name}</b> · <AgeOf at={at} /> <span className="tiny ink2">{entry && t('entry', { id: entry.slice(0, 8) })}</span>
    </span>
  );
}

function Items({ items }: { readonly items: WorkView['items'] }) {
  const t = useTexts(handoverTexts);
  if (items.length === 0) return <Note>{t('none')}</Note>;
  return (
    <div className="scroll-x handover-items">
      <table className="grid-t">
        <thead>
          <tr>
            <th>{t('case')}</th>
            <th>{t('tasks')}</th>
            <th>{t('due')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.code}>
              <th scope="row">
                <Link className="row-link" to={`/cases/${item.code}`}>
                  {item.title}
                </Link>{' '}
                <code className="tiny">{item.code}</code>
              </th>
              <td>{item.tasks.map(({ title }) => title).join(' · ')}</td>
              <td>{item.dueAt ? <AgeOf at={item.dueAt} /> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
