import { defineErrors } from '../core/index.ts';

/** What may go wrong with long work. */
export const jobErrors = defineErrors('jobs', {
  notFound: { status: 404, en: 'There is no such job', zh: '没有该任务' },
  alreadyOver: { status: 409, en: 'This job is over already', zh: '该任务已经结束' },
  cancelled: { status: 409, en: 'Cancelled', zh: '已取消' },
  interrupted: {
    status: 500,
    en: 'The process that did this work ended; nothing half done was kept. Start it again.',
    zh: '执行该任务的进程已中断，未保留任何半成品。请重新开始。',
  },
  unexpected: { status: 500, en: 'Something went wrong on our side; the log has the details', zh: '系统出现意外错误，详情见日志' },
});
