import { defineErrors } from '#kernel';

/** What may go wrong with a review. */
export const reviewErrors = defineErrors('operations-reviews', {
  noReview: { status: 404, en: 'There is no such review', zh: '没有该复盘' },
  noItem: { status: 404, en: 'There is no such finding in this review', zh: '该复盘中没有这条发现' },
  aboutOne: { status: 422, en: 'A review is about a case or about a day: name one of them', zh: '复盘针对一个事项或一天，请注明其中之一' },
  future: { status: 422, en: 'A day that has not come cannot be reviewed', zh: '不能复盘尚未到来的日期' },
  closed: { status: 409, en: 'This review is closed', zh: '该复盘已结束' },
  doneAlready: { status: 409, en: 'This finding is done already', zh: '该条已完成' },
  openItems: { status: 409, en: 'Findings are still open; a review ends when all are done', zh: '尚有未完成的整改项，全部完成后方可结束' },
  notOwner: {
    status: 403,
    en: 'Only {owner}, who owns it, or a supervisor may say that it is done',
    zh: '仅责任部门 {owner} 或督办人员可标记完成',
  },
});
