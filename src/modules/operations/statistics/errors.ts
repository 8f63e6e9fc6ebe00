import { defineErrors } from '#kernel';

/** What may go wrong with published figures. */
export const statisticsErrors = defineErrors('operations-statistics', {
  notClosed: {
    status: 404,
    en: 'There are no figures for {period}: a month is published on day {day} of the next one, and never before it has ended',
    zh: '没有 {period} 的统计数据：每月数据于次月 {day} 日发布，当月结束前不发布',
  },
  notDrawn: {
    status: 404,
    en: 'No return visits have been drawn for {period}: they are drawn after the month has ended',
    zh: '{period} 的回访样本尚未抽取：当月结束后抽取',
  },
});
