import { Details, Facts, Scores } from '../index.ts';
import { useBoth } from './both.ts';

export default function FactsExample() {
  const both = useBoth();
  return (
    <div className="stack-l">
      <Facts
        facts={[
          { label: both('Fresh as of', '数据时点'), value: both('Today, 5:00', '今日 5:00'), note: both('updated daily', '每日更新') },
          {
            label: both('Size', '规模'),
            value: both('6,214 rows', '6,214 行'),
            note: both('7 fields, no personal data', '7 个字段，不含个人数据'),
          },
          {
            label: both('Licence', '许可'),
            value: <a href="#licence">CC BY 4.0</a>,
            note: both('use freely, name the source', '注明来源即可自由使用'),
          },
          { label: both('Version', '版本'), value: <span className="mono">4be1 90c7</span>, note: 'SHA-256' },
        ]}
      />
      <Scores
        scores={[
          {
            name: both('Complete', '完整性'),
            share: 0.978,
            value: '97.8%',
            note: both('cause is empty in 137 rows', '137 行缺少原因'),
            warn: true,
          },
          { name: both('Valid', '有效性'), share: 0.997, value: '99.7%', note: both('17 rows rejected', '剔除 17 行') },
          { name: both('Unique', '唯一性'), share: 1, value: '100%', note: both('report_id never repeats', 'report_id 无重复') },
        ]}
      />
      <Details
        items={[
          { label: both('Steward', '数据管理员'), value: both('Urban Works Office', '城市建设办公室') },
          { label: both('Source', '数据来源'), value: both('Case register and lamp controllers', '办件登记簿和路灯控制器') },
        ]}
      />
    </div>
  );
}
