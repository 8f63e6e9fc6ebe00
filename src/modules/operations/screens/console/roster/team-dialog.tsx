import { useState } from 'react';

import { Button, Dialog, useAct, useMay, useSay, useSession, useTexts } from '#ui';

import { useTerms } from '../cases/terms.ts';
import type { Named } from '../dispatch/data.ts';
import { rosterTexts } from './texts.ts';

/** Enters a team. */
export function TeamDialog({
  open,
  skills,
  onClose,
}: {
  readonly open: boolean;
  readonly skills: readonly Named[];
  readonly onClose: () => void;
}) {
  const t = useTexts(rosterTexts);
  const say = useSay();
  const session = useSession();
  const all = useMay('operations:dispatch');
  const { departments } = useTerms();
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [department, setDepartment] = useState(session.department?.key ?? '');
  const [capacity, setCapacity] = useState(3);
  const [duty, setDuty] = useState<'roster' | 'always'>('roster');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const save = useAct<void, { id: string }>({
    change: () => ({ path: '/api/dispatch/teams', body: { name: { zh, en }, department, capacity, duty, skills: chosen } }),
    touches: ['/api/dispatch'],
    done: t('saved'),
  });
  return (
    <Dialog title={t('newTeam')} open={open} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run().then((saved) => saved && onClose());
        }}
      >
        <label>
          {t('nameZh')}
          <input className="input" required maxLength={60} value={zh} onChange={(event) => setZh(event.target.value)} />
        </label>
        <label>
          {t('nameEn')}
          <input className="input" required maxLength={60} value={en} onChange={(event) => setEn(event.target.value)} />
        </label>
        <label>
          {t('department')}
          <select className="input" value={department} disabled={!all} onChange={(event) => setDepartment(event.target.value)}>
            {departments.map(({ key, title }) => (
              <option key={key} value={key}>
                {say(title)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('capacity')}
          <input
            className="input"
            type="number"
            min={1}
            max={20}
            value={capacity}
            onChange={(event) => setCapacity(event.target.valueAsNumber || 1)}
          />
        </label>
        <label>
          {t('duty')}
          <select className="input" value={duty} onChange={(event) => setDuty(event.target.value as typeof duty)}>
            <option value="roster">{t('dutyRoster')}</option>
            <option value="always">{t('dutyAlways')}</option>
          </select>
        </label>
        <SkillChecks skills={skills} chosen={chosen} onChange={setChosen} />
        <Button kind="primary" type="submit" busy={save.busy}>
          {t('save')}
        </Button>
      </form>
    </Dialog>
  );
}

interface SkillProps {
  readonly skills: readonly Named[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Skills to tick. */
export function SkillChecks({ skills, chosen, onChange }: SkillProps) {
  const t = useTexts(rosterTexts);
  const say = useSay();
  return (
    <fieldset className="checks skill-checks">
      <legend className="small b">{t('skills')}</legend>
      {skills.map(({ key, title }) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={chosen.includes(key)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, key] : chosen.filter((skill) => skill !== key))}
          />
          {say(title)}
        </label>
      ))}
    </fieldset>
  );
}
