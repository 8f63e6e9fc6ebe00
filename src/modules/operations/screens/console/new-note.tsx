import { PageHeader, useTexts } from '#ui';

import './intake/intake.css';
import { NoteForm } from './intake/note-form.tsx';
import { intakeTexts, noteTexts } from './intake/texts.ts';

/** A report by telephone, written down while somebody speaks. */
export default function NewNote() {
  const t = useTexts(intakeTexts);
  const n = useTexts(noteTexts);
  return (
    <div className="page">
      <PageHeader title={t('newNote')} crumbs={[{ title: t('inbox'), to: '/intake' }]} facts={n('facts')} />
      <NoteForm />
    </div>
  );
}
