import { defineErrors } from '#kernel';

/** What may go wrong between a message and a case. */
export const signalErrors = defineErrors('operations-signals', {
  noSource: { status: 422, en: 'No source is registered as {source}', zh: '没有登记名为 {source} 的信号来源' },
  sourceOff: { status: 403, en: 'The source {source} is switched off', zh: '信号来源 {source} 已停用' },
  notTheSender: { status: 403, en: 'You may not send for the source {source}', zh: '您无权以来源 {source} 报送信号' },
  otherPayload: {
    status: 409,
    en: 'The source {source} has already sent another message as {externalId}',
    zh: '来源 {source} 已用编号 {externalId} 报送过内容不同的信号',
  },
  malformed: {
    status: 422,
    en: 'This signal cannot be taken in; it waits in quarantine',
    zh: '该信号无法受理，已转入隔离区',
  },
  unknownCategory: { status: 422, en: 'No such category: {category}', zh: '没有该类别：{category}' },
  outsideDistrict: {
    status: 422,
    en: 'The place {lng}, {lat} is further than {km} km from the district; check the order of longitude and latitude',
    zh: '位置 {lng}, {lat} 距本区超过 {km} 公里，请检查经纬度顺序',
  },
  inTheFuture: { status: 422, en: 'It is said to have happened at {at}, which is still to come', zh: '发生时间 {at} 晚于当前时间' },
  noSignal: { status: 404, en: 'There is no such signal', zh: '没有该信号' },
  noEvent: { status: 404, en: 'There is no such event', zh: '没有该事件' },
  noSuggestion: { status: 404, en: 'There is no such suggestion', zh: '没有该重复提示' },
  noReporter: { status: 404, en: 'Nobody left contact details with this signal', zh: '该信号没有反映人联系方式' },
  noQuarantine: { status: 404, en: 'There is no such entry in quarantine', zh: '隔离区中没有该条目' },
  decidedAlready: { status: 409, en: 'Somebody has already decided about this', zh: '该项已由他人处理' },
  notOpen: { status: 409, en: 'This event is already {state}', zh: '该事件已处于“{state}”状态' },
  notDismissed: {
    status: 409,
    en: 'There is nothing to take back: this event is {state}',
    zh: '没有可撤销的操作：该事件处于“{state}”状态',
  },
  caseFounded: {
    status: 409,
    en: 'A case was opened from this event; it can be ended there, not taken back here',
    zh: '该事件已立为事项，请在事项中办理，不能在此撤销',
  },
  changedMeanwhile: { status: 409, en: 'Somebody else changed this event meanwhile', zh: '其他人已在此期间修改该事件' },
  sameEvent: { status: 422, en: 'These are one event already', zh: '二者已属同一事件' },
  twoCases: {
    status: 409,
    en: 'Both events have cases; join the cases {one} and {other}',
    zh: '两个事件均已立案，请将事项 {one} 与 {other} 并案',
  },
  unknownReason: { status: 422, en: 'No such reason to dismiss: {reason}', zh: '没有该不予立案理由：{reason}' },
  lastSignal: { status: 409, en: 'An event keeps at least one signal', zh: '事件至少保留一条信号' },
  sourceTaken: { status: 409, en: 'A source is already called {source}', zh: '已有名为 {source} 的信号来源' },
});
