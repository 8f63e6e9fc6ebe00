import { Button, Pill, Section, useAct, useConfirm, useFormat, useTexts } from '#ui';

import type { LeaveView } from './data.ts';
import { rosterTexts } from './texts.ts';

const TONES = { asked: 'soon', granted: 'good', refused: 'danger', withdrawn: 'todo' } as const;

/** Leave that is asked for and granted; no reason is shown, for none is kept. */
export function LeaveList({ leave, deciding = false }: { readonly leave: readonly LeaveView[]; readonly deciding?: boolean }) {
  const t = useTexts(rosterTexts);
  const { moment } = useFormat();
  const acts = useLeaveActs();
  return (
    <Section title={t('leave')} note={t('leaveNote')}>
      {leave.length === 0 && <p className="ink2 small">{t('noLeave')}</p>}
      <ul className="lines">
        {leave.map((each) => (
          <li key={each.id}>
            <div>
              <b>{deciding ? each.name : t('you')}</b> <Pill tone={TONES[each.state]}>{t(each.state)}</Pill>
              <p className="tiny ink2">{t('week', { from: moment(new Date(each.from)), to: moment(new Date(each.to)) })}</p>
            </div>
            {deciding && each.state === 'asked' && (
              <div className="row">
                <Button size="sm" busy={acts.busy} onClick={() => void acts.grant(each)}>
                  {t('grant')}
                </Button>
                <Button size="sm" kind="quiet" busy={acts.busy} onClick={() => void acts.refuse(each)}>
                  {t('refuse')}
                </Button>
              </div>
            )}
            {!deciding && (each.state === 'asked' || each.state === 'granted') && (
              <Button size="sm" kind="quiet" busy={acts.busy} onClick={() => void acts.withdraw(each)}>
                {t('takeBack')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function useLeaveActs() {
  const t = useTexts(rosterTexts);
  const confirm = useConfirm();
  const touches = ['/api/leave', '/api/shifts', '/api/rosters'];
  const decide = useAct<{ id: string; granted: boolean; release: boolean }, unknown>({
    change: ({ id, granted, release }) => ({ path: `/api/leave/${id}/decide`, body: { granted, release } }),
    touches,
    problems: ({ code }) => code.endsWith('leaveInShift'),
  });
  const withdraw = useAct<LeaveView, unknown>({ change: ({ id }) => ({ path: `/api/leave/${id}/withdraw` }), touches });
  const grant = async ({ id }: LeaveView) => {
    const done = await decide.run({ id, granted: true, release: false });
    if (done !== undefined) return;
    const released = await confirm({ title: t('release'), text: t('releaseText'), act: t('release'), danger: true });
    if (released) await decide.run({ id, granted: true, release: true });
  };
  return {
    busy: decide.busy || withdraw.busy,
    grant,
    refuse: ({ id }: LeaveView) => decide.run({ id, granted: false, release: false }),
    withdraw: (each: LeaveView) => withdraw.run(each),
  };
}
