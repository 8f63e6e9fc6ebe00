import { Details, Empty, PageHead, Section, Status, useFormats, useSpeak, type ViewProps } from '#ui/portal';

import type { AlertsPage, PublicAlert } from '../../alerts/portal.ts';
import { alertsTexts } from './alerts-texts.ts';

import './alerts.css';

/** What the public is warned of now, what was over lately, and how to follow. */
export default function Alerts({ data: { inForce, over, recentDays }, frame: { language } }: ViewProps<AlertsPage>) {
  const say = alertsTexts(language);
  return (
    <>
      <PageHead kick={say('kick')} title={say('title')} lead={say('lead')} />
      <div className="wrap">
        {inForce.length === 0 ? (
          <Empty title={say('none')}>{say('noneText')}</Empty>
        ) : (
          <Section id="in-force" title={say('inForce')}>
            {inForce.map((alert) => (
              <Warning key={alert.id} alert={alert} language={language} />
            ))}
          </Section>
        )}
        <Section id="over" title={say('over', { days: recentDays })}>
          {over.length === 0 && <p className="dim">{say('nothingOver')}</p>}
          <ul className="plain rows">
            {over.map((alert) => (
              <Past key={alert.id} alert={alert} language={language} />
            ))}
          </ul>
        </Section>
        <Section id="machines" title={say('machines')}>
          <div className="stack">
            <p className="measure">{say('machinesText')}</p>
            <p className="acts">
              <a className="btn alt" href="/api/alerts.atom">
                {say('feed')}
              </a>
              <a className="btn alt" href="/api/alerts">
                {say('distribution')}
              </a>
            </p>
          </div>
        </Section>
      </div>
    </>
  );
}

interface AlertProps {
  readonly alert: PublicAlert;
  readonly language: 'en' | 'zh';
}

function Warning({ alert: { id, severity, level, headline, area, block, sent, startsAt, endsAt, signed }, language }: AlertProps) {
  const say = alertsTexts(language);
  const speak = useSpeak();
  const { instant } = useFormats();
  const items = [
    { label: say('area'), value: speak(area) },
    ...(endsAt ? [{ label: say('until'), value: instant(endsAt) }] : []),
    ...(startsAt ? [{ label: say('from'), value: instant(startsAt) }] : []),
    { label: say('sent'), value: instant(new Date(sent)) },
    ...(block?.senderName ? [{ label: say('sender'), value: block.senderName }] : []),
    ...(block?.contact ? [{ label: say('contact'), value: block.contact }] : []),
  ];
  return (
    <article className={`warning stack ${(severity ?? '').toLowerCase()}`} id={id} aria-labelledby={`h-${id}`}>
      <div className="stack-s">
        {level && <p className="level">{say('warning', { level: speak(level) })}</p>}
        <h3 id={`h-${id}`} className="serif big">
          {speak(headline)}
        </h3>
      </div>
      {block?.description && <p className="measure">{block.description}</p>}
      {block?.instruction && (
        <div className="note act stack-s">
          <p className="strong">{say('todo')}</p>
          <p>{block.instruction}</p>
        </div>
      )}
      <Details items={items} />
      {signed && <p className="sm dim">{say('signed')}</p>}
      <p className="sm">
        <a href={`/api/alerts/${id}`}>{say('document')}</a>
      </p>
    </article>
  );
}

function Past({ alert: { id, state, headline, sent }, language }: AlertProps) {
  const say = alertsTexts(language);
  const speak = useSpeak();
  const { instant } = useFormats();
  return (
    <li className="three">
      <a href={`/api/alerts/${id}`}>{speak(headline)}</a>
      <span className="sm dim">{instant(new Date(sent))}</span>
      <Status tone={state === 'cancelled' ? 'ok' : 'neutral'}>{state === 'in-force' ? say('inForce') : say(state)}</Status>
    </li>
  );
}
