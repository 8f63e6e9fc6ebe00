import { defineTexts } from '#kernel/i18n';
import { useFormat, useSay, useTexts } from '#ui';

import { type ComponentView, useIntakeTerms } from './data.ts';
import { eventTexts } from './texts.ts';

const units = defineTexts({ metres: { en: '{count} m', zh: '{count} 米' } });

const NAMES = { place: 'cPlace', time: 'cTime', type: 'cType', text: 'cText', asset: 'cAsset' } as const;
const SEGMENTS = { place: 'river', time: 'amber', type: 'leaf', text: 'plum', asset: 'teal' } as const;

interface ScoreProps {
  readonly score: number;
  readonly components: readonly ComponentView[];
}

/** A score as one bar of what each component adds, with a tick where people are asked. */
export function ScoreBar({ score, components }: ScoreProps) {
  const t = useTexts(eventTexts);
  const { duplicates } = useIntakeTerms();
  const weights = components.reduce((sum, { weight }) => sum + weight, 0);
  let from = 0;
  return (
    <div className="score">
      <b className="score-n">{t('score', { share: Math.round(score * 100) })}</b>
      <svg className="score-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className="track" width="100" height="10" />
        {components.map(({ component, score: part, weight }) => {
          const width = (part * weight * 100) / weights;
          from += width;
          return <rect key={component} className={SEGMENTS[component]} x={from - width} width={width} height="10" />;
        })}
        {duplicates && <rect className="tick" x={duplicates.suggestAt * 100} width="0.5" height="10" />}
      </svg>
    </div>
  );
}

/** Every component of a score: how alike, how much it weighs, and why it weighs that much. */
export function ScoreReasons({ components }: Pick<ScoreProps, 'components'>) {
  const t = useTexts(eventTexts);
  const say = useSay();
  const measure = useMeasure();
  const { duplicates } = useIntakeTerms();
  return (
    <ul className="reasons">
      {components.map((part) => (
        <li key={part.component} title={duplicates ? say(duplicates.weights[part.component].why) : undefined}>
          <span className={`dot ${SEGMENTS[part.component]}`} aria-hidden="true" />
          <span className="b">{t(NAMES[part.component])}</span>
          <meter min={0} max={1} value={part.score} aria-label={t(NAMES[part.component])} />
          <span>{measure(part)}</span>
          <span className="ink3 num">{t('weighs', { share: Math.round(part.weight * 100) })}</span>
        </li>
      ))}
    </ul>
  );
}

function useMeasure(): (part: ComponentView) => string {
  const t = useTexts(eventTexts);
  const u = useTexts(units);
  const { span } = useFormat();
  return ({ component, score, measure }) => {
    switch (component) {
      case 'place':
        return t('apart', { distance: u('metres', { count: Math.round(measure ?? 0) }) });
      case 'time':
        return t('between', { span: span((measure ?? 0) * 3_600_000) });
      case 'type':
        return t(score === 1 ? 'sameLeaf' : 'sameGroup');
      case 'text':
        return t('wordsAlike', { share: Math.round(score * 100) });
      case 'asset':
        return t(score === 1 ? 'sameAsset' : 'otherAsset');
    }
  };
}
