import { Doors } from '../index.ts';
import { useBoth } from './both.ts';

export default function DoorExample() {
  const both = useBoth();
  return (
    <Doors
      doors={[
        {
          title: both('Report something', '我要反映'),
          text: both('A drain, a light, noise, danger. With your name or without it.', '井盖、路灯、噪声、隐患，可实名也可匿名。'),
          href: '#report',
          icon: 'report',
          facts: [both('41 answered yesterday', '昨日答复 41 件')],
        },
        {
          title: both('Check a code', '查验企业码'),
          text: both('Scan an enterprise’s code or type its number. No account needed.', '扫描企业码或输入编号，无需注册。'),
          href: '#code',
          icon: 'code',
          facts: [both('12,640 enterprises listed', '收录企业 12,640 家')],
        },
        {
          title: both('Open data', '开放数据'),
          text: both('Download what the district knows about streets, water and money.', '下载本区掌握的道路、水务和财政数据。'),
          href: '#data',
          icon: 'data',
          facts: [both('214 datasets', '214 个数据集'), both('38 updated today', '今日更新 38 个')],
        },
      ]}
    />
  );
}
