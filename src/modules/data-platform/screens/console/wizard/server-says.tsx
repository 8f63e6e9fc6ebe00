import { Note, type Problem, useSay, useTexts } from '#ui';

import { wizardTexts } from './texts.ts';

/** What the server refused, with the place of every mistake it names. */
export function ServerSays({ problem }: { readonly problem: Problem | null }) {
  const t = useTexts(wizardTexts);
  const say = useSay();
  if (!problem) return null;
  const { fields = [] } = problem.details as {
    readonly fields?: readonly { readonly field: string; readonly message: { en: string; zh: string } }[];
  };
  return (
    <Note tone="stop" title={t('serverSays')}>
      <p>{say(problem.text)}</p>
      {fields.length > 0 && (
        <ul className="bullets small">
          {fields.map(({ field, message }) => (
            <li key={field + message.en}>
              <code>{field}</code> {say(message)}
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}
