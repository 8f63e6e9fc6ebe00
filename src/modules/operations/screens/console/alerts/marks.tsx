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

/** Where an alert stands. */
export function StateMark({ state }: { readonly state: SummaryView['state'] }) {
  const t = useTexts(alertTexts);
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
