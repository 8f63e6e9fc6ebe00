import type { Bilingual } from '#kernel';

/** Why a document or one alert in it is refused, in the order in which it is looked at. */
export const REASONS = {
  'too-large': { en: 'Larger than we read', zh: '超过可读取的大小' },
  encoding: { en: 'Its character encoding is unknown or broken', zh: '字符编码无法识别或已损坏' },
  doctype: { en: 'It has a DOCTYPE, which we never read', zh: '含有 DOCTYPE 声明，一律不予读取' },
  'not-well-formed': { en: 'It is not well-formed XML', zh: '不是格式良好的 XML' },
  xinclude: { en: 'It asks to include other files', zh: '要求引入其他文件（XInclude）' },
  namespace: { en: 'It is no alert, feed or distribution that we know', zh: '不是可识别的预警、订阅源或分发消息' },
  'feed-structure': {
    en: 'The feed lacks a part that it must have, or has one that it must not',
    zh: '订阅源缺少必备元素，或含有不应有的元素',
  },
  schema: { en: 'It does not follow the schema of its version', zh: '不符合该版本的 XML Schema' },
  'identifier-characters': {
    en: 'The identifier is empty or has a space, a comma, < or &',
    zh: '标识符（identifier）为空，或含空格、逗号、< 或 &',
  },
  'sender-characters': { en: 'The sender is empty or has a space, a comma, < or &', zh: '发布者（sender）为空，或含空格、逗号、< 或 &' },
  'sent-range': { en: 'The time of sending is outside the calendar we keep', zh: '发布时间（sent）超出可记录的范围' },
  'references-missing': { en: 'It must name the alerts it refers to, and names none', zh: '须注明所引用的预警（references），但未填写' },
  'references-form': { en: 'A reference is not “sender,identifier,sent”', zh: '引用（references）不是“发布者,标识符,发布时间”的格式' },
  'restriction-missing': { en: 'It is Restricted and does not say how', zh: '范围为 Restricted，但未说明限制条件' },
  'addresses-missing': { en: 'It is Private and does not say to whom', zh: '范围为 Private，但未列出接收人' },
  polygon: { en: 'A polygon has under four points, is not closed or leaves the globe', zh: '多边形少于四个点、未闭合或坐标越界' },
  circle: { en: 'A circle is not “lat,lon radius” with a radius of 0 or more', zh: '圆形区域不是“纬度,经度 半径”，或半径小于 0' },
  'altitude-missing': { en: 'An area has a ceiling without an altitude', zh: '区域有上限高度（ceiling）而无高度（altitude）' },
} as const satisfies Record<string, Bilingual>;

export type Reason = keyof typeof REASONS;

/** A document or alert that is refused; `detail` says where or what, in technical English. */
export class CapFault extends Error {
  override readonly name = 'CapFault';
  readonly reason: Reason;
  readonly detail: string;

  constructor(reason: Reason, detail = '') {
    super(`${reason}${detail && `: ${detail}`}`);
    this.reason = reason;
    this.detail = detail;
  }
}
