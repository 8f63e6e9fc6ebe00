import { Link, useParams } from 'react-router';

import {
  Button,
  CaseMap,
  Columns,
  Facts,
  Loaded,
  Note,
  PageHeader,
  Pill,
  Section,
  useAct,
  useApi,
  useFormat,
  useLanguage,
  useMay,
  useSay,
  useTexts,
} from '#ui';

import { mapAreasOf } from './alerts/areas.ts';
import { ALERTS, type DetailView, type InfoView, TOPIC } from './alerts/data.ts';
import { LevelMark, StateMark, useCapWord } from './alerts/marks.tsx';
import { alertTexts } from './alerts/texts.ts';

const MAP_HEIGHT = 320;

/** One alert: what it says, where, what it refers to, and whether the public sees it. */
export default function Alert() {
  const { id = '' } = useParams();
  const reading = useApi<DetailView>(`${ALERTS}/${id}`, { topics: [TOPIC] });
  return <Loaded reading={reading}>{(alert) => <Page alert={alert} />}</Loaded>;
}

function Page({ alert }: { readonly alert: DetailView }) {
  const t = useTexts(alertTexts);
  const say = useSay();
  const word = useCapWord();
  const language = useLanguage();
  const { info, headline, event } = alert;
  const own = info.find((one) => (one.language ?? 'en').startsWith(language)) ?? info[0];
  const areas = mapAreasOf(own);
  return (
    <div className="page">
      <PageHeader
        title={say(headline) || say(event) || word(alert.msgType)}
        crumbs={[{ title: t('alerts'), to: '/alerts' }]}
        facts={
          <span className="row">
            <LevelMark severity={alert.severity} />
            <StateMark state={alert.state} status={alert.status} />
            {alert.status !== 'Actual' && alert.state !== 'in-force' && <Pill tone="paused">{word(alert.status)}</Pill>}
            {alert.shown && <Pill tone="good">{t('isShown')}</Pill>}
            {alert.signed && <Pill tone="soon">{t('signed')}</Pill>}
          </span>
        }
      >
        <Acts alert={alert} />
      </PageHeader>
      <Columns
        main={
          <>
            {alert.signed && <Note>{t('signedText')}</Note>}
            {[...info]
              .sort((one) => (one === own ? -1 : 1))
              .map((one, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no names and never move
                <Words key={at} info={one} />
              ))}
            {areas.length > 0 && (
              <Section title={t('area')} flush>
                <CaseMap title={t('areaMap')} points={[]} areas={areas} height={MAP_HEIGHT} />
              </Section>
            )}
          </>
        }
        side={<Side alert={alert} own={own} />}
      />
    </div>
  );
}

function Acts({ alert: { id, state, shown, mayShow, issuedHere } }: { readonly alert: DetailView }) {
  const t = useTexts(alertTexts);
  const mayIssue = useMay('operations:alerts');
  const path = (act: string) => ({ path: `${ALERTS}/${id}/${act}` });
  const turn = useAct<boolean>({
    change: (show) => path(show ? 'show' : 'hide'),
    undo: (show) => path(show ? 'hide' : 'show'),
    touches: [ALERTS],
    done: (show) => t(show ? 'shownNow' : 'hiddenNow'),
  });
  const follows = mayIssue && issuedHere && (state === 'in-force' || state === 'expired');
  return (
    <>
      <a className="btn quiet" href={`/api/alerts/${id}`} target="_blank" rel="noreferrer">
        {t('xml')}
      </a>
      {mayIssue && (mayShow || shown) && (
        <Button busy={turn.busy} onClick={() => void turn.run(!shown)}>
          {t(shown ? 'hide' : 'show')}
        </Button>
      )}
      {follows && (
        <>
          <Link className="btn" to={`/alerts/new?cancels=${id}`}>
            {t('cancel')}
          </Link>
          <Link className="btn primary" to={`/alerts/new?updates=${id}`}>
            {t('update')}
          </Link>
        </>
      )}
    </>
  );
}

function Words({ info }: { readonly info: InfoView }) {
  const t = useTexts(alertTexts);
  const { headline, event, description, instruction, language, area } = info;
  return (
    <Section title={headline ?? event} note={language}>
      <div className="alert-words" lang={language}>
        {headline && headline !== event && <p className="b">{event}</p>}
        {description && <p>{description}</p>}
        {instruction && (
          <div className="what-to-do">
            <h3>{t('instruction')}</h3>
            <p>{instruction}</p>
          </div>
        )}
        {area.length > 0 && <p className="small ink2">{area.map(({ areaDesc }) => areaDesc).join('; ')}</p>}
      </div>
    </Section>
  );
}

function Side({ alert, own }: { readonly alert: DetailView; readonly own: InfoView | undefined }) {
  const t = useTexts(alertTexts);
  const word = useCapWord();
  const { moment, list } = useFormat();
  const codes = [...(own?.eventCode ?? []), ...(own?.parameter ?? [])];
  return (
    <>
      <Section title={t('about')}>
        <Facts
          facts={[
            [t('kind'), word(alert.msgType)],
            [t('category'), own && list(own.category.map(word))],
            [t('urgency'), own && word(own.urgency)],
            [t('certainty'), own && word(own.certainty)],
            [t('response'), own && own.responseType.length > 0 && list(own.responseType.map(word))],
            [t('sent'), moment(new Date(alert.sent))],
            [t('starts'), alert.startsAt && moment(new Date(alert.startsAt))],
            [t('until'), alert.endsAt && moment(new Date(alert.endsAt))],
            [t('from'), own?.senderName],
            [t('contact'), own?.contact],
            [t('web'), own?.web && <span className="alert-id">{own.web}</span>],
            [t('status'), word(alert.status)],
            [t('scope'), alert.scope && word(alert.scope)],
            [
              t('sender'),
              <span key="s" className="alert-id">
                {alert.sender}
              </span>,
            ],
            [
              t('identifier'),
              <span key="i" className="alert-id">
                {alert.identifier}
              </span>,
            ],
            [t('version'), alert.version],
            [
              t('hash'),
              <span key="h" className="alert-id">
                {alert.sha256}
              </span>,
            ],
          ].filter((fact): fact is [string, string] => Boolean(fact[1]))}
        />
      </Section>
      <Chain alert={alert} />
      {codes.length > 0 && (
        <Section title={t('parameters')}>
          <Facts
            facts={codes.map(
              ({ valueName, value }) =>
                [
                  valueName,
                  <span key={value} className="alert-id">
                    {value}
                  </span>,
                ] as const,
            )}
          />
        </Section>
      )}
    </>
  );
}

function Chain({ alert: { refersTo, followedBy } }: { readonly alert: DetailView }) {
  const t = useTexts(alertTexts);
  const word = useCapWord();
  const { moment } = useFormat();
  if (refersTo.length + followedBy.length === 0) return null;
  return (
    <Section title={t('refers')}>
      <ul className="alert-findings">
        {refersTo.map(({ id, identifier, sender, sentAt }) => (
          <li key={`${sender},${identifier},${sentAt}`}>
            <span className="small ink2">
              {t('refersTo')} {sentAt && moment(new Date(sentAt))}
            </span>
            {id ? <Link to={`/alerts/${id}`}>{identifier}</Link> : `${identifier} (${t('notKept')})`}
          </li>
        ))}
        {followedBy.map(({ id, msgType, sent }) => (
          <li key={id}>
            <span className="small ink2">{t('followedBy')}</span>
            <Link to={`/alerts/${id}`}>
              {word(msgType)} · {moment(new Date(sent))}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
