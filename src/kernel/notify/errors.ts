import { defineErrors } from '../core/index.ts';

/** What can go wrong with notifications and their delivery. */
export const notifyErrors = defineErrors('notifications', {
  unknownKind: {
    status: 422,
    en: 'There is no kind of news called {kind}; the profile has {known}',
    zh: '没有名为 {kind} 的通知类型；配置中有：{known}',
  },
  kindTwice: { status: 422, en: 'The kind {kind} names a channel twice', zh: '通知类型 {kind} 重复选择了同一渠道' },
  quietNever: { status: 422, en: 'Quiet hours need two different times', zh: '免打扰的开始与结束时间不能相同' },
  badAddress: { status: 422, en: 'This is not an e-mail address', zh: '邮箱地址格式不正确' },
  badPhone: {
    status: 422,
    en: 'This is not a mobile number: eleven digits, or + with the country code',
    zh: '手机号码格式不正确：请填写 11 位号码，或以 + 开头的国际号码',
  },
  channelAbsent: { status: 409, en: 'The district has not set up this channel', zh: '本区尚未开通该渠道' },
  askedTooSoon: { status: 429, en: 'A code was sent just now; ask again in {seconds} s', zh: '验证码刚刚发送，请在 {seconds} 秒后重试' },
  askedTooOften: { status: 429, en: 'Too many codes were asked for today; try again tomorrow', zh: '今日获取验证码次数过多，请明天再试' },
  badEndpoint: {
    status: 422,
    en: 'A push address must be a public https address of a push service',
    zh: '推送地址必须是推送服务的公网 https 地址',
  },
  badPushKeys: { status: 422, en: 'The keys of this push subscription are damaged', zh: '推送订阅的密钥已损坏' },
  tooManyDevices: {
    status: 409,
    en: 'At most {most} devices can receive push messages; remove one first',
    zh: '最多允许 {most} 台设备接收推送，请先移除一台',
  },
  deviceAbsent: { status: 404, en: 'There is no such device', zh: '没有该设备' },
  deliveryAbsent: { status: 404, en: 'There is no such message in the queue', zh: '队列中没有该消息' },
  notFailed: { status: 409, en: 'This message has not failed', zh: '该消息并未失败' },
  receiptAbsent: { status: 404, en: 'There is no message with this receipt', zh: '没有与此回执对应的消息' },
});
