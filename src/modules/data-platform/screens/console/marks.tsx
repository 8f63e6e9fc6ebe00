import { Pill, type Tone, useFormat, useSession, useTexts } from '#ui';

import type { LoadView, SummaryView, VersionView } from './data.ts';
import { dataTexts } from './texts.ts';

const LOADS: Readonly<Record<LoadView['state'], Tone>> = {
  queued: 'todo',
  running: 'working',
  held: 'paused',
  published: 'good',
  unchanged: 'todo',
  refused: 'danger',
  failed: 'danger',
  cancelled: 'todo',
};

/** The state of a load as a mark. */
export function LoadMark({ state }: { readonly state: LoadView['state'] }) {
  return <Pill tone={LOADS[state]}>{useTexts(dataTexts)(state)}</Pill>;
}

const VERSIONS: Readonly<Record<VersionView['state'], Tone>> = { held: 'paused', current: 'good', superseded: 'todo', withdrawn: 'danger' };

/** The state of a version as a mark. */
export function VersionMark({ state }: { readonly state: VersionView['state'] }) {
  return <Pill tone={VERSIONS[state]}>{useTexts(dataTexts)(state)}</Pill>;
}

/** Whether the public sees a dataset; what is not in use yet or no more says that first. */
export function OpenMark({ open, state }: Pick<SummaryView, 'open' | 'state'>) {
  const t = useTexts(dataTexts);
  if (state !== 'active') return <Pill tone={state === 'draft' ? 'soon' : 'todo'}>{t(state)}</Pill>;
  return <Pill tone={open ? 'good' : 'todo'}>{t(open ? 'open' : 'closed')}</Pill>;
}

/** Whether a dataset is renewed as often as it promises. */
export function FreshMark({ freshness }: Pick<SummaryView, 'freshness'>) {
  const tone = { fresh: 'good', late: 'paused', none: 'todo' } as const;
  return <Pill tone={tone[freshness]}>{useTexts(dataTexts)(freshness)}</Pill>;
}

/** A score from 0 to 1 as figure and bar; the bar runs from 80 to 100 %, where differences matter. */
export function ScoreMark({ score }: { readonly score: number | null }) {
  const { percent } = useFormat();
  if (score === null) return <span className="ink3">–</span>;
  return (
    <span className="score-mark">
      <span className="nb">{percent(score, 1)}</span>
      <meter min={0.8} max={1} low={0.95} optimum={1} value={Math.max(0.8, score)} aria-hidden />
    </span>
  );
}

/** Who did something: "you", the platform, or the number under which the ledger knows the person. */
export function Who({ id }: { readonly id: string }) {
  const t = useTexts(dataTexts);
  const session = useSession();
  if (id === session.id) return t('you');
  return id === 'system' ? t('platform') : <code>{id.slice(0, 12)}</code>;
}
