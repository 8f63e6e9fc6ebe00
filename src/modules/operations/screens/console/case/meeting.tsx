import { Conflict, useTexts } from '#ui';
import { actTexts } from './act-specs.ts';
import { useCaseActs, useFieldName } from './case-context.ts';
import { useFieldValue } from './story-entries.ts';

/** Two changes of the case that met: for what was put right one chooses field by field; an act is done again or left. */
export function CaseMeeting() {
  const names = useTexts(actTexts);
  const fieldName = useFieldName();
  const inWords = useFieldValue();
  const { meeting, busy, again, forget } = useCaseActs();
  if (!meeting) return null;
  const { input, fields, base, head } = meeting;
  const save = (chosen: Readonly<Record<string, unknown>>) => {
    const mine = fields.filter(({ key, mine: value, theirs }) => chosen[key] === value && value !== theirs);
    if (mine.length === 0) return forget();
    const body = input.name === 'edit' ? { ...input.body, ...chosen } : input.body;
    void again({ ...input, body });
  };
  return (
    <Conflict
      key={head}
      base={base}
      head={head}
      busy={busy}
      fields={fields.map(({ key, ...versions }) => ({
        key,
        name: input.name === 'edit' ? fieldName(key) : `${fieldName(key)} (${names(input.name)})`,
        ...versions,
        show: (value) => inWords(key, value) ?? '–',
      }))}
      onSave={save}
      onTheirs={forget}
    />
  );
}
