import { ServerChart } from '../index.ts';
import { useBoth } from './both.ts';

export default function BarChartExample() {
  const both = useBoth();
  return (
    <ServerChart
      kind="bar"
      finding={both('Roads took the largest part of spending', '道路支出占比最大')}
      unit={both('Spending in October, ¥ million', '10 月支出（百万元）')}
      labelTitle={both('Department', '部门')}
      labels={[
        both('Transport Bureau', '区交通运输局'),
        both('Integrated Administrative Enforcement Bureau', '区综合行政执法局'),
        both('Health Bureau', '区卫生健康局'),
        both('Refunds', '退款'),
      ]}
      series={[{ name: both('Spending', '支出'), values: [41.8, 22.4, 18.1, -3.2] }]}
      caption={both('Payments above ¥10,000.', '单笔 1 万元以上的付款。')}
    />
  );
}
