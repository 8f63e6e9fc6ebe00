import { Figures, useFrame } from '../index.ts';
import { useBoth } from './both.ts';

export default function FigureExample() {
  const both = useBoth();
  const { now } = useFrame();
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  return (
    <Figures
      figures={[
        {
          title: both('Reports answered on time', '按期答复率'),
          value: '94.2',
          unit: '%',
          note: both('1,817 of 1,929 due in 30 days', '近 30 天应答复 1,929 件，按期 1,817 件'),
          source: both('Case register', '办件登记簿'),
          asOf: ago(2),
          series: [91, 92.1, 90.5, 92.1, 93.2, 92.8, 94, 94.2],
          href: '#late',
        },
        {
          title: both('River at Maple Bridge', '枫桥水位'),
          value: '3.42',
          unit: both('m', '米'),
          note: both('1.08 m below the warning level (dashed)', '低于警戒水位（虚线）1.08 米'),
          source: both('Gauge M-03', 'M-03 水位计'),
          asOf: ago(4),
          series: [3.1, 3.12, 3.15, 3.22, 3.33, 3.41, 3.42],
          limit: 4.5,
        },
        {
          title: both('Village accounts posted', '村级财务公开'),
          value: '36',
          unit: both('of 38 villages', '个村（共 38 个）'),
          source: both('Village ledger', '村级账簿'),
          asOf: ago(342),
        },
        {
          title: both('Noise at the market', '农贸市场噪声'),
          value: '61',
          unit: 'dB',
          note: both('The sensor is being looked at', '传感器正在检修'),
          source: both('Sensor N-11', 'N-11 传感器'),
          asOf: ago(95),
          silent: true,
          series: [58, 60, 62, 59, 61],
        },
      ]}
    />
  );
}
