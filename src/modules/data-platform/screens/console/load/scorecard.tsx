import { Section, useFormat, useTexts } from '#ui';

import type { ManifestView } from '../data.ts';
import { Scrolling } from '../scrolling.tsx';
import { wizardTexts } from '../wizard/texts.ts';
import { faultWords } from './fault-words.ts';
import { loadTexts } from './texts.ts';

const DIMENSIONS = ['completeness', 'validity', 'uniqueness', 'consistency', 'timeliness'] as const;
type Dimension = (typeof DIMENSIONS)[number];

interface ScorecardProps {
  readonly manifest: ManifestView;
  readonly number: number;
  /** The version before, to compare with. */
  readonly previous: { readonly manifest: ManifestView; readonly number: number } | null;
}

/** Quality by dimension against the version before. The bars run from 80 to 100 %, where the differences are. */
export function Scorecard({ manifest, number, previous }: ScorecardProps) {
  const t = useTexts(loadTexts);
  const { scorecard } = manifest;
  const before = previous?.manifest.scorecard;
  return (
    <Section
      title={t('scorecard')}
      note={t('ofVersion', { number })}
      aside={
        <span className="small ink2 score-key">
          {t('passed')} {previous && <span className="tick-key">{t('ofVersion', { number: previous.number })}</span>}
        </span>
      }
      flush
    >
      <Scrolling title={t('scorecard')}>
        <table className="grid-t score-t">
          <thead>
            <tr>
              <th scope="col">{t('dimension')}</th>
              <th scope="col" className="num">
                {t('checksCount')}
              </th>
              <th scope="col" className="hide-s">
                {t('scale')}
              </th>
              <th scope="col" className="num">
                {t('score')}
              </th>
              <th scope="col" className="num">
                {t('change')}
              </th>
            </tr>
          </thead>
          <tbody>
            {DIMENSIONS.map((dimension) => (
              <DimensionRow key={dimension} manifest={manifest} dimension={dimension} before={before?.dimensions[dimension] ?? null} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('all')}</th>
              <td className="num">{scorecard.rules.length}</td>
              <td className="hide-s" />
              <Scores score={scorecard.score} before={before?.score ?? null} large />
            </tr>
          </tfoot>
        </table>
      </Scrolling>
    </Section>
  );
}

interface DimensionRowProps {
  readonly manifest: ManifestView;
  readonly dimension: Dimension;
  readonly before: number | null;
}

function DimensionRow({ manifest, dimension, before }: DimensionRowProps) {
  const t = useTexts(loadTexts);
  const score = manifest.scorecard.dimensions[dimension];
  const rules = manifest.scorecard.rules.filter((rule) => rule.dimension === dimension);
  return (
    <tr>
      <th scope="row">
        <b>{t(dimension)}</b>
        <small className="sample">
          <Worst manifest={manifest} rules={rules} />
        </small>
      </th>
      <td className="num">{rules.length}</td>
      <td className="hide-s">{score !== null && <Bar score={score} before={before} />}</td>
      <Scores score={score} before={before} />
    </tr>
  );
}

const WORST = 2;

/** The checks that failed most often, in words. */
function Worst({ manifest, rules }: { readonly manifest: ManifestView; readonly rules: ManifestView['scorecard']['rules'] }) {
  const t = useTexts(loadTexts);
  const types = useTexts(wizardTexts);
  if (rules.length === 0) return t('notChecked');
  const worst = rules
    .filter(({ failed }) => failed > 0)
    .sort((left, right) => right.failed - left.failed)
    .slice(0, WORST);
  if (worst.length === 0) return t('allPassed');
  const words = worst.map(({ id, field, failed }) => {
    const why = faultWords(id, manifest.schema, t, types);
    return t('failedCount', { what: field ? `${field} ${why}` : why, count: failed });
  });
  return words.join('; ');
}

function Scores({
  score,
  before,
  large = false,
}: {
  readonly score: number | null;
  readonly before: number | null;
  readonly large?: boolean;
}) {
  const { percent, number } = useFormat();
  const change = score === null || before === null ? null : Math.round((score - before) * 1000) / 10;
  const sign = change === null || change === 0 ? '' : change > 0 ? '+' : '−';
  return (
    <>
      <td className={large ? 'num total' : 'num'}>{score === null ? '–' : percent(score, 1)}</td>
      <td className="num" data-worse={(change ?? 0) < 0 || undefined}>
        {change === null ? '–' : `${sign}${number(Math.abs(change), 1)}`}
      </td>
    </>
  );
}

const WIDTH = 150;
const HEIGHT = 14;
const FROM = 0.8;

const placeOf = (score: number) => ((Math.max(FROM, score) - FROM) / (1 - FROM)) * WIDTH;

/** The figure stands beside it, so a screen reader needs no picture. */
function Bar({ score, before }: { readonly score: number; readonly before: number | null }) {
  const tone = score < 0.95 ? 'low' : 'high';
  return (
    <svg className="score-bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <rect className="track" y="3" width={WIDTH} height="8" rx="1" />
      <rect className={tone} y="3" width={placeOf(score)} height="8" rx="1" />
      {before !== null && <rect className="tick" x={Math.min(WIDTH - 2, placeOf(before))} width="2" height={HEIGHT} />}
    </svg>
  );
}
