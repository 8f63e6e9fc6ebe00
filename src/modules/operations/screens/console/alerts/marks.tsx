import { Pill, type Tone, useApi, useSay, useTexts } from '#ui';

import { ALERTS, type FactsView, type SummaryView } from './data.ts';
import { alertTexts, capTexts } from './texts.ts';

import './alerts.css';

const TONES: Readonly<Record<SummaryView['state'], Tone>> = {
  'in-force': 'danger',
  expired: 'todo',
  superseded: 'todo',
  cancelled: 'good',
  notice: 'working',
};

/** Where an alert stands. An exercise in force alarms nobody. */
export function StateMark({ state, status }: Pick<SummaryView, 'state' | 'status'>) {
  const t = useTexts(alertTexts);
  const word = useCapWord();
  if (status !== 'Actual' && state === 'in-force') return <Pill tone="paused">{word(status)}</Pill>;
  return <Pill tone={TONES[state]}>{t(state)}</Pill>;
}

/** The level of a warning: its colour as a word and as a square. */
export function LevelMark({ severity }: { readonly severity: string | null }) {
  const say = useSay();
  const word = useCapWord();
  const levels = useAlertFacts()?.levels;
  if (severity === null) return null;
  const colour = levels?.[severity];
  return (
    <span className="alert-level" data-level={severity}>
      <i aria-hidden="true" />
      {colour ? say(colour) : word(severity)}
    </span>
  );
}

/** A word of the standard as people say it; one we do not know stays as it is. */
export function useCapWord(): (word: string) => string {
  const t = useTexts(capTexts);
  return (word) => (word in capTexts.table ? t(word as keyof typeof capTexts.table) : word);
}

/** What the profile says of alerts. */
export function useAlertFacts(): FactsView | undefined {
  return useApi<FactsView>(`${ALERTS}/facts`, { freshSeconds: 3_600 }).data;
}
