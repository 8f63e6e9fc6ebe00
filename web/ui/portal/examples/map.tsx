import { ServerMap } from '../index.ts';
import { useBoth } from './both.ts';

const MANY = Array.from({ length: 120 }, (_, index) => ({
  lon: 120.58 + ((index * 37) % 100) / 1200,
  lat: 29.9 + ((index * 61) % 97) / 1400,
  label: `M-${index}`,
}));

export default function MapExample() {
  const both = useBoth();
  return (
    <div className="stack-l">
      <ServerMap
        finding={both('Three gauges along the Maple River', '枫江沿岸三处水位计')}
        points={[
          { lon: 120.603, lat: 29.952, label: both('Upper lock', '上闸'), href: '#m1', note: '3.10 m' },
          { lon: 120.621, lat: 29.938, label: both('Maple Bridge', '枫桥'), href: '#m3', note: '3.42 m' },
          { lon: 120.648, lat: 29.921, label: both('East Ferry', '东渡'), href: '#m4', note: '3.38 m' },
        ]}
      />
      <ServerMap
        finding={both('120 street lights, most of them along the river', '120 盏路灯，多数沿河分布')}
        points={MANY}
        caption={both('Every light is in the table.', '每盏路灯均列于表中。')}
      />
    </div>
  );
}
