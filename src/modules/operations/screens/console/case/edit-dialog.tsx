import { type FormEvent, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button, Dialog, Note, type Problem, useSay, useTexts } from '#ui';

import type { CaseView } from '../cases/data.ts';
import { useTerms } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';
import { actTexts } from './act-specs.ts';
import { type Asked, useCaseActs } from './case-context.ts';

const texts = defineTexts({
  keep: { en: 'Keep as it is', zh: '保持不变' },
  clocks: {
    en: 'Another category or level may bring other deadlines; the clocks then change as their policy says.',
    zh: '调整类别或等级可能改变适用时限，计时按相应规定处理。',
  },
});

interface EditDialogProps {
  readonly problem: Problem | null;
  readonly busy: boolean;
  readonly onSend: (asked: Asked) => Promise<boolean>;
  readonly onClose: () => void;
}

interface Fields {
  readonly title: string;
  readonly text: string;
  readonly category: string;
  readonly level: string;
  readonly place: string;
  readonly asset: string;
}

/** Puts the fields of a case right; only what changed is sent, so that others may change the rest. */
export function EditDialog({ problem, busy, onSend, onClose }: EditDialogProps) {
  const t = useTexts(texts);
  const names = useTexts(caseTexts);
  const acts = useTexts(actTexts);
  const say = useSay();
  const { view } = useCaseActs();
  const { groups, levels } = useTerms();
  // others may change the case while this form is open; what was there when it opened is what one changes
  const [before] = useState(() => fieldsOf(view));
  const [fields, setFields] = useState(before);
  const changed = Object.entries(fields).filter(([name, value]) => value !== before[name as keyof Fields]);
  const set = (name: keyof Fields) => (event: { readonly target: { readonly value: string } }) =>
    setFields({ ...fields, [name]: event.target.value });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (changed.length === 0) return onClose();
    const body = Object.fromEntries(changed.map(([name, value]) => [name, value.trim() === '' && name !== 'text' ? null : value.trim()]));
    if (await onSend({ name: 'edit', body })) onClose();
  };
  return (
    <Dialog title={acts('edit')} open onClose={onClose} wide>
      <form className="form" onSubmit={(event) => void submit(event)}>
        {problem && <Note tone="stop" title={say(problem.text)} />}
        <label>
          {names('title')}
          <input className="input" required maxLength={200} value={fields.title} onChange={set('title')} data-autofocus />
        </label>
        <label>
          {names('text')}
          <textarea className="input" rows={4} maxLength={10_000} value={fields.text} onChange={set('text')} />
        </label>
        <label>
          {names('category')}
          <select className="input" value={fields.category} onChange={set('category')}>
            {groups.map((group) => (
              <optgroup key={group.key} label={say(group.title)}>
                {group.leaves.map(({ key, title }) => (
                  <option key={key} value={key}>
                    {say(title)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label>
          {names('level')}
          <select className="input" value={fields.level} onChange={set('level')}>
            {levels.map(({ key, title }) => (
              <option key={key} value={key}>
                {say(title)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {names('place')}
          <input className="input" maxLength={300} value={fields.place} onChange={set('place')} />
        </label>
        <label>
          {names('asset')}
          <input className="input" maxLength={80} value={fields.asset} onChange={set('asset')} />
        </label>
        <p className="tiny ink2">{t('clocks')}</p>
        <div className="row end">
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button type="submit" kind="primary" busy={busy}>
            {acts('edit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function fieldsOf({ title, text, category, level, place, asset }: CaseView): Fields {
  return { title, text, category: category.key, level: level.key, place: place ?? '', asset: asset ?? '' };
}
