import { defineTexts } from '#kernel/i18n';
import { Pill, Section, useFormat, useSay, useTexts } from '#ui';

import type { PoliciesView } from '../cases/data.ts';
import { useTerms } from '../cases/terms.ts';
import { useDuration } from './duration.ts';

const texts = defineTexts({
  all: { en: 'all levels and categories', zh: '所有等级和类别' },
  for: { en: 'For {what}', zh: '适用于：{what}' },
  clock: { en: 'Clock', zh: '时限' },
  allowed: { en: 'Allowed', zh: '期限' },
  calendar: { en: 'Counted in', zh: '计时方式' },
  ladder: { en: 'Somebody is told at', zh: '逐级提醒节点' },
  onChange: { en: 'When the policy changes', zh: '规定变更时' },
  keep: { en: 'stays as it is', zh: '维持原时限' },
  restart: { en: 'begins anew', zh: '重新计时' },
  carry: { en: 'keeps what was used', zh: '已用时间累计' },
  free: { en: 'binds nobody', zh: '不计入考核' },
  returned: { en: 'A task may be returned once within {span}.', zh: '任务可在 {span} 内退回一次。' },
  pauses: { en: 'Clocks may be paused for:', zh: '可暂停计时的事由：' },
  never: { en: 'none', zh: '无' },
});

interface PolicyCardProps {
  readonly policy: PoliciesView['policies'][number];
  readonly file: PoliciesView;
}

/** One policy with all its clocks. */
export function PolicyCard({ policy, file }: PolicyCardProps) {
  const t = useTexts(texts);
  const say = useSay();
  const format = useFormat();
  const duration = useDuration();
  const { groups } = useTerms();
  const { levels, categories } = policy.match;
  const terms = [...groups, ...groups.flatMap(({ leaves }) => leaves)];
  const fits = [
    ...levels.map((key) => say(file.levels[key]?.title ?? { en: key, zh: key })),
    ...categories.map((key) => say(terms.find((term) => term.key === key)?.title ?? { en: key, zh: key })),
  ];
  const pauses = policy.pauses.map((key) => say(file.pauseCodes[key]?.title ?? { en: key, zh: key }));
  return (
    <Section title={say(policy.title)} note={t('for', { what: fits.length > 0 ? format.list(fits) : t('all') })} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keys */}
      <section className="scroll-x" aria-label={say(policy.title)} tabIndex={0}>
        <table className="grid-t">
          <thead>
            <tr>
              <th scope="col">{t('clock')}</th>
              <th scope="col">{t('allowed')}</th>
              <th scope="col">{t('calendar')}</th>
              <th scope="col">{t('ladder')}</th>
              <th scope="col">{t('onChange')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(policy.clocks).map(([kind, rule]) => (
              <tr key={kind}>
                <th scope="row">{say(file.kinds[kind] ?? { en: kind, zh: kind })}</th>
                <td>{duration(rule.duration)}</td>
                <td>{say(file.calendars[rule.calendar]?.title ?? { en: rule.calendar, zh: rule.calendar })}</td>
                <td>{rule.binding ? rule.ladder.map((step) => format.percent(step)).join(' · ') : <Pill>{t('free')}</Pill>}</td>
                <td>{t(rule.onChange as 'keep' | 'restart' | 'carry')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="in alone small ink2">
        <p>{t('returned', { span: duration(policy.returnWindow) })}</p>
        <p>
          {t('pauses')} {pauses.length > 0 ? format.list(pauses) : t('never')}
        </p>
        <p>{say(policy.law)}</p>
      </div>
    </Section>
  );
}
