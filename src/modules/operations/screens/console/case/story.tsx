import { useMemo } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button, Section, StoryLine, useApi, useTexts } from '#ui';

import { caseApi, type LineView, type SignalView } from '../cases/data.ts';
import { actTexts } from './act-specs.ts';
import { useCaseActs } from './case-context.ts';
import { ContactReveal } from './contact.tsx';
import { type Opened, useEntryOf } from './story-entries.ts';
import { iconOf, toneOf } from './story-look.tsx';

const texts = defineTexts({
  title: { en: 'The whole story', zh: '全过程' },
  tasks: { en: 'Tasks', zh: '任务' },
  messages: { en: 'With the reporter', zh: '与反映人往来' },
  clocks: { en: 'Deadlines', zh: '时限' },
  supervision: { en: 'Supervision', zh: '督办' },
  changes: { en: 'Changes', zh: '变更' },
  report: { en: 'Report', zh: '情况反映' },
  due: { en: 'Due: {clock}', zh: '到期：{clock}' },
  promised: { en: 'Deadline', zh: '时限' },
});

const GROUPS = ['tasks', 'messages', 'clocks', 'supervision', 'changes'] as const;
/** Lines that came after the page was opened are marked for a while. */
const FRESH_MS = 15_000;

/** The log of the case as one story: reports, acts, what they changed, what is due. */
export function CaseStory({ signals }: { readonly signals: readonly SignalView[] }) {
  const t = useTexts(texts);
  const names = useTexts(actTexts);
  const { view, begin, again, busy } = useCaseActs();
  const log = useApi<{ readonly items: readonly LineView[] }>(`${caseApi(view.code)}/log`, {
    topics: [`operations.case:${view.code}`],
    freshSeconds: 0,
  });
  const original = useMemo(() => asOpened(view, log.data?.items ?? []), [view, log.data]);
  const entryOf = useEntryOf(
    view,
    original,
    signals.some(({ text }) => text === original.text),
  );
  const entries = useMemo(() => {
    const reports = signals.map((signal) => ({
      id: `signal-${signal.id}`,
      at: signal.receivedAt,
      who: entryOf.say(signal.source.title),
      title: t('report'),
      icon: iconOf('signal'),
      tone: toneOf('signal'),
      group: 'messages',
      ...(signal.text ? { say: { text: signal.text, way: 'in' as const } } : {}),
      ...(signal.contact ? { acts: <ContactReveal signalId={signal.id} /> } : {}),
    }));
    const undo = (rev: number) => () => void again({ name: 'undo', body: { rev } });
    const lines = (log.data?.items ?? []).map((line) => {
      const entry = entryOf.entry(line);
      const takeBack = view.undoable.some(({ rev }) => rev === line.rev);
      const fresh = Date.now() - new Date(line.at).getTime() < FRESH_MS && !line.mine;
      return {
        ...entry,
        fresh,
        ...(takeBack
          ? {
              acts: (
                <Button size="sm" busy={busy} onClick={undo(line.rev)}>
                  {names('undo')}
                </Button>
              ),
            }
          : {}),
      };
    });
    const due = view.clocks.flatMap((clock) =>
      clock.state === 'running' && clock.dueAt && new Date(clock.dueAt).getTime() > Date.now()
        ? [
            {
              id: `due-${clock.id}`,
              at: clock.dueAt,
              who: t('promised'),
              title: t('due', { clock: entryOf.say(clock.kind.title) }),
              icon: iconOf('due'),
              group: 'clocks',
            },
          ]
        : [],
    );
    return [...reports, ...lines, ...due].toSorted((a, b) => new Date(a.at).getTime() - new Date(b.at).getTime());
  }, [signals, log.data, view, t, names, entryOf, again, busy]);
  return (
    <Section>
      <StoryLine
        title={t('title')}
        entries={entries}
        groups={GROUPS.map((key) => ({ key, title: t(key) }))}
        ended={view.state === 'closed' || view.state === 'merged'}
        aside={
          view.acts.includes('note') && (
            <Button size="sm" shortcut="N" onClick={() => begin('note')}>
              {names('note')}
            </Button>
          )
        }
      />
    </Section>
  );
}

/** Title and text as they were when the case was opened: what the first change of each replaced. */
function asOpened({ title, text }: Opened, lines: readonly LineView[]): Opened {
  const first = (field: keyof Opened) => lines.flatMap(({ changes }) => changes).find((change) => change.field === field)?.before;
  return { title: String(first('title') ?? title), text: String(first('text') ?? text) };
}
