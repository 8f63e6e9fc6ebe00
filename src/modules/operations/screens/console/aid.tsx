import { useState } from 'react';
import { Link } from 'react-router';

import {
  AgeOf,
  Button,
  Loaded,
  PageHeader,
  Pill,
  Section,
  StatePanel,
  useAct,
  useApi,
  useConfirm,
  useFormat,
  useKeys,
  useSay,
  useTexts,
} from '#ui';

import { useDepartmentName } from './cases/terms.ts';
import './roster/roster.css';
import { AskDialog } from './dispatch/aid-dialog.tsx';
import { aidTexts } from './dispatch/aid-texts.ts';
import { type AidView, titleOf } from './dispatch/data.ts';
import type { Kept } from './roster/data.ts';

const TOPICS = ['operations.dispatch'];
const TONES = { open: 'soon', filled: 'good', closed: 'todo', withdrawn: 'todo' } as const;
const FILLS = { offered: 'soon', accepted: 'good', ended: 'todo' } as const;

/** Help between departments: who asked for which teams, who offered, who came. */
export default function Aid() {
  const t = useTexts(aidTexts);
  const [asking, ask] = useState(false);
  const requests = useApi<{ items: readonly AidView[] }>('/api/aid', { topics: TOPICS });
  const kept = useApi<Kept>('/api/dispatch/teams', { freshSeconds: 60 });
  useKeys([{ keys: 'n', title: t('ask'), run: () => ask(true) }]);
  return (
    <div className="page">
      <PageHeader title={t('title')} facts={t('facts')}>
        <Button kind="primary" shortcut="N" onClick={() => ask(true)}>
          {t('ask')}
        </Button>
      </PageHeader>
      <Loaded reading={kept}>
        {(teams) => (
          <>
            <Loaded reading={requests}>
              {({ items }) => (
                <div className="stack">
                  {items.length === 0 && (
                    <Section>
                      <StatePanel kind="empty" title={t('none')}>
                        {t('noneText')}
                      </StatePanel>
                    </Section>
                  )}
                  {items.map((request) => (
                    <Request key={request.id} request={request} kept={teams} />
                  ))}
                </div>
              )}
            </Loaded>
            {asking && <AskDialog kept={teams} onClose={() => ask(false)} />}
          </>
        )}
      </Loaded>
    </div>
  );
}

function Request({ request, kept }: { readonly request: AidView; readonly kept: Kept }) {
  const t = useTexts(aidTexts);
  const say = useSay();
  const nameOf = useDepartmentName();
  const confirm = useConfirm();
  const { moment } = useFormat();
  const over = request.state === 'closed' || request.state === 'withdrawn';
  const end = useAct<void, unknown>({ change: () => ({ path: `/api/aid/${request.id}/end` }), touches: ['/api/aid', '/api/dispatch'] });
  const ask = async () => {
    const lent = request.fills.some(({ state }) => state === 'accepted');
    if (!lent || (await confirm({ title: t('end'), text: t('endText'), act: t('end') }))) await end.run();
  };
  const wants = { department: nameOf(request.department), count: request.teams, skill: say(titleOf(kept.skills, request.skill)) };
  return (
    <Section
      title={t('wants', wants)}
      aside={
        <>
          <Pill tone={TONES[request.state]}>{t(request.state)}</Pill>
          {!over && (
            <Button size="sm" kind="quiet" busy={end.busy} onClick={() => void ask()}>
              {t('end')}
            </Button>
          )}
        </>
      }
    >
      <div className="stack tight">
        <p>{request.reason}</p>
        <p className="aid-head">
          <span>{request.place}</span>
          <span>
            {moment(new Date(request.from))} – {moment(new Date(request.to))}
          </span>
          <span>{t('came', { count: request.fills.filter(({ state }) => state === 'accepted').length, teams: request.teams })}</span>
          {request.caseCode && (
            <Link to={`/cases/${request.caseCode}`}>
              {t('case')} {request.caseCode}
            </Link>
          )}
          <AgeOf at={request.requestedAt} />
        </p>
        <ul className="lines">
          {request.fills.map((fill) => (
            <Fill key={fill.id} fill={fill} own={kept.teams.some(({ department }) => department === fill.department)} />
          ))}
        </ul>
        {!over && <Offer request={request} kept={kept} />}
      </div>
    </Section>
  );
}

function Fill({ fill, own }: { readonly fill: AidView['fills'][number]; readonly own: boolean }) {
  const t = useTexts(aidTexts);
  const say = useSay();
  const nameOf = useDepartmentName();
  const act = useAct<'accept' | 'end', unknown>({
    change: (verb) => ({ path: `/api/aid/offers/${fill.id}/${verb}` }),
    touches: ['/api/aid', '/api/dispatch'],
  });
  return (
    <li>
      <div>
        <b>{say(fill.name)}</b> <span className="ink2">{nameOf(fill.department)}</span>{' '}
        <Pill tone={FILLS[fill.state]}>{t(fill.state)}</Pill>
      </div>
      <div className="row">
        {fill.state === 'offered' && (
          <Button size="sm" busy={act.busy} onClick={() => void act.run('accept')}>
            {t('accept')}
          </Button>
        )}
        {fill.state !== 'ended' && (
          <Button size="sm" kind="quiet" busy={act.busy} onClick={() => void act.run('end')}>
            {t(fill.state === 'accepted' ? 'home' : own ? 'takeBack' : 'home')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Offer({ request, kept }: { readonly request: AidView; readonly kept: Kept }) {
  const t = useTexts(aidTexts);
  const say = useSay();
  const [team, setTeam] = useState('');
  const able = kept.teams.filter(
    ({ department, skills, lentTo }) => department !== request.department && skills.includes(request.skill) && !lentTo,
  );
  const offer = useAct<string, { id: string }>({
    change: (id) => ({ path: `/api/aid/${request.id}/offers`, body: { team: id } }),
    touches: ['/api/aid'],
    done: t('offered'),
    undo: (_, { id }) => ({ path: `/api/aid/offers/${id}/end` }),
  });
  if (able.length === 0) return null;
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (team) void offer.run(team).then(() => setTeam(''));
      }}
    >
      <select className="input team-pick" aria-label={t('choose')} value={team} onChange={(event) => setTeam(event.target.value)}>
        <option value="">{t('choose')}</option>
        {able.map(({ id, name }) => (
          <option key={id} value={id}>
            {say(name)}
          </option>
        ))}
      </select>
      <Button type="submit" busy={offer.busy}>
        {t('offer')}
      </Button>
    </form>
  );
}
