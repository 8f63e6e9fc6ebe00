import { useState } from 'react';

import { Button, Dialog, Loaded, PageHeader, Section, StatePanel, useAct, useApi, useFormat, useSession, useTexts } from '#ui';

import './roster/roster.css';
import type { LeaveView, MemberView, RulesView, ShiftView, SwapView } from './roster/data.ts';
import { LeaveList } from './roster/leave.tsx';
import { SwapList, useShiftName } from './roster/swaps.tsx';
import { rosterTexts } from './roster/texts.ts';

interface Mine {
  readonly shifts: readonly ShiftView[];
  readonly leave: readonly LeaveView[];
  readonly swaps: readonly SwapView[];
  readonly rules: RulesView;
}

/** One's own duty: shifts to come, leave, and swaps with colleagues. */
export default function MyShifts() {
  const { department } = useSession();
  const topics = department ? [`operations.roster:${department.key}`] : [];
  const reading = useApi<Mine>('/api/shifts/mine', { topics });
  return (
    <div className="page">
      <Loaded reading={reading}>{(mine) => <Shown mine={mine} />}</Loaded>
    </div>
  );
}

function Shown({ mine: { shifts, leave, swaps, rules } }: { readonly mine: Mine }) {
  const t = useTexts(rosterTexts);
  const { time } = useFormat();
  const shiftName = useShiftName(rules);
  const [asking, ask] = useState<ShiftView | 'leave' | null>(null);
  return (
    <>
      <PageHeader title={t('mine')}>
        <Button onClick={() => ask('leave')}>{t('askLeave')}</Button>
      </PageHeader>
      <div className="stack">
        <Section>
          {shifts.length === 0 && (
            <StatePanel kind="empty" title={t('noShifts')}>
              {t('noShiftsText')}
            </StatePanel>
          )}
          <ul className="lines">
            {shifts.map((shift) => (
              <li key={shift.id}>
                <div>
                  <b>{shiftName(shift)}</b>
                  <p className="tiny ink2">
                    {shift.day} · {time(new Date(shift.startsAt))}–{time(new Date(shift.endsAt))}
                  </p>
                </div>
                <Button size="sm" onClick={() => ask(shift)} aria-label={`${t('askSwap')}: ${shiftName(shift)}`}>
                  {t('askSwap')}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
        <div className="roster-lists">
          <SwapList swaps={swaps} rules={rules} />
          <LeaveList leave={leave} />
        </div>
      </div>
      {asking === 'leave' && <LeaveDialog onClose={() => ask(null)} />}
      {asking && asking !== 'leave' && <SwapDialog shift={asking} rules={rules} onClose={() => ask(null)} />}
    </>
  );
}

function LeaveDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(rosterTexts);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const send = useAct<void, { id: string }>({
    change: () => ({ path: '/api/leave', body: { person: null, from: new Date(from).toISOString(), to: new Date(to).toISOString() } }),
    touches: ['/api/shifts/mine'],
    done: t('askedNow'),
    undo: (_, { id }) => ({ path: `/api/leave/${id}/withdraw` }),
  });
  return (
    <Dialog title={t('askLeave')} open onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run().then((sent) => sent && onClose());
        }}
      >
        <label>
          {t('from')}
          <input className="input" type="datetime-local" required value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label>
          {t('until')}
          <input className="input" type="datetime-local" required min={from} value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
        <p className="small ink2">{t('leaveNote')}</p>
        <Button kind="primary" type="submit" busy={send.busy}>
          {t('ask')}
        </Button>
      </form>
    </Dialog>
  );
}

function SwapDialog({ shift, rules, onClose }: { readonly shift: ShiftView; readonly rules: RulesView; readonly onClose: () => void }) {
  const t = useTexts(rosterTexts);
  const { id: me } = useSession();
  const shiftName = useShiftName(rules);
  const [to, setTo] = useState('');
  const [inReturn, setReturn] = useState('');
  const people = useApi<{ items: readonly MemberView[] }>('/api/roster/members', { query: { team: shift.team } }).data?.items ?? [];
  const until = new Date(Date.parse(shift.day) + 28 * 86_400_000).toISOString().slice(0, 10);
  const query = { team: shift.team, from: new Date().toISOString().slice(0, 10), to: until };
  const theirs =
    useApi<{ items: readonly ShiftView[] }>('/api/shifts', { query }).data?.items.filter(({ personId }) => personId === to) ?? [];
  const send = useAct<void, { id: string }>({
    change: () => ({ path: '/api/swaps', body: { shift: shift.id, to, inReturn: inReturn || null } }),
    touches: ['/api/shifts/mine'],
    done: t('askedNow'),
    undo: (_, { id }) => ({ path: `/api/swaps/${id}/withdraw` }),
  });
  return (
    <Dialog title={`${t('askSwap')}: ${shiftName(shift)}`} open onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run().then((sent) => sent && onClose());
        }}
      >
        <label>
          {t('with')}
          <select
            className="input"
            required
            value={to}
            onChange={(event) => {
              setTo(event.target.value);
              setReturn('');
            }}
          >
            <option value="" />
            {people
              .filter(({ personId }) => personId !== me)
              .map(({ personId, name }) => (
                <option key={personId} value={personId}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <label>
          {t('theirs')}
          <select className="input" value={inReturn} onChange={(event) => setReturn(event.target.value)}>
            <option value="">{t('nothing')}</option>
            {theirs
              .filter(({ startsAt }) => Date.parse(startsAt) > Date.now())
              .map((each) => (
                <option key={each.id} value={each.id}>
                  {shiftName(each)}
                </option>
              ))}
          </select>
        </label>
        <Button kind="primary" type="submit" busy={send.busy}>
          {t('ask')}
        </Button>
      </form>
    </Dialog>
  );
}
