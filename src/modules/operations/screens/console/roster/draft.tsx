import { useState } from 'react';

import { Button, Dialog, JobWatch, Loaded, Note, Section, useAct, useApi, useFormat, useSay, useTexts } from '#ui';

import { type Named, titleOf } from '../dispatch/data.ts';
import { daysFrom, type MemberView, type RosterShifts, type RosterView, type RulesView } from './data.ts';
import { RosterGrid } from './grid.tsx';
import { usePublish } from './published.tsx';
import { rosterTexts } from './texts.ts';

interface DraftProps {
  readonly roster: RosterView;
  readonly members: readonly MemberView[];
  readonly rules: RulesView;
  readonly skills: readonly Named[];
  readonly topics: readonly string[];
}

/** A draft: what came of the planning, its gaps by name, and the way to change and publish it. */
export function DraftGrid({ roster, topics, ...props }: DraftProps) {
  const t = useTexts(rosterTexts);
  const reading = useApi<RosterShifts>(`/api/rosters/${roster.id}`, { topics: [...topics, 'jobs'], freshSeconds: 1 });
  const discard = useAct<RosterView, unknown>({
    change: ({ id, revision }) => ({ path: `/api/rosters/${id}/discard`, ifMatch: `"${revision}"` }),
    touches: ['/api/rosters'],
    done: t('discarded'),
  });
  const throwAway = (
    <Button size="sm" kind="quiet" busy={discard.busy} onClick={() => void discard.run(roster)}>
      {t('discard')}
    </Button>
  );
  if (roster.state === 'planning')
    return <Section title={t('planning')}>{roster.jobId ? <JobWatch id={roster.jobId} /> : <p>{t('planning')}</p>}</Section>;
  if (roster.state === 'failed')
    return (
      <Note tone="warn" title={t(roster.failure === 'timeout' ? 'failedTimeout' : 'failedCrash')}>
        {throwAway}
      </Note>
    );
  return <Loaded reading={reading}>{(draft) => <Shown draft={draft} throwAway={throwAway} {...props} />}</Loaded>;
}

type ShownProps = Omit<DraftProps, 'roster' | 'topics'> & { readonly draft: RosterShifts; readonly throwAway: React.ReactNode };

function Shown({ draft, members, rules, skills, throwAway }: ShownProps) {
  const t = useTexts(rosterTexts);
  const { number } = useFormat();
  const publish = usePublish();
  const [slot, change] = useState<{ day: string; kind: string } | null>(null);
  const { outcome } = draft;
  return (
    <>
      <Section
        title={t('draft')}
        note={t('week', { from: draft.from, to: daysFrom(draft.from, draft.days).at(-1) ?? '' })}
        flush
        aside={
          <>
            {throwAway}
            <Button kind="primary" busy={publish.busy} onClick={() => void publish.run(draft)}>
              {t('publish')}
            </Button>
          </>
        }
      >
        {outcome && (
          <p className="in small ink2">
            {t('outcome', { count: draft.shifts.length, seconds: number(outcome.seconds, 1), spread: outcome.nightSpread })}{' '}
            {t(outcome.proven ? 'proven' : 'notProven')}
          </p>
        )}
        <RosterGrid
          days={daysFrom(draft.from, draft.days)}
          members={members}
          shifts={draft.shifts}
          rules={rules}
          caption={t('draft')}
          foot={<Cover draft={draft} rules={rules} onChange={change} />}
        />
      </Section>
      {outcome && <Gaps draft={draft} rules={rules} skills={skills} />}
      {slot && <SlotDialog draft={draft} slot={slot} members={members} rules={rules} onClose={() => change(null)} />}
    </>
  );
}

/** How many stand in each shift; each is the way to change it. */
function Cover({
  draft,
  rules,
  onChange,
}: {
  draft: RosterShifts;
  rules: RulesView;
  onChange: (slot: { day: string; kind: string }) => void;
}) {
  const t = useTexts(rosterTexts);
  const say = useSay();
  return draft.needs.map((need) => {
    const title = say(rules.kinds.find(({ key }) => key === need.kind)?.title ?? { en: need.kind, zh: need.kind });
    return (
      <tr key={need.kind}>
        <th scope="row">{title}</th>
        {daysFrom(draft.from, draft.days).map((day) => {
          const there = draft.shifts.filter((shift) => shift.day === day && shift.kind === need.kind).length;
          const label = `${t('change')}: ${t('slot', { kind: title, day })}`;
          return (
            <td key={day}>
              <button
                type="button"
                className="cover"
                data-short={there < need.people || undefined}
                aria-label={`${label}, ${t('needed', { there, needed: need.people })}`}
                onClick={() => onChange({ day, kind: need.kind })}
              >
                {there}/{need.people}
              </button>
            </td>
          );
        })}
        <td colSpan={2} />
      </tr>
    );
  });
}

function Gaps({ draft, rules, skills }: { readonly draft: RosterShifts; readonly rules: RulesView; readonly skills: readonly Named[] }) {
  const t = useTexts(rosterTexts);
  const say = useSay();
  const gaps = draft.outcome?.gaps ?? [];
  if (gaps.length === 0) return <Note tone="ok">{t('noGaps')}</Note>;
  return (
    <Section title={t('gaps')} note={gaps.length}>
      <ul className="gap-list">
        {gaps.map(({ day, kind, missing, skill }) => {
          const words = { day, kind: say(rules.kinds.find(({ key }) => key === kind)?.title ?? { en: kind, zh: kind }), count: missing };
          return (
            <li key={`${day} ${kind} ${skill}`}>
              {skill === null ? t('gapPeople', words) : t('gapSkill', { ...words, skill: say(titleOf(skills, skill)) })}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

interface SlotProps {
  readonly draft: RosterShifts;
  readonly slot: { readonly day: string; readonly kind: string };
  readonly members: readonly MemberView[];
  readonly rules: RulesView;
  readonly onClose: () => void;
}

function SlotDialog({ draft, slot, members, rules, onClose }: SlotProps) {
  const t = useTexts(rosterTexts);
  const say = useSay();
  const inside = draft.shifts.filter(({ day, kind }) => day === slot.day && kind === slot.kind).map(({ personId }) => personId);
  const [people, setPeople] = useState<readonly string[]>(inside);
  const save = useAct<readonly string[], unknown>({
    change: (list) => ({
      method: 'PUT',
      path: `/api/rosters/${draft.id}/slot`,
      body: { ...slot, people: list },
      ifMatch: `"${draft.revision}"`,
    }),
    touches: ['/api/rosters'],
    done: t('saved'),
    undo: () => ({
      method: 'PUT',
      path: `/api/rosters/${draft.id}/slot`,
      body: { ...slot, people: inside },
      ifMatch: `"${draft.revision + 1}"`,
    }),
  });
  const kind = say(rules.kinds.find(({ key }) => key === slot.kind)?.title ?? { en: slot.kind, zh: slot.kind });
  return (
    <Dialog title={t('slot', { kind, day: slot.day })} open onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run(people).then(onClose);
        }}
      >
        <fieldset className="checks">
          <legend className="small ink2">{t('slotText')}</legend>
          {members.map(({ personId, name }) => (
            <label key={personId}>
              <input
                type="checkbox"
                checked={people.includes(personId)}
                onChange={(event) => setPeople(event.target.checked ? [...people, personId] : people.filter((id) => id !== personId))}
              />
              {name}
            </label>
          ))}
        </fieldset>
        <Button kind="primary" type="submit" busy={save.busy}>
          {t('save')}
        </Button>
      </form>
    </Dialog>
  );
}
