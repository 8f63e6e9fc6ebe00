import { useEffect, useState } from 'react';
import { Link } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { Section, useAct, useTexts } from '#ui';

import { caseHref, type DuplicateView, spoken } from '../cases/data.ts';
import '../cases/case.css';
import { ScoreTable } from '../case/score.tsx';

const texts = defineTexts({
  title: { en: 'May be the same', zh: '可能是同一件事' },
  none: { en: 'Nothing alike was found so far.', zh: '目前未发现相似事项。' },
});

interface SimilarProps {
  readonly text: string;
  readonly category: string;
  readonly spot: { readonly lng: number; readonly lat: number } | null;
}

interface Preview {
  readonly duplicates: readonly Pick<DuplicateView, 'score' | 'components' | 'event'>[];
}

const PAUSE_MS = 600;

/** Cases and events that may be about the same thing, looked for while one writes. */
export function Similar({ text, category, spot }: SimilarProps) {
  const t = useTexts(texts);
  const [found, setFound] = useState<Preview['duplicates']>([]);
  const look = useAct<object, Preview>({ change: (body) => ({ path: '/api/signals/preview', body }), problems: 'inline' });
  const [lng, lat] = [spot?.lng, spot?.lat];
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again only when what was written changes
  useEffect(() => {
    if (!text && lng === undefined) return;
    const timer = setTimeout(async () => {
      const body = { ...(text && { text }), ...(category && { category }), ...(lng !== undefined && { lng, lat }) };
      setFound((await look.run(body))?.duplicates ?? []);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, category, lng, lat]);
  return (
    <Section title={t('title')}>
      {found.length === 0 && <p className="small ink2">{t('none')}</p>}
      {found.map(({ score, components, event }) => (
        <div key={event.id} className="dup">
          <p className="b">{event.title}</p>
          {event.caseCode && (
            <Link to={caseHref(event.caseCode)}>
              <code>{spoken(event.caseCode)}</code>
            </Link>
          )}
          <ScoreTable score={score} components={components} />
        </div>
      ))}
    </Section>
  );
}
