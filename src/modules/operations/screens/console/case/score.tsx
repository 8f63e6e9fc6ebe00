import { defineTexts } from '#kernel/i18n';
import { useFormat, useTexts } from '#ui';

import type { DuplicateView } from '../cases/data.ts';

const texts = defineTexts({
  parts: { en: 'Parts of the score', zh: '评分构成' },
  place: { en: 'Place', zh: '地点' },
  time: { en: 'Time', zh: '时间' },
  type: { en: 'Type', zh: '类别' },
  text: { en: 'Words', zh: '文字' },
  asset: { en: 'Same asset', zh: '同一设施' },
  total: { en: 'Score (weights of known parts)', zh: '总分（按已知项加权）' },
  of: { en: 'of 1', zh: '满分 1' },
});

interface ScoreTableProps {
  readonly score: number;
  readonly components: DuplicateView['components'];
}

/** A score with what it is made of: every part with its value and weight; parts that are not known are left out of the sum. */
export function ScoreTable({ score, components }: ScoreTableProps) {
  const t = useTexts(texts);
  const format = useFormat();
  return (
    <table className="score">
      <caption className="vh">{t('parts')}</caption>
      <tbody>
        {components.map(({ component, score: value, weight }) => (
          <tr key={component}>
            <th scope="row">{t(component)}</th>
            <td>
              <svg className="track" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect className="bg" width="100" height="6" rx="2" />
                <rect className="used" width={value * 100} height="6" rx="2" />
              </svg>
            </td>
            <td className="num">{format.number(value, 2)}</td>
            <td className="w ink3">× {format.number(weight, 2)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t('total')}
          </th>
          <td className="num">{format.number(score, 2)}</td>
          <td className="w ink3">{t('of')}</td>
        </tr>
      </tfoot>
    </table>
  );
}
