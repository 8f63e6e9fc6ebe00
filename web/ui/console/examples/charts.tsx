import { defineTexts } from '#kernel/i18n';
import { BarChart, LineChart } from '../charts.tsx';
import { useTexts } from '../language.ts';
import { Section } from '../layout.tsx';

const texts = defineTexts({
  level: { en: 'Water level, Silk Mill Lane underpass', zh: '丝厂巷下穿通道水位' },
  levelFinding: {
    en: 'The level rose from 4 to 62 cm and passed the limit of 40 cm at 11:40',
    zh: '水位由 4 厘米升至 62 厘米，11:40 超过 40 厘米限值',
  },
  limit: { en: 'limit 40', zh: '限值 40' },
  phones: { en: 'Rows without a phone, by version', zh: '各版本缺失电话的行数' },
  phonesFinding: { en: 'About 2 % in versions 24 to 30, then 11 % in version 31', zh: '第 24 至 30 版约 2%，第 31 版升至 11%' },
});

const LEVELS = [4, 5, 4, 6, 9, 15, 24, 37, 51, 62].map((value, index) => ({
  label: `11:${String(index * 5 + 2).padStart(2, '0')}`,
  value,
}));
const SHARES = [2, 2, 1, 2, 2, 2, 2, 11].map((value, index) => ({ label: String(24 + index), value }));

/** Small pictures of figures, drawn without a library. */
export default function ChartsExample() {
  const t = useTexts(texts);
  return (
    <div className="states">
      <Section title={t('level')}>
        <LineChart finding={t('levelFinding')} points={LEVELS} unit="cm" limit={{ value: 40, label: t('limit') }} />
      </Section>
      <Section title={t('phones')}>
        <BarChart finding={t('phonesFinding')} points={SHARES} unit="%" limit={{ value: 5, label: '5 %' }} />
      </Section>
    </div>
  );
}
