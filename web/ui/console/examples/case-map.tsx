import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useTexts } from '../language.ts';
import { CaseMap } from '../map/case-map.tsx';
import { ShapeIcon } from '../map/shapes.tsx';
import type { MapPoint } from '../map/types.ts';
import { Pill } from '../pill.tsx';

const texts = defineTexts({
  title: { en: 'Open cases', zh: '在办事项' },
  water: { en: 'Water over the road, Sichang Lane', zh: '丝厂弄道路积水' },
  waterNote: { en: 'Working, 21 h 29 left', zh: '办理中，剩 21 小时 29 分' },
  signal: { en: 'Signal dark, Dongdu Road', zh: '东渡路信号灯不亮' },
  signalNote: { en: '18 min late', zh: '逾期 18 分钟' },
  lamps: { en: 'Street lamps out', zh: '路灯不亮' },
  lampsNote: { en: '3 h 05 left', zh: '剩 3 小时 05 分' },
  team: { en: 'Crew 2', zh: '抢修二组' },
  teamNote: { en: 'on site', zh: '已到场' },
  alert: { en: 'Orange rain alert', zh: '暴雨橙色预警' },
  closed: { en: 'Road closed both ways', zh: '双向封闭路段' },
  drains: { en: 'Water, drains', zh: '供排水' },
  traffic: { en: 'Traffic', zh: '交通' },
  assets: { en: 'Lamps, covers', zh: '路灯井盖' },
  teams: { en: 'Team', zh: '队伍' },
  late: { en: 'past due', zh: '已逾期' },
  cases: { en: 'cases', zh: '事项' },
  buses: { en: 'buses', zh: '公交' },
  working: { en: 'working', zh: '办理中' },
  open: { en: 'Open', zh: '打开' },
});

/** Points with shapes, a cluster, a team, an alert's area, a closed road, the age of data, and the list. */
export default function CaseMapExample() {
  const t = useTexts(texts);
  const [selected, setSelected] = useState<string | null>('water');
  const [readAt] = useState(() => Date.now());
  const lamps = Array.from({ length: 9 }, (_, index): MapPoint => {
    const [right, up] = [(index % 3) * 0.0012, Math.floor(index / 3) * 0.0011];
    return {
      id: `lamp-${index}`,
      lng: 120.59 + right,
      lat: 29.955 + up,
      shape: 'square',
      tone: 'ink',
      label: `${t('lamps')} ${index + 1}`,
      note: t('lampsNote'),
    };
  });
  const points: MapPoint[] = [
    {
      id: 'signal',
      lng: 120.674,
      lat: 29.924,
      shape: 'triangle',
      tone: 'amber',
      label: t('signal'),
      note: t('signalNote'),
      late: true,
      badge: '1',
    },
    { id: 'water', lng: 120.633, lat: 29.939, shape: 'drop', tone: 'river', label: t('water'), note: t('waterNote'), count: 2, badge: '3' },
    ...lamps,
    { id: 'team', lng: 120.645, lat: 29.948, shape: 'cross', tone: 'leaf', label: t('team'), note: t('teamNote'), single: true, old: true },
  ];
  return (
    <CaseMap
      title={t('title')}
      points={points}
      areas={[{ id: 'alert', label: t('alert'), tone: 'maple', circle: { at: [120.69, 29.9], km: 4 } }]}
      lines={[{ id: 'closed', label: t('closed'), tone: 'maple', dashed: true, points: [[120.632, 29.944], [120.634, 29.934]] }]} // biome-ignore format: a line reads better in a line
      selected={selected}
      onSelect={setSelected}
      callout={(id) => (
        <>
          <p className="row between">
            <ShapeIcon {...(points.find((point) => point.id === id) ?? (points[0] as MapPoint))} />
            <Pill tone="working">{t('working')}</Pill>
          </p>
          <p className="b">{points.find((point) => point.id === id)?.label}</p>
          <Button size="sm" kind="primary" shortcut="↵" onClick={() => setSelected(null)}>
            {t('open')}
          </Button>
        </>
      )}
      legend={[
        { title: t('drains'), shape: 'drop', tone: 'river' },
        { title: t('traffic'), shape: 'triangle', tone: 'amber' },
        { title: t('assets'), shape: 'square', tone: 'ink' },
        { title: t('teams'), shape: 'cross', tone: 'leaf' },
        { title: t('late'), shape: 'square', tone: 'ink', late: true },
      ]}
      ages={[
        { title: t('cases'), at: readAt, oldAfterSeconds: 86_400 },
        { title: t('buses'), at: readAt - 360_000, oldAfterSeconds: 120 },
      ]}
      height={520}
    />
  );
}
