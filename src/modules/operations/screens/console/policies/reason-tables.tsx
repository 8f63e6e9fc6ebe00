import { defineTexts } from '#kernel/i18n';
import { Section, useSay, useTexts } from '#ui';

import type { PoliciesView } from '../cases/data.ts';
import { useDuration } from './duration.ts';

const texts = defineTexts({
  pauses: { en: 'Reasons to pause', zh: '暂停事由' },
  longest: { en: 'at most {span}', zh: '最长 {span}' },
  evidence: { en: 'with evidence', zh: '须附佐证' },
  bounce: { en: 'Reasons to return a task', zh: '退回理由' },
  refuse: { en: 'Reasons to refuse', zh: '不予办理理由' },
  cannot: { en: 'Reasons why it cannot be done on site', zh: '现场无法处置的理由' },
});

/** Coded reasons: without one there is no pause, no return, no refusal. */
export function ReasonTables({ file }: { readonly file: PoliciesView }) {
  const t = useTexts(texts);
  const say = useSay();
  const duration = useDuration();
  return (
    <div className="states">
      <Section title={t('pauses')}>
        <ul className="lines small">
          {Object.entries(file.pauseCodes).map(([key, { title, maximum, evidence }]) => (
            <li key={key}>
              {say(title)}
              <br />
              <span className="ink2">
                <code>{key}</code> · {t('longest', { span: duration(maximum) })}
                {evidence && ` · ${t('evidence')}`}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {Object.entries(file.reasons).map(([kind, reasons]) => (
        <Section key={kind} title={t(kind as 'bounce' | 'refuse' | 'cannot')}>
          <ul className="lines small">
            {Object.entries(reasons).map(([key, title]) => (
              <li key={key}>
                {say(title)} <code className="ink2">{key}</code>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
