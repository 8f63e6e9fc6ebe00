import { defineTexts } from '#kernel/i18n';

/** Words of the public page of alerts. */
export const alertsTexts = defineTexts({
  kick: { en: 'Now', zh: '当前' },
  title: { en: 'Warnings', zh: '预警信息' },
  lead: {
    en: 'What the district warns of now, what to do, and until when. In danger to life call 110, 119 or 120.',
    zh: '本区正在生效的预警、防御提示和截止时间。遇生命危险请立即拨打 110、119 或 120。',
  },
  none: { en: 'No warning is in force', zh: '当前没有生效的预警' },
  noneText: { en: 'As soon as there is one, it stands here and in the feed below.', zh: '一旦发布，将在此处和下方订阅源同步显示。' },
  inForce: { en: 'In force', zh: '生效中' },
  warning: { en: '{level} warning', zh: '{level}预警' },
  area: { en: 'Where', zh: '影响区域' },
  until: { en: 'Until', zh: '截止时间' },
  from: { en: 'From', zh: '开始时间' },
  sent: { en: 'Sent', zh: '发布时间' },
  sender: { en: 'Issued by', zh: '发布单位' },
  contact: { en: 'Contact', zh: '联系方式' },
  todo: { en: 'What to do', zh: '防御提示' },
  signed: { en: 'Passed on from another service; its signature was not verified', zh: '转发自其他机构，数字签名未经验证' },
  over: { en: 'Over within {days} days', zh: '近 {days} 天已结束' },
  nothingOver: { en: 'None.', zh: '无。' },
  expired: { en: 'Ended', zh: '已到期' },
  superseded: { en: 'Replaced by an update', zh: '已更新' },
  cancelled: { en: 'Cancelled', zh: '已解除' },
  notice: { en: 'Notice', zh: '通知' },
  document: { en: 'CAP document', zh: 'CAP 原文' },
  machines: { en: 'Follow the warnings', zh: '订阅预警' },
  machinesText: {
    en: 'Feed readers and programs get every warning in full by the Common Alerting Protocol (CAP 1.2), in Chinese and English. No account is needed.',
    zh: '订阅工具和程序可按通用预警协议（CAP 1.2）获取中英文全文，无须注册。',
  },
  feed: { en: 'Atom feed', zh: 'Atom 订阅源' },
  distribution: { en: 'All in force (EDXL-DE)', zh: '全部生效预警（EDXL-DE）' },
});
