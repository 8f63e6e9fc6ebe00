import { defineErrors } from '#kernel';

/** What may go wrong with alerts. */
export const alertErrors = defineErrors('operations-alerts', {
  noAlert: { status: 404, en: 'There is no such alert, or it is not public', zh: '没有该预警，或该预警未公开' },
  refused: { status: 422, en: 'This document is refused: {reason}', zh: '该文件未被采纳：{reasonZh}' },
  notWritable: { status: 422, en: 'This cannot be published as an alert: {reason}', zh: '无法作为预警发布：{reasonZh}' },
  notOurs: { status: 422, en: 'Only alerts issued here can be updated or cancelled here', zh: '只能更新或解除本区发布的预警' },
  overAlready: {
    status: 409,
    en: 'This alert is {state}: it can no longer be updated or cancelled',
    zh: '该预警{stateZh}，不能再更新或解除',
  },
  endsBefore: { status: 422, en: 'It must end after it begins, and in the future', zh: '结束时间须晚于开始时间，且不能早于现在' },
  notPublic: {
    status: 422,
    en: 'Only actual alerts of public scope can be shown to the public',
    zh: '只有“实际”状态、公开范围的预警可以向公众显示',
  },
});
