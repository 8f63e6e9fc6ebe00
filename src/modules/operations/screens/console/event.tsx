import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';

import {
  AgeOf,
  Button,
  CaseMap,
  Columns,
  Facts,
  Loaded,
  type MapPoint,
  Note,
  PageHeader,
  Section,
  useAct,
  useApi,
  useKeys,
  useTexts,
} from '#ui';

import { type EventRow, type EventView, eventApi, TOUCHES, useTitles } from './intake/data.ts';
import { AttachDialog, CaseDialog, type CaseWish, type Dismissal, DismissDialog } from './intake/dialogs.tsx';
import { Duplicates } from './intake/duplicates.tsx';
import './intake/intake.css';
import { EventLog } from './intake/log.tsx';
import { EventMark, LevelOf } from './intake/marks.tsx';
import { Signals } from './intake/signals.tsx';
import { eventTexts, intakeTexts } from './intake/texts.ts';

/** One event: its reports, what may be the same and why, and what to do with it. */
export default function EventPage() {
  const { id = '' } = useParams();
  const reading = useApi<EventView>(eventApi(id), { topics: ['operations.inbox'], freshSeconds: 5 });
  return (
    <div className="page">
      <Loaded reading={reading}>{(event) => <Whole key={event.id} event={event} />}</Loaded>
    </div>
  );
}

function Whole({ event }: { readonly event: EventView }) {
  const t = useTexts(intakeTexts);
  const e = useTexts(eventTexts);
  return (
    <>
      <PageHeader
        title={event.title}
        crumbs={[{ title: t('inbox'), to: '/intake' }]}
        facts={
          <span className="row tight">
            <EventMark state={event.state} /> <LevelOf level={event.level} />
          </span>
        }
      >
        <Decide event={event} />
      </PageHeader>
      <Where event={event} />
      <Columns
        main={
          <>
            <Duplicates event={event} />
            <Section title={e('reports')} note={event.signals}>
              <Signals event={event} />
            </Section>
          </>
        }
        side={
          <>
            <Section title={e('where')} flush>
              <EventMap event={event} />
            </Section>
            <Section title={e('facts')}>
              <EventFacts event={event} />
            </Section>
            <Section title={e('log')}>
              <EventLog log={event.log} />
            </Section>
          </>
        }
      />
    </>
  );
}

/** What became of it, when it is no longer open, with the way there. */
function Where({ event }: { readonly event: EventView }) {
  const t = useTexts(intakeTexts);
  const e = useTexts(eventTexts);
  const titles = useTitles();
  if (event.state === 'merged' && event.mergedInto) {
    return (
      <Note tone="info" title={e('joinedInto')}>
        <Link to={`/intake/${event.mergedInto}`}>{e('goThere')}</Link>
      </Note>
    );
  }
  if (event.state === 'dismissed') {
    return (
      <Note tone="warn" title={titles.dismissReason(event.reason)}>
        {event.note && <p>{event.note}</p>}
      </Note>
    );
  }
  if (!event.caseCode) return null;
  return (
    <Note tone="ok" title={t('cased')}>
      <Link to={`/cases/${event.caseCode}`}>
        {t('case')} {event.caseCode}
      </Link>
    </Note>
  );
}

/** The acts on an event, each with its key. */
function Decide({ event }: { readonly event: EventView }) {
  const t = useTexts(intakeTexts);
  const [asking, setAsking] = useState<'case' | 'attach' | 'dismiss' | null>(null);
  const change = (act: string) => (body: object) => ({ path: `${eventApi(event.id)}/${act}`, body, ifMatch: `"${event.revision}"` });
  const undo = (_: unknown, reply: EventRow) => ({ path: `${eventApi(event.id)}/reopen`, body: {}, ifMatch: `"${reply.revision}"` });
  const open = useAct<CaseWish, EventRow>({
    change: change('case'),
    touches: TOUCHES,
    done: (_, { caseCode }) => t('opened', { code: caseCode ?? '' }),
  });
  const attach = useAct<{ code: string }, EventRow>({
    change: change('attach'),
    touches: TOUCHES,
    undo,
    done: (_, { caseCode }) => t('attached', { code: caseCode ?? '' }),
  });
  const dismiss = useAct<Dismissal, EventRow>({
    change: change('dismiss'),
    touches: TOUCHES,
    undo,
    done: t('dismissedOne', { title: event.title }),
  });
  const reopen = useAct<object, EventRow>({ change: change('reopen'), touches: TOUCHES, done: t('reopened') });
  const isOpen = event.state === 'open';
  const keys = useMemo(
    () =>
      isOpen
        ? [
            { keys: 'c', title: t('openCase'), run: () => setAsking('case') },
            { keys: 'a', title: t('attach'), run: () => setAsking('attach') },
            { keys: 'd', title: t('dismiss'), run: () => setAsking('dismiss') },
          ]
        : [],
    [isOpen, t],
  );
  useKeys(keys);
  const close = () => setAsking(null);
  if (!isOpen) {
    return (
      <Button refusal={event.founding ? t('founded') : null} busy={reopen.busy} onClick={() => void reopen.run({})}>
        {t('takeBack')}
      </Button>
    );
  }
  return (
    <>
      <Button shortcut="D" onClick={() => setAsking('dismiss')}>
        {t('dismiss')}
      </Button>
      <Button shortcut="A" onClick={() => setAsking('attach')}>
        {t('attach')}
      </Button>
      <Button kind="primary" shortcut="C" onClick={() => setAsking('case')}>
        {t('openCase')}
      </Button>
      <CaseDialog event={event} open={asking === 'case'} busy={open.busy} onClose={close} onSay={open.run} />
      <AttachDialog open={asking === 'attach'} busy={attach.busy} onClose={close} onSay={(code) => attach.run({ code })} />
      <DismissDialog count={1} open={asking === 'dismiss'} busy={dismiss.busy} onClose={close} onSay={dismiss.run} />
    </>
  );
}

function EventMap({ event }: { readonly event: EventView }) {
  const e = useTexts(eventTexts);
  const points = useMemo((): MapPoint[] => {
    const around = event.duplicates.map(({ event: other }) => other).filter((other) => other.id !== event.id);
    const all = [event, ...new Map(around.map((other) => [other.id, other])).values()];
    return all.flatMap(({ id, title, place: { lng, lat } }) =>
      lng === null || lat === null
        ? []
        : [{ id, lng, lat, shape: id === event.id ? 'drop' : 'ring', tone: id === event.id ? 'maple' : 'river', label: title }],
    );
  }, [event]);
  if (points.length === 0) return <p className="in ink2">{e('noPlace')}</p>;
  return <CaseMap title={e('map')} points={points} selected={event.id} start="points" height={280} />;
}

function EventFacts({ event }: { readonly event: EventView }) {
  const t = useTexts(intakeTexts);
  const e = useTexts(eventTexts);
  const titles = useTitles();
  return (
    <Facts
      facts={[
        [t('category'), titles.category(event.category) || t('unclassified')],
        [t('source'), titles.source(event.source)],
        [t('place'), event.place.label],
        [e('first'), <AgeOf key="first" at={event.firstAt} />],
        [t('last'), <AgeOf key="last" at={event.lastAt} />],
      ]}
    />
  );
}
