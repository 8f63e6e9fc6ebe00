import { defineTexts } from '#kernel/i18n';

/** States of a review. */
export const reviewStates = { open: { en: 'Open', zh: '整改中' }, closed: { en: 'Ended', zh: '已结束' } } as const;

/** Words of the review screens. */
export const reviewTexts = defineTexts({
  title: { en: 'Reviews', zh: '复盘' },
  facts: {
    en: 'What was learnt from a case or a day: each finding has a department that owns it, and a date.',
    zh: '对事项或某一天的复盘总结，每条发现均有责任部门和完成期限。',
  },
  create: { en: 'New review', zh: '新建复盘' },
  none: { en: 'No reviews yet', zh: '暂无复盘' },
  noneText: {
    en: 'After a storm, a missed deadline or an upheld appeal, look back together.',
    zh: '暴雨应对、严重超期或申诉成立后，可在此共同复盘。',
  },
  ...reviewStates,
  all: { en: 'All', zh: '全部' },
  show: { en: 'Show', zh: '显示' },
  progress: { en: '{done} of {items} done', zh: '{items} 项完成 {done} 项' },
  overdue: { en: { one: '{count} overdue', other: '{count} overdue' }, zh: '{count} 项逾期' },
  aboutCase: { en: 'Case', zh: '事项' },
  aboutDay: { en: 'Day', zh: '日期' },
  replay: { en: 'Replay the day on the board', zh: '在态势图上回放当天' },
  about: { en: 'What it is about', zh: '复盘对象' },
  caseCode: { en: 'Case code', zh: '事项编号' },
  name: { en: 'Title', zh: '标题' },
  summary: { en: 'What happened', zh: '经过概述' },
  findings: { en: 'Findings', zh: '发现与整改' },
  noFindings: { en: 'Nothing written down yet', zh: '尚未记录发现' },
  finding: { en: 'What was found', zh: '发现的问题' },
  action: { en: 'What has to change', zh: '整改措施' },
  owner: { en: 'Who sees to it', zh: '责任部门' },
  dueOn: { en: 'By when', zh: '完成期限' },
  choose: { en: 'Choose one', zh: '请选择' },
  add: { en: 'Add a finding', zh: '添加一条' },
  added: { en: 'Added', zh: '已添加' },
  done: { en: 'Done', zh: '标记完成' },
  isDone: { en: 'done', zh: '已完成' },
  waits: { en: 'open', zh: '未完成' },
  late: { en: 'overdue', zh: '逾期' },
  outcome: { en: 'What came of it', zh: '完成情况' },
  marked: { en: 'Marked as done', zh: '已标记完成' },
  reopen: { en: 'Take back', zh: '撤回' },
  end: { en: 'End the review', zh: '结束复盘' },
  ended: { en: 'Review ended', zh: '复盘已结束' },
  endText: { en: 'After this nothing in it can be changed.', zh: '结束后内容不可再修改。' },
  save: { en: 'Open the review', zh: '提交复盘' },
  keep: { en: 'Cancel', zh: '取消' },
});

/** Titles of columns. */
export const reviewColumns = {
  title: { en: 'Review', zh: '复盘' },
  about: { en: 'About', zh: '对象' },
  progress: { en: 'Findings', zh: '整改' },
  state: { en: 'State', zh: '状态' },
  openedAt: { en: 'Opened', zh: '发起' },
} as const;
