import { useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Clock, ClockChip, Clocks } from '../clock/clock.tsx';
import type { ClockFacts } from '../clock/reading.ts';
import { useTexts } from '../language.ts';

const texts = defineTexts({
  title: { en: 'Clocks', zh: '时限' },
  signIn: { en: 'Sign-in', zh: '签收' },
  answer: { en: 'Answer', zh: '答复' },
  finish: { en: 'Finish', zh: '办结' },
  safe: { en: 'Make safe', zh: '排险' },
  order: { en: 'Supervision order', zh: '督办' },
  visit: { en: 'Return visit', zh: '回访' },
  always: { en: 'Runs day and night, holidays too.', zh: '全天计时，含节假日。' },
  hours: {
    en: 'Counted in working hours: Monday to Friday 8:30 to 12:00 and 13:30 to 17:30, with make-up days, without holidays.',
    zh: '按工作时间计时：周一至周五 8:30–12:00、13:30–17:30，含调休上班日，不含法定节假日。',
  },
  basis: { en: 'Policy “Urgent”, Beijing 12345 draft standard of 2021', zh: '“紧急”时限政策，参照北京市 12345 标准征求意见稿（2021）' },
  material: { en: 'waiting for material', zh: '等待材料' },
  team: { en: 'the team', zh: '承办班组' },
  head: { en: 'the head of the department', zh: '部门负责人' },
  supervisor: { en: 'the supervisor', zh: '督办人员' },
  leader: { en: 'the district leader in charge', zh: '分管区领导' },
});

const HOUR = 3600;

/** A deadline that is met, running, soon, late, paused; and in a few letters. */
export default function ClockExample() {
  const t = useTexts(texts);
  const [readAt] = useState(() => Date.now());
  const ago = (seconds: number) => new Date(readAt - seconds * 1000).toISOString();
  const ladder = [
    { fraction: 0.5, title: t('team'), toldAt: ago(HOUR) },
    { fraction: 0.8, title: t('head') },
    { fraction: 1, title: t('supervisor') },
    { fraction: 1.5, title: t('leader') },
  ];
  const always = { state: 'running' as const, readAt, calendar: t('always'), basis: t('basis'), ladder };
  const clocks: readonly (ClockFacts & { readonly key: string })[] = [
    {
      ...always,
      key: '1',
      title: t('signIn'),
      state: 'stopped',
      dueAt: ago(0),
      stoppedAt: ago(1300),
      allowedSeconds: 1800,
      activeSeconds: 540,
    },
    { ...always, key: '2', title: t('answer'), dueAt: ago(-77_340), allowedSeconds: 24 * HOUR, activeSeconds: 9_060 },
    { ...always, key: '3', title: t('safe'), dueAt: ago(-900), allowedSeconds: 2 * HOUR, activeSeconds: 6_300 },
    { ...always, key: '4', title: t('order'), dueAt: ago(1080), allowedSeconds: 2 * HOUR, activeSeconds: 2 * HOUR + 1080 },
    {
      key: '5',
      title: t('finish'),
      state: 'paused',
      dueAt: null,
      readAt,
      allowedSeconds: 15 * HOUR,
      activeSeconds: 1800,
      daySeconds: 7.5 * HOUR,
      calendar: t('hours'),
      pauses: [{ from: ago(2400), to: null, code: 'P04', reason: t('material') }],
      ladder,
    },
  ];
  return (
    <div className="stack">
      <Clocks title={t('title')} clocks={clocks} />
      <div className="columns">
        <Clock clock={{ ...always, title: t('visit'), dueAt: ago(-4 * 86_400), allowedSeconds: 7 * 86_400, activeSeconds: 3 * 86_400 }} />
      </div>
      <p className="row">
        {clocks.map(({ key, ...clock }) => (
          <ClockChip key={key} clock={clock} bar />
        ))}
      </p>
    </div>
  );
}
