import { useState } from 'react';

import { Button, Loaded, Section, StatePanel, useAct, useApi, useFormat, useTexts } from '#ui';

import { daysFrom, type MemberView, mondayOf, type RulesView, type ShiftView } from './data.ts';
import { RosterGrid } from './grid.tsx';
import { rosterTexts } from './texts.ts';

interface WeekProps {
  readonly team: string;
  readonly members: readonly MemberView[];
  readonly rules: RulesView;
  readonly topics: readonly string[];
}

const WEEK = 7;

/** The published duty of one week, and the weeks around it. */
export function PublishedWeek({ team, members, rules, topics }: WeekProps) {
  const t = useTexts(rosterTexts);
  const { day } = useFormat();
  const today = mondayOf(new Date().toISOString().slice(0, 10));
  const [from, setFrom] = useState(today);
  const days = daysFrom(from, WEEK);
  const to = days.at(-1) ?? from;
  const week = useApi<{ items: readonly ShiftView[] }>('/api/shifts', { query: { team, from, to }, topics });
  const shift = (by: number) =>
    setFrom(daysFrom(from, 1).map((first) => new Date(Date.parse(first) + by * WEEK * 86_400_000).toISOString().slice(0, 10))[0] ?? from);
  return (
    <Section
      title={t('published')}
      note={t('week', { from: day(new Date(from)), to: day(new Date(to)) })}
      flush
      aside={
        <>
          <Button size="sm" onClick={() => shift(-1)}>
            {t('previousWeek')}
          </Button>
          <Button size="sm" onClick={() => setFrom(today)}>
            {t('thisWeek')}
          </Button>
          <Button size="sm" onClick={() => shift(1)}>
            {t('nextWeek')}
          </Button>
        </>
      }
    >
      <Loaded reading={week}>
        {({ items }) =>
          members.length === 0 ? (
            <StatePanel kind="empty" title={t('members')} />
          ) : (
            <RosterGrid days={days} members={members} shifts={items} rules={rules} caption={t('published')} />
          )
        }
      </Loaded>
    </Section>
  );
}

/** Takes a publication back; the message of the publication offers it. */
export function usePublish() {
  const t = useTexts(rosterTexts);
  return useAct<{ id: string; revision: number }, unknown>({
    change: ({ id, revision }) => ({ path: `/api/rosters/${id}/publish`, ifMatch: `"${revision}"` }),
    touches: ['/api/rosters', '/api/shifts', '/api/dispatch'],
    done: t('publishedNow'),
    undo: ({ id, revision }) => ({ path: `/api/rosters/${id}/withdraw`, ifMatch: `"${revision + 1}"` }),
  });
}
