import { useState } from 'react';

import { Button, Facts, Loaded, useAct, useApi, useFormat, useTexts } from '#ui';

import { type EventView, type SignalView, TOUCHES, useTitles } from './data.ts';
import { eventTexts, noteTexts } from './texts.ts';

/** Every report of an event as it came in. */
export function Signals({ event }: { readonly event: EventView }) {
  return (
    <ol className="reports">
      {event.members.map((signal) => (
        <Report key={signal.id} signal={signal} alone={event.members.length === 1} />
      ))}
    </ol>
  );
}

function Report({ signal, alone }: { readonly signal: SignalView; readonly alone: boolean }) {
  const t = useTexts(eventTexts);
  const titles = useTitles();
  const { moment } = useFormat();
  const split = useAct<object>({
    change: () => ({ path: `/api/signals/${signal.id}/split`, body: {} }),
    touches: TOUCHES,
    done: t('takenOut'),
  });
  const {
    text,
    place,
    level: _,
    category: __,
    occurredAt: ___,
    ...rest
  } = signal.payload as { text?: string; place?: { label?: string }; [field: string]: unknown };
  return (
    <li>
      <p className="report-h">
        <b>{titles.source(signal.source)}</b>
        <span className="ink3 small">
          {t('received')} {moment(new Date(signal.receivedAt))}
          {signal.occurredAt !== signal.receivedAt && ` · ${t('seen')} ${moment(new Date(signal.occurredAt))}`}
        </span>
      </p>
      <p>{text ?? titles.category(signal.category)}</p>
      <Facts
        facts={[
          [t('where'), place?.label],
          [t('asset'), signal.asset],
          [t('number'), signal.externalId],
        ]}
      />
      {Object.keys(rest).length > 0 && (
        <details>
          <summary>{t('details')}</summary>
          <pre className="raw">{JSON.stringify(rest, null, 2)}</pre>
        </details>
      )}
      <div className="row tight">
        {signal.contact && <Contact signalId={signal.id} />}
        {!alone && (
          <Button size="sm" kind="quiet" busy={split.busy} onClick={() => void split.run({})}>
            {t('takeOut')}
          </Button>
        )}
      </div>
    </li>
  );
}

interface ContactView {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** Contact details are read only when somebody asks for them, for then it is written down. */
function Contact({ signalId }: { readonly signalId: string }) {
  const t = useTexts(eventTexts);
  const n = useTexts(noteTexts);
  const [asked, setAsked] = useState(false);
  const reading = useApi<ContactView>(asked ? `/api/signals/${signalId}/reporter` : null, { freshSeconds: 3_600 });
  if (!asked) {
    return (
      <Button size="sm" onClick={() => setAsked(true)}>
        {t('contact')}
      </Button>
    );
  }
  return (
    <Loaded reading={reading}>
      {({ name, phone, email }) => (
        <div className="contact">
          <Facts
            facts={[
              [n('name'), name],
              [n('phone'), phone && <a href={`tel:${phone}`}>{phone}</a>],
              [n('email'), email && <a href={`mailto:${email}`}>{email}</a>],
            ]}
          />
          <p className="tiny ink3">{t('contactRead')}</p>
        </div>
      )}
    </Loaded>
  );
}
