import { useSay, useTexts } from '#ui';

import { useIntakeTerms } from './data.ts';
import { intakeTexts } from './texts.ts';

interface CategorySelectProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (category: string) => void;
}

/** The tree of categories in one field; typing jumps to a name. */
export function CategorySelect({ id, value, onChange }: CategorySelectProps) {
  const t = useTexts(intakeTexts);
  const say = useSay();
  const { groups } = useIntakeTerms();
  return (
    <select id={id} className="input" value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{t('unclassified')}</option>
      {groups.map(({ key, title, leaves }) => (
        <optgroup key={key} label={say(title)}>
          {leaves.map((leaf) => (
            <option key={leaf.key} value={leaf.key}>
              {say(leaf.title)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
