import { Pill, type Tone, useSay, useTexts } from '#ui';

import { type EventRow, useIntakeTerms } from './data.ts';
import { intakeTexts } from './texts.ts';

const TONES: Readonly<Record<EventRow['state'], Tone>> = { open: 'todo', cased: 'good', dismissed: 'paused', merged: 'working' };

/** Where an event stands. */
export function EventMark({ state }: { readonly state: EventRow['state'] }) {
  const t = useTexts(intakeTexts);
  return <Pill tone={TONES[state]}>{t(state)}</Pill>;
}

/** How pressing an event is. */
export function LevelOf({ level }: { readonly level: string }) {
  const say = useSay();
  const found = useIntakeTerms().levels.find(({ key }) => key === level);
  return <Pill tone={level === 'urgent' ? 'danger' : 'todo'}>{found ? say(found.title) : level}</Pill>;
}
