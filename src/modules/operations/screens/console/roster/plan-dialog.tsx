import { useState } from 'react';

import { Button, Dialog, useAct, useSay, useTexts } from '#ui';

import type { Named } from '../dispatch/data.ts';
import { daysFrom, mondayOf, type RosterView, type RulesView } from './data.ts';
import { rosterTexts } from './texts.ts';

interface PlanProps {
  readonly open: boolean;
  readonly team: string;
  readonly rules: RulesView;
  readonly skills: readonly Named[];
  /** Its needs are the first to be offered. */
  readonly last: RosterView | undefined;
  readonly onClose: () => void;
  readonly onBegun: (id: string) => void;
}

const A_WEEK = 7;

/** Asks for a roster: when, and how many people each shift needs. */
export function PlanDialog({ open, team, rules, skills, last, onClose, onBegun }: PlanProps) {
  const t = useTexts(rosterTexts);
  const say = useSay();
  const nextMonday = daysFrom(mondayOf(new Date().toISOString().slice(0, 10)), A_WEEK + 1).at(-1) ?? '';
  const [from, setFrom] = useState(nextMonday);
  const [days, setDays] = useState(14);
  const [needs, setNeeds] = useState<Readonly<Record<string, { people: number; skill: string }>>>({});
  const needOf = (kind: string) => {
    const before = last?.needs.find((need) => need.kind === kind);
    return needs[kind] ?? { people: before?.people ?? 1, skill: Object.keys(before?.skills ?? {})[0] ?? '' };
  };
  const begin = useAct<void, { id: string }>({
    change: () => ({
      path: '/api/rosters',
      body: {
        team,
        from,
        days,
        needs: rules.kinds
          .map(({ key }) => ({ kind: key, ...needOf(key) }))
          .filter(({ people }) => people > 0)
          .map(({ kind, people, skill }) => ({ kind, people, skills: skill ? { [skill]: 1 } : {} })),
      },
    }),
    touches: ['/api/rosters'],
  });
  const submit = async () => {
    const begun = await begin.run();
    if (!begun) return;
    onClose();
    onBegun(begun.id);
  };
  return (
    <Dialog title={t('plan')} open={open} onClose={onClose} wide>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className="small ink2">{t('planText', { rest: rules.restHours, hours: rules.hoursInSevenDays, nights: rules.nightsInRow })}</p>
        <div className="plan-when">
          <label>
            {t('from')}
            <input className="input" type="date" required value={from} onChange={(event) => setFrom(event.target.value)} />
          </label>
          <label>
            {t('days')}
            <input
              className="input"
              type="number"
              min={1}
              max={rules.longestDays}
              required
              value={days}
              onChange={(event) => setDays(event.target.valueAsNumber || 1)}
            />
          </label>
        </div>
        {rules.kinds.map(({ key, title, from: begins, hours }) => (
          <fieldset key={key} className="plan-need">
            <legend>
              {say(title)}{' '}
              <span className="ink2">
                {begins} · {hours} h
              </span>
            </legend>
            <label>
              <span>{t('people')}</span>
              <input
                className="input"
                type="number"
                min={0}
                max={100}
                value={needOf(key).people}
                onChange={(event) => setNeeds({ ...needs, [key]: { ...needOf(key), people: event.target.valueAsNumber || 0 } })}
              />
            </label>
            <label>
              <span>{t('needsSkill')}</span>
              <select
                className="input"
                value={needOf(key).skill}
                onChange={(event) => setNeeds({ ...needs, [key]: { ...needOf(key), skill: event.target.value } })}
              >
                <option value="">{t('noSkill')}</option>
                {skills.map((skill) => (
                  <option key={skill.key} value={skill.key}>
                    {say(skill.title)}
                  </option>
                ))}
              </select>
            </label>
          </fieldset>
        ))}
        <Button kind="primary" type="submit" busy={begin.busy}>
          {t('begin')}
        </Button>
      </form>
    </Dialog>
  );
}
