import { defineTexts } from '#kernel/i18n';

/** Words of the statistics screen. */
export const statisticsTexts = defineTexts({
  title: { en: 'Statistics', zh: '统计分析' },
  facts: {
    en: 'How the desk stands now. Each figure leads to the cases behind it; what is published stands on the portal.',
    zh: '当前办理态势，点击数字进入对应事项；对外发布的统计见门户。',
  },
  published: { en: 'Published figures', zh: '已发布统计' },
  export: { en: 'CSV', zh: '导出 CSV' },
  period: { en: 'Last days', zh: '统计区间' },
  days: { en: '{count} days', zh: '近 {count} 天' },
  openCases: { en: 'Open cases', zh: '在办事项' },
  overdue: { en: 'Overdue', zh: '已超期' },
  soon: { en: 'Due within a day', zh: '一天内到期' },
  paused: { en: 'Halted', zh: '已暂停' },
  disputed: { en: 'Disputed', zh: '不认可' },
  appealed: { en: 'Appealed', zh: '申诉中' },
  opened: { en: 'Opened', zh: '立案' },
  closed: { en: 'Closed', zh: '办结' },
  unconfirmed: { en: 'unconfirmed: {count}', zh: '其中未确认 {count}' },
  onTime: { en: 'Answered on time', zh: '按期答复' },
  of: { en: '{onTime} of {of}', zh: '{of} 件中 {onTime} 件' },
  trend: { en: 'Opened and closed by day', zh: '每日立案与办结' },
  openedFinding: { en: '{total} cases opened in {days} days, {last} today', zh: '{days} 天立案 {total} 件，今日 {last} 件' },
  closedFinding: { en: '{total} cases closed in {days} days, {last} today', zh: '{days} 天办结 {total} 件，今日 {last} 件' },
  cases: { en: 'cases', zh: '件' },
  ladder: { en: 'Steps of the ladder', zh: '时限预警阶梯' },
  ladderText: {
    en: 'Running clocks by the highest step they have reached, in percent of the time allowed.',
    zh: '运行中的时限按已到达的最高预警阶梯（占允许时长的百分比）统计。',
  },
  kind: { en: 'Deadline', zh: '时限' },
  calm: { en: 'none yet', zh: '未预警' },
  noClocks: { en: 'No deadline runs', zh: '当前没有计时中的时限' },
  categories: { en: 'Open by category', zh: '在办事项类别' },
  none: { en: 'Nothing is open', zh: '没有在办事项' },
  departments: { en: 'Workload by department', zh: '部门工作量' },
  noDepartments: { en: 'No department has anything open', zh: '各部门均无在办事项' },
});

/** Titles of columns. */
export const statisticsColumns = {
  department: { en: 'Department', zh: '部门' },
  cases: { en: 'Leads', zh: '牵头在办' },
  overdue: { en: 'Overdue', zh: '超期' },
  soon: { en: 'Within a day', zh: '一天内' },
  offered: { en: 'Tasks to accept', zh: '待签收任务' },
  accepted: { en: 'Tasks at work', zh: '办理中任务' },
  closed: { en: 'Closed', zh: '办结' },
  onTime: { en: 'On time', zh: '按期率' },
  median: { en: 'Median answer', zh: '答复中位用时' },
} as const;
