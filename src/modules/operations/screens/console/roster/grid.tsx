import type { ReactNode } from 'react';

import { useFormat, useLanguage, useSay, useTexts } from '#ui';

import type { MemberView, RulesView, ShiftView } from './data.ts';
import { rosterTexts } from './texts.ts';

interface GridProps {
  readonly days: readonly string[];
  readonly members: readonly Pick<MemberView, 'personId' | 'name'>[];
  readonly shifts: readonly ShiftView[];
  readonly rules: RulesView;
  readonly caption: string;
  /** A row under the people, such as how well each shift is filled. */
  readonly foot?: ReactNode;
}

/** People down, days across; each mark is a shift. */
export function RosterGrid({ days, members, shifts, rules, caption, foot }: GridProps) {
  const t = useTexts(rosterTexts);
  const say = useSay();
  const { number } = useFormat();
  const kinds = new Map(rules.kinds.map((kind) => [kind.key, kind]));
  const known = new Set(members.map(({ personId }) => personId));
  const gone = [
    ...new Map(shifts.filter(({ personId }) => !known.has(personId)).map(({ personId, name }) => [personId, { personId, name }])).values(),
  ];
  return (
    <div className="scroll-x">
      <table className="roster-t">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            {days.map((day) => (
              <DayHead key={day} day={day} />
            ))}
            <th scope="col" className="num">
              {t('nights')}
            </th>
            <th scope="col" className="num">
              {t('hours')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...members, ...gone].map(({ personId, name }) => {
            const own = shifts.filter((shift) => shift.personId === personId);
            return (
              <tr key={personId}>
                <th scope="row">{name}</th>
                {days.map((day) => (
                  <td key={day}>
                    {own
                      .filter((shift) => shift.day === day)
                      .map(({ id, kind, night }) => (
                        <span key={id} className="shift" data-kind={night ? 'night' : rules.kinds.findIndex(({ key }) => key === kind)}>
                          {say(kinds.get(kind)?.title ?? { en: kind, zh: kind })}
                        </span>
                      ))}
                  </td>
                ))}
                <td className="num">{own.filter(({ night }) => night).length}</td>
                <td className="num">{number(own.reduce((sum, { kind }) => sum + (kinds.get(kind)?.hours ?? 0), 0))}</td>
              </tr>
            );
          })}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}

function DayHead({ day }: { readonly day: string }) {
  const language = useLanguage();
  const at = new Date(`${day}T00:00:00Z`);
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(at);
  return (
    <th scope="col" data-weekend={[0, 6].includes(at.getUTCDay()) || undefined}>
      {weekday}
      <br />
      <span className="nb">{day.slice(5)}</span>
    </th>
  );
}
