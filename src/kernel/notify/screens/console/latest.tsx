import { AgeOf, Pill, Section, useLanguage, useSay, useTexts } from '#ui';

import { channelName } from '../orders.ts';
import { settingsTexts } from '../texts.ts';
import type { SentMessage } from './api.ts';

const STATES = {
  waiting: ['working', 'stateWaiting'],
  sent: ['good', 'stateSent'],
  delivered: ['good', 'stateDelivered'],
  failed: ['danger', 'stateFailed'],
} as const;

/** What was sent to oneself lately, by which way, and what became of it. */
export function Latest({ sent }: { readonly sent: readonly SentMessage[] }) {
  const t = useTexts(settingsTexts);
  const say = useSay();
  const language = useLanguage();
  return (
    <Section title={t('sent')}>
      {sent.length === 0 && <p className="ink2">{t('sentNone')}</p>}
      <ul className="plain-list">
        {sent.map(({ id, title, channel, state, createdAt, finishedAt }) => (
          <li key={id} className="row">
            <Pill tone={STATES[state][0]}>{t(STATES[state][1])}</Pill>
            <span>{title ? say(title) : t('proofCode')}</span>
            {channel && <span className="ink2">{channelName(channel, language)}</span>}
            <AgeOf at={finishedAt ?? createdAt} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
