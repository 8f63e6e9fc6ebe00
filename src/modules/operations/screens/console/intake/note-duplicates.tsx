import { Link } from 'react-router';

import { AgeOf, Button, Pill, Section, useTexts } from '#ui';

import type { PreviewView } from './data.ts';
import { EventMark } from './marks.tsx';
import type { NoteDraft } from './note-draft.ts';
import { ScoreBar, ScoreReasons } from './score.tsx';
import { noteTexts } from './texts.ts';

interface NoteDuplicatesProps {
  readonly draft: NoteDraft;
  readonly preview: PreviewView;
  readonly onChange: (change: Partial<NoteDraft>) => void;
}

/** While somebody writes: what may already be known, best first, and a way to add the report to it. */
export function NoteDuplicates({ draft, preview, onChange }: NoteDuplicatesProps) {
  const t = useTexts(noteTexts);
  const known = draft.spot !== null || draft.assetId !== '';
  return (
    <Section title={t('likely')} note={preview.duplicates.length || undefined}>
      <div aria-live="polite">
        {preview.duplicates.length === 0 && <p className="ink2">{t(known ? 'likelyNone' : 'likelyFirst')}</p>}
        <ul className="likely">
          {preview.duplicates.map(({ event, score, components }) => (
            <li key={event.id}>
              <div className="likely-h">
                <Link className="b" to={`/intake/${event.id}`} target="_blank">
                  {event.title}
                </Link>
                <EventMark state={event.state} />
                <AgeOf at={event.lastAt} />
              </div>
              <ScoreBar score={score} components={components} />
              <ScoreReasons components={components} />
              {draft.joins === event.id ? (
                <div className="row tight">
                  <Pill tone="good">{t('adding')}</Pill>
                  <Button size="sm" kind="quiet" onClick={() => onChange({ joins: null })}>
                    {t('not')}
                  </Button>
                </div>
              ) : (
                <Button size="sm" onClick={() => onChange({ joins: event.id })}>
                  {t('addTo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}
