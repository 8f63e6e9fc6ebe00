import { useState } from 'react';

import { Button, Dialog, useAct, useMay, useSay, useSession, useTexts } from '#ui';

import { useTerms } from '../cases/terms.ts';
import type { Kept } from '../roster/data.ts';
import { aidTexts } from './aid-texts.ts';

const HELP_HOURS = 12;

/** Asks other departments for teams. */
export function AskDialog({ kept, onClose }: { readonly kept: Kept; readonly onClose: () => void }) {
  const t = useTexts(aidTexts);
  const say = useSay();
  const session = useSession();
  const all = useMay('operations:dispatch');
  const { departments } = useTerms();
  const [wish, setWish] = useState({
    department: session.department?.key ?? '',
    skill: kept.skills[0]?.key ?? '',
    teams: 1,
    place: '',
    reason: '',
    caseCode: '',
    from: localInput(new Date()),
    to: localInput(new Date(Date.now() + HELP_HOURS * 3_600_000)),
  });
  const set = (change: Partial<typeof wish>) => setWish({ ...wish, ...change });
  const ask = useAct<void, { id: string }>({
    change: () => ({
      path: '/api/aid',
      body: {
        ...wish,
        caseCode: wish.caseCode.trim() || null,
        from: new Date(wish.from).toISOString(),
        to: new Date(wish.to).toISOString(),
      },
    }),
    touches: ['/api/aid'],
    done: t('asked'),
    undo: (_, { id }) => ({ path: `/api/aid/${id}/end` }),
  });
  return (
    <Dialog title={t('ask')} open onClose={onClose} wide>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void ask.run().then((asked) => asked && onClose());
        }}
      >
        <div className="form-two">
          <label>
            {t('department')}
            <select className="input" disabled={!all} value={wish.department} onChange={(event) => set({ department: event.target.value })}>
              {departments.map(({ key, title }) => (
                <option key={key} value={key}>
                  {say(title)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('skill')}
            <select className="input" value={wish.skill} onChange={(event) => set({ skill: event.target.value })}>
              {kept.skills.map(({ key, title }) => (
                <option key={key} value={key}>
                  {say(title)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('teams')}
            <input
              className="input"
              type="number"
              min={1}
              max={50}
              required
              value={wish.teams}
              onChange={(event) => set({ teams: event.target.valueAsNumber || 1 })}
            />
          </label>
          <label>
            {t('code')}
            <input className="input" maxLength={20} value={wish.caseCode} onChange={(event) => set({ caseCode: event.target.value })} />
          </label>
          <label>
            {t('from')}
            <input
              className="input"
              type="datetime-local"
              required
              value={wish.from}
              onChange={(event) => set({ from: event.target.value })}
            />
          </label>
          <label>
            {t('to')}
            <input
              className="input"
              type="datetime-local"
              required
              min={wish.from}
              value={wish.to}
              onChange={(event) => set({ to: event.target.value })}
            />
          </label>
        </div>
        <label>
          {t('place')}
          <input className="input" required maxLength={200} value={wish.place} onChange={(event) => set({ place: event.target.value })} />
        </label>
        <label>
          {t('reason')}
          <textarea
            className="input"
            required
            maxLength={1000}
            value={wish.reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
        </label>
        <Button kind="primary" type="submit" busy={ask.busy}>
          {t('send')}
        </Button>
      </form>
    </Dialog>
  );
}

/** A moment as an input of the kind datetime-local holds it, by the device's clock. */
function localInput(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
