import { useState } from 'react';
import { useSearchParams } from 'react-router';

import { Button, Loaded, PageHeader, Section, Segments, StatePanel, useApi, useSay, useTexts } from '#ui';

import './roster/roster.css';
import type { Kept, LeaveView, MemberView, RosterView, RulesView, SwapView } from './roster/data.ts';
import { DraftGrid } from './roster/draft.tsx';
import { LeaveList } from './roster/leave.tsx';
import { Members } from './roster/members.tsx';
import { PlanDialog } from './roster/plan-dialog.tsx';
import { PublishedWeek } from './roster/published.tsx';
import { SwapList } from './roster/swaps.tsx';
import { TeamDialog } from './roster/team-dialog.tsx';
import { rosterTexts } from './roster/texts.ts';

/** Who is on duty when: the published week, drafts, people, leave and swaps of one team. */
export default function Roster() {
  const kept = useApi<Kept>('/api/dispatch/teams', { freshSeconds: 60 });
  return (
    <div className="page">
      <Loaded reading={kept}>{(teams) => <Teams kept={teams} />}</Loaded>
    </div>
  );
}

function Teams({ kept }: { readonly kept: Kept }) {
  const t = useTexts(rosterTexts);
  const say = useSay();
  const [params, setParams] = useSearchParams();
  const [entering, enter] = useState(false);
  const team = kept.teams.find(({ id }) => id === params.get('team')) ?? kept.teams.find(({ duty }) => duty === 'roster') ?? kept.teams[0];
  return (
    <>
      <PageHeader title={t('title')} facts={t('facts')}>
        {team && (
          <select
            className="input team-pick"
            aria-label={t('team')}
            value={team.id}
            onChange={(event) => setParams({ team: event.target.value }, { replace: true })}
          >
            {kept.teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {say(name)}
              </option>
            ))}
          </select>
        )}
        <Button to="/handover">{t('handover')}</Button>
        <Button onClick={() => enter(true)}>{t('newTeam')}</Button>
      </PageHeader>
      {team ? (
        <Team key={team.id} id={team.id} department={team.department} kept={kept} />
      ) : (
        <Section>
          <StatePanel kind="empty" title={t('noTeam')}>
            {t('noTeamText')}
          </StatePanel>
        </Section>
      )}
      <TeamDialog open={entering} skills={kept.skills} onClose={() => enter(false)} />
    </>
  );
}

function Team({ id, department, kept }: { readonly id: string; readonly department: string; readonly kept: Kept }) {
  const t = useTexts(rosterTexts);
  const [params, setParams] = useSearchParams();
  const [planning, plan] = useState(false);
  const topics = [`operations.roster:${department}`];
  const people = useApi<{ items: readonly MemberView[]; rules: RulesView }>('/api/roster/members', { query: { team: id }, topics });
  const rosters = useApi<{ items: readonly RosterView[] }>('/api/rosters', { query: { team: id }, topics: [...topics, 'jobs'] });
  const leave = useApi<{ items: readonly LeaveView[] }>('/api/leave', { query: { team: id }, topics }).data?.items ?? [];
  const swaps = useApi<{ items: readonly SwapView[] }>('/api/swaps', { query: { team: id }, topics }).data?.items ?? [];
  const drafts = rosters.data?.items.filter(({ state }) => state === 'planning' || state === 'draft' || state === 'failed') ?? [];
  const view = params.get('view') ?? 'published';
  const draft = drafts.find((each) => each.id === view);
  return (
    <Loaded reading={people}>
      {({ items: members, rules }) => (
        <div className="stack">
          <div className="row roster-views">
            <Segments
              title={t('title')}
              value={draft ? draft.id : 'published'}
              segments={[
                { value: 'published', title: t('published') },
                ...drafts.slice(0, 4).map(({ id: value, from, days }) => ({ value, title: `${t('draft')} ${from.slice(5)} · ${days}` })),
              ]}
              onChange={(next) => setParams({ team: id, view: next }, { replace: true })}
            />
            <Button kind="primary" onClick={() => plan(true)}>
              {t('plan')}
            </Button>
          </div>
          {draft ? (
            <DraftGrid roster={draft} members={members} rules={rules} skills={kept.skills} topics={topics} />
          ) : (
            <PublishedWeek team={id} members={members} rules={rules} topics={topics} />
          )}
          <div className="roster-lists">
            <SwapList swaps={swaps} rules={rules} supervising />
            <LeaveList leave={leave} deciding />
            <Members team={id} department={department} members={members} skills={kept.skills} />
          </div>
          <PlanDialog
            open={planning}
            team={id}
            rules={rules}
            skills={kept.skills}
            last={rosters.data?.items[0]}
            onClose={() => plan(false)}
            onBegun={(begun) => setParams({ team: id, view: begun }, { replace: true })}
          />
        </div>
      )}
    </Loaded>
  );
}
