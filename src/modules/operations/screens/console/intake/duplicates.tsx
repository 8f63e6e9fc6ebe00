import { Link } from 'react-router';

import { Button, Pill, Section, useAct, useTexts } from '#ui';

import { type DuplicateView, type EventView, TOUCHES, useIntakeTerms } from './data.ts';
import { EventMark } from './marks.tsx';
import { ScoreBar, ScoreReasons } from './score.tsx';
import { eventTexts } from './texts.ts';

/** What may be the same as an event, with everything that speaks for it, and the answer of a person. */
export function Duplicates({ event }: { readonly event: EventView }) {
  const t = useTexts(eventTexts);
  const { duplicates } = useIntakeTerms();
  const waiting = event.duplicates.filter(({ state }) => state === 'open').length;
  const share = (part: number) => Math.round(part * 100);
  return (
    <Section title={t('duplicates')} note={waiting > 0 ? waiting : undefined}>
      {event.duplicates.length === 0 ? (
        <p className="ink2">{t('duplicatesNone')}</p>
      ) : (
        <ul className="likely">
          {event.duplicates.map((duplicate) => (
            <Duplicate key={duplicate.id} duplicate={duplicate} />
          ))}
        </ul>
      )}
      {duplicates && (
        <p className="tiny ink3">{t('askedFrom', { suggest: share(duplicates.suggestAt), attach: share(duplicates.attachAt) })}</p>
      )}
    </Section>
  );
}

function Duplicate({ duplicate }: { readonly duplicate: DuplicateView }) {
  const { event, score, components } = duplicate;
  return (
    <li>
      <div className="likely-h">
        <Link className="b" to={`/intake/${event.id}`}>
          {event.title}
        </Link>
        <EventMark state={event.state} />
        {event.place.label && <span className="ink3 small">{event.place.label}</span>}
      </div>
      <ScoreBar score={score} components={components} />
      <ScoreReasons components={components} />
      <Verdict duplicate={duplicate} />
    </li>
  );
}

/** The same, or not; either answer can be taken back. */
function Verdict({ duplicate: { id, state, ownSignal } }: { readonly duplicate: DuplicateView }) {
  const t = useTexts(eventTexts);
  const path = `/api/suggestions/${id}/decide`;
  const say = useAct<'same' | 'different' | 'open'>({
    change: (verdict) => ({ path, body: { verdict } }),
    touches: TOUCHES,
    done: (verdict) => t(verdict === 'same' ? 'saidSame' : 'saidDifferent'),
    undo: () => ({ path, body: { verdict: 'open' } }),
  });
  const takeOut = useAct<string>({
    change: (signal) => ({ path: `/api/signals/${signal}/split`, body: {} }),
    touches: TOUCHES,
    done: t('takenOut'),
  });
  if (state === 'attached') {
    return (
      <div className="row tight">
        <Pill tone="working">{t('isAttached')}</Pill>
        <Button size="sm" busy={takeOut.busy} onClick={() => void takeOut.run(ownSignal)}>
          {t('takeOut')}
        </Button>
      </div>
    );
  }
  if (state !== 'open') return <Pill tone={state === 'same' ? 'good' : 'todo'}>{t(state === 'same' ? 'isSame' : 'isDifferent')}</Pill>;
  return (
    <div className="row tight">
      <Button size="sm" kind="primary" busy={say.busy} onClick={() => void say.run('same')}>
        {t('same')}
      </Button>
      <Button size="sm" busy={say.busy} onClick={() => void say.run('different')}>
        {t('different')}
      </Button>
    </div>
  );
}
