import { useFormat, useSession, useTexts } from '#ui';

import { type EventView, useTitles } from './data.ts';
import { eventTexts } from './texts.ts';

const ACTS = {
  open: 'actOpen',
  join: 'actJoin',
  dismiss: 'actDismiss',
  reopen: 'actReopen',
  'open-case': 'actCase',
  attach: 'actAttach',
  merge: 'actMerge',
  absorb: 'actAbsorb',
  split: 'actSplit',
  'merge-cases': 'actMergeCases',
} as const;

/** What was done with an event, latest last. */
export function EventLog({ log }: Pick<EventView, 'log'>) {
  const t = useTexts(eventTexts);
  const titles = useTitles();
  const { moment } = useFormat();
  const { id: me } = useSession();
  return (
    <ol className="event-log">
      {log.map(({ rev, at, act, actorId, details }) => (
        <li key={rev}>
          <span className="ink3">{moment(new Date(at))}</span>
          <span>
            {t(ACTS[act as keyof typeof ACTS])}
            {typeof details['reason'] === 'string' && ` · ${titles.dismissReason(details['reason'])}`}
            {typeof details['code'] === 'string' && ` · ${details['code']}`}
            {actorId === me && <span className="ink3"> · {t('byYou')}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
