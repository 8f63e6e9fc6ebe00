import { defineErrors } from '../core/index.ts';

/** What may go wrong when somebody counts time. */
export const calendarErrors = defineErrors('calendar', {
  unknownCalendar: {
    status: 422,
    en: 'There is no calendar named “{name}”; known: {known}',
    zh: '不存在名为“{name}”的日历；可用日历：{known}',
  },
  outOfRange: {
    status: 422,
    en: 'This date is outside the years that can be counted ({from} to {to})',
    zh: '该日期超出可计算的范围（{from} 至 {to}）',
  },
  notADay: { status: 422, en: '“{day}” is not a day such as 2026-02-14', zh: '“{day}”不是有效日期，示例：2026-02-14' },
  badDuration: { status: 422, en: 'A duration must be a number, zero or more', zh: '时长须为不小于零的数值' },
  badDayCount: { status: 422, en: 'A number of working days must be a whole number', zh: '工作日数须为整数' },
  pauseBackwards: { status: 422, en: 'A pause cannot end before it begins', zh: '挂起的结束时间不得早于开始时间' },
});
