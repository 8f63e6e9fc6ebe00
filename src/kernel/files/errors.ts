import { defineErrors } from '../core/index.ts';

/** What may go wrong with attachments. */
export const fileErrors = defineErrors('files', {
  notFound: { status: 404, en: 'There is no such file', zh: '没有该文件' },
  empty: { status: 400, en: 'The file is empty', zh: '文件为空' },
  tooLarge: { status: 413, en: 'The file is larger than {limit} MB', zh: '文件超过 {limit} MB' },
  typeRefused: {
    status: 415,
    en: 'Files of this kind are not accepted. Accepted are: {accepted}',
    zh: '不接受此类文件。可接受的类型：{accepted}',
  },
  brokenImage: { status: 422, en: 'This picture is damaged and cannot be read', zh: '图片已损坏，无法读取' },
  alreadyAttached: { status: 409, en: 'This file already belongs to a record', zh: '该文件已关联到其他记录' },
  broken: {
    status: 400,
    en: 'The connection broke before the whole file arrived. Send it again.',
    zh: '文件未传输完整，连接已中断，请重新上传。',
  },
});
