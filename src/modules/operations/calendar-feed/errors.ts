import { defineErrors } from '#kernel';

/** What can go wrong with calendar feeds. */
export const feedErrors = defineErrors('calendar', {
  noFeed: { status: 404, en: 'There is no calendar at this address, or it was revoked', zh: '该地址没有日历，或已被撤销' },
  noDepartment: { status: 422, en: 'You work in no department', zh: '您未隶属任何部门' },
  tooWide: { status: 403, en: 'You may not see the deadlines of the whole district', zh: '您无权查看全区的办理时限' },
  tooMany: { status: 409, en: 'At most {most} calendar addresses; revoke one first', zh: '最多 {most} 个日历地址，请先撤销一个' },
});
