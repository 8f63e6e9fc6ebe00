import { useSay, useTexts } from '#ui';

import { useTerms } from '../cases/terms.ts';
import type { NewFinding } from './data.ts';
import { reviewTexts } from './texts.ts';

interface FindingFieldsProps {
  readonly value: NewFinding;
  readonly onChange: (change: Partial<NewFinding>) => void;
}

/** What was found, what has to change, who sees to it, and by when. */
export function FindingFields({ value, onChange }: FindingFieldsProps) {
  const t = useTexts(reviewTexts);
  const say = useSay();
  const { departments } = useTerms();
  return (
    <>
      <label>
        {t('finding')}
        <textarea
          className="input"
          rows={2}
          required
          maxLength={2_000}
          value={value.finding}
          onChange={(event) => onChange({ finding: event.target.value })}
        />
      </label>
      <label>
        {t('action')}
        <textarea
          className="input"
          rows={2}
          required
          maxLength={2_000}
          value={value.action}
          onChange={(event) => onChange({ action: event.target.value })}
        />
      </label>
      <div className="review-pair">
        <label>
          {t('owner')}
          <select className="input" required value={value.owner} onChange={(event) => onChange({ owner: event.target.value })}>
            <option value="">{t('choose')}</option>
            {departments.map(({ key, title }) => (
              <option key={key} value={key}>
                {say(title)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('dueOn')}
          <input className="input" type="date" required value={value.dueOn} onChange={(event) => onChange({ dueOn: event.target.value })} />
        </label>
      </div>
    </>
  );
}
