import { ServerChart } from '../index.ts';
import { useBoth } from './both.ts';

const MEDIAN = [11, 12, 12, 11, 10, 11, 10, 9, 9, 10, 9, 9, 10, 11, 11, 10, 9, 8, 6, 5, 5, 5, null, 5];
const SLOWEST = [24, 27, 26, 25, 22, 23, 21, 20, 19, 21, 20, 19, 22, 24, 23, 20, 19, 16, 12, 10, 9, 9, null, 9];

export default function LineChartExample() {
  const both = useBoth();
  const labels = MEDIAN.map((_, index) => `${2024 + Math.floor((index + 10) / 12)}-${String(((index + 10) % 12) + 1).padStart(2, '0')}`);
  return (
    <ServerChart
      kind="line"
      finding={both('Median days from report to repair fell from 11 to 5', '从报修到修复的中位天数由 11 天降至 5 天')}
      unit={both('Working days from report to repair', '从报修到修复的工作日')}
      labelTitle={both('Month', '月份')}
      labels={labels}
      series={[
        { name: both('Median', '中位数'), values: MEDIAN },
        { name: both('Slowest tenth', '最慢的十分之一'), values: SLOWEST },
      ]}
      limit={{ value: 7, name: both('Limit', '时限') }}
      caption={both('By month of report. Version 4be1 90c7.', '按报修月份统计，数据版本 4be1 90c7。')}
    />
  );
}
