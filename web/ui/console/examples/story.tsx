import {
  IconArrowBackUp,
  IconBroadcast,
  IconChecklist,
  IconFlag,
  IconMessage,
  IconPlayerPause,
  IconRoute,
  IconUser,
} from '@tabler/icons-react';
import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../button.tsx';
import { useTexts } from '../language.ts';
import type { StoryEntry } from '../story/story-item.tsx';
import { StoryLine } from '../story/story-line.tsx';
import { TimeAxis } from '../story/time-axis.tsx';

const texts = defineTexts({
  title: { en: 'The whole story', zh: '全过程' },
  sensor: { en: 'Signal, drain sensor DL-0417', zh: '信号，排水传感器 DL-0417' },
  level: { en: 'Level 0.62 m, above the limit of 0.40 m', zh: '水位 0.62 米，超过警戒 0.40 米' },
  rule: { en: 'Opened by rule routing 3.2.0, row 14', zh: '按派单规则 3.2.0 第 14 行立案' },
  opened: { en: 'Urgent. Water Affairs leads', zh: '紧急，农水局首接负责' },
  water: { en: 'Agriculture, Rural Affairs and Water Bureau', zh: '农业农村和水利局' },
  accepted: { en: 'Task accepted: pump out, secure the cover', zh: '已签收任务：抽排积水、固定井盖' },
  resident: { en: 'Signal, a resident through the portal', zh: '信号，居民通过门户提交' },
  report: { en: 'Report', zh: '情况反映' },
  words: { en: 'Water is up to the kerb and the iron cover has lifted.', zh: '水已经漫到路沿，铁井盖被顶起来了。' },
  desk: { en: 'Duty desk', zh: '值班席' },
  viewed: { en: 'Contact read, to answer', zh: '为答复查阅联系方式' },
  noticed: { en: 'Notice delivered', zh: '通知已送达' },
  noted: { en: 'Place made more exact', zh: '补充精确位置' },
  bounced: { en: 'Task bounced: replace the cover', zh: '退回任务：更换井盖' },
  reason: {
    en: 'Reason B2: the asset belongs to the drainage register. Proposed: Water Bureau.',
    zh: '理由 B2：该设施属排水设施名录，建议由农水局承办。',
  },
  urban: { en: 'Enforcement Bureau', zh: '综合执法局' },
  changed: { en: 'Level changed', zh: '调整等级' },
  levelField: { en: 'Level', zh: '等级' },
  normal: { en: 'Normal', zh: '普通' },
  urgent: { en: 'Urgent', zh: '紧急' },
  paused: { en: 'Clock “Finish” paused, P04 waiting for material', zh: '办结时限暂停，P04 等待材料' },
  slip: { en: 'Delivery slip.pdf', zh: '送货单.pdf' },
  question: { en: 'From the reporter, no answer yet', zh: '反映人来信，尚未答复' },
  when: { en: 'When can cars get through?', zh: '车什么时候能过？' },
  asks: { en: 'Question', zh: '询问' },
  promised: { en: 'Promised at 12:04', zh: '12:04 承诺' },
  next: { en: 'Next word to the reporter', zh: '再次答复反映人' },
  signals: { en: 'Signals', zh: '信号' },
  tasks: { en: 'Tasks', zh: '任务' },
  messages: { en: 'Messages', zh: '往来' },
  undo: { en: 'Undo', zh: '撤销' },
  clocks: { en: 'Clocks over time', zh: '时限轴' },
  signIn: { en: 'Sign-in', zh: '签收' },
  finish: { en: 'Finish', zh: '办结' },
  material: { en: 'waiting for material', zh: '等待材料' },
});

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** A case's log as a story, and its clocks over time. */
export default function StoryExample() {
  const t = useTexts(texts);
  const [now] = useState(() => Date.now());
  const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const small = { small: true, who: t('desk'), icon: <IconUser /> };
  const entries: StoryEntry[] = [
    { id: '1', at: at(170), who: t('sensor'), title: t('level'), icon: <IconBroadcast />, tone: 'working', group: 'signals' },
    { id: '2', at: at(170), who: t('rule'), title: t('opened'), icon: <IconRoute />, group: 'tasks' },
    { id: '3', at: at(161), who: t('water'), title: t('accepted'), icon: <IconChecklist />, tone: 'good', group: 'tasks' },
    {
      id: '4',
      at: at(156),
      who: t('resident'),
      title: t('report'),
      icon: <IconUser />,
      tone: 'working',
      group: 'signals',
      say: { way: 'in', text: t('words') },
    },
    { ...small, id: '5', at: at(154), title: t('viewed') },
    { ...small, id: '6', at: at(153), title: t('noticed') },
    { ...small, id: '7', at: at(150), title: t('noted') },
    {
      id: '8',
      at: at(126),
      who: t('urban'),
      title: t('bounced'),
      icon: <IconArrowBackUp />,
      tone: 'paused',
      group: 'tasks',
      body: t('reason'),
    },
    {
      id: '9',
      at: at(110),
      who: t('desk'),
      title: t('changed'),
      icon: <IconFlag />,
      fields: [{ name: t('levelField'), from: t('normal'), to: t('urgent') }],
      acts: <Button size="sm">{t('undo')}</Button>,
    },
    {
      id: '10',
      at: at(45),
      who: t('water'),
      title: t('paused'),
      icon: <IconPlayerPause />,
      tone: 'paused',
      files: [{ href: '#', name: t('slip'), size: 92_000, hash: HASH }],
    },
    {
      id: '11',
      at: at(17),
      who: t('question'),
      title: t('asks'),
      icon: <IconMessage />,
      tone: 'voice',
      group: 'messages',
      say: { way: 'wait', text: t('when') },
    },
    { id: '12', at: at(-83), who: t('promised'), title: t('next'), icon: <IconFlag />, group: 'messages' },
  ];
  const groups = (['signals', 'tasks', 'messages'] as const).map((key) => ({ key, title: t(key) }));
  return (
    <div className="stack">
      <StoryLine title={t('title')} entries={entries} groups={groups} />
      <TimeAxis
        title={t('clocks')}
        lanes={[
          { title: t('signIn'), from: at(170), to: at(161), dueAt: at(140), mood: 'met', pauses: [] },
          {
            title: t('finish'),
            from: at(161),
            to: null,
            dueAt: at(-60),
            mood: 'paused',
            pauses: [{ from: at(45), to: null, reason: t('material') }],
          },
        ]}
        acts={entries.slice(0, 9).map(({ at: moment, title }) => ({ at: moment, title }))}
      />
    </div>
  );
}
