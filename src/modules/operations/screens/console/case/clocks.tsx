import { defineTexts } from '#kernel/i18n';
import { Button, type ClockFacts, Clocks, readClock, Section, TimeAxis, useSay, useTexts } from '#ui';

import { type ClockView, clockFacts } from '../cases/data.ts';
import { actTexts } from './act-specs.ts';
import { useCaseActs } from './case-context.ts';

const texts = defineTexts({
  clocks: { en: 'Deadlines', zh: '时限' },
  axis: { en: 'Deadlines over time', zh: '时限轴' },
});

/** Most clocks that stand in the row at the top; the others are on the axis. */
const MOST = 4;

/** The clocks that matter now, with what can be done to them. */
export function CaseClocks({ readAt }: { readonly readAt: number }) {
  const t = useTexts(texts);
  const acts = useTexts(actTexts);
  const say = useSay();
  const { view, begin, busy } = useCaseActs();
  const shown = pressing(view.clocks).map((clock) => ({ key: clock.id, ...titledFacts(clock, readAt, say, view.tasks) }));
  if (shown.length === 0) return null;
  const actsOf = (id: string) => {
    const clock = view.clocks.find((one) => one.id === id);
    return (clock?.acts ?? []).map((name) => (
      <Button
        key={name}
        size="sm"
        kind="quiet"
        busy={busy}
        onClick={() => begin(name, { kind: 'clock', id, title: say(clock?.kind.title ?? { en: '', zh: '' }) })}
      >
        {acts(name as 'pause' | 'resume')}
      </Button>
    ));
  };
  return <Clocks title={t('clocks')} clocks={shown} acts={actsOf} />;
}

/** All clocks of the case over time, with their pauses. */
export function ClockAxis({ readAt }: { readonly readAt: number }) {
  const t = useTexts(texts);
  const say = useSay();
  const { view } = useCaseActs();
  if (view.clocks.length === 0) return null;
  const lanes = view.clocks
    .toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .map((clock) => {
      const facts = titledFacts(clock, readAt, say, view.tasks);
      const pauses = clock.pauses.map(({ from, to, title }) => ({ from, to, reason: say(title) }));
      return {
        key: clock.id,
        title: facts.title,
        from: clock.startedAt,
        to: clock.stoppedAt,
        dueAt: clock.dueAt,
        mood: readClock(facts, readAt).mood,
        pauses,
      };
    });
  return (
    <Section title={t('axis')}>
      <TimeAxis title={t('axis')} lanes={lanes} />
    </Section>
  );
}

/** Running ones first, the nearest deadline first; then what stopped last. */
function pressing(clocks: readonly ClockView[]): readonly ClockView[] {
  const rank = ({ stoppedAt, state }: ClockView) => (stoppedAt ? 2 : state === 'paused' ? 1 : 0);
  const key = ({ stoppedAt, dueAt }: ClockView) => (stoppedAt ? -new Date(stoppedAt).getTime() : new Date(dueAt ?? 0).getTime());
  return clocks.toSorted((a, b) => rank(a) - rank(b) || key(a) - key(b)).slice(0, MOST);
}

/** A clock that runs for a task says whose. */
function titledFacts(
  clock: ClockView,
  readAt: number,
  say: (text: { en: string; zh: string }) => string,
  tasks: readonly { readonly id: string; readonly title: string }[],
): ClockFacts {
  const facts = clockFacts(clock, readAt, say);
  const task = tasks.find(({ id }) => id === clock.taskId);
  return task && tasks.length > 1 ? { ...facts, title: `${facts.title} · ${task.title}` } : facts;
}
