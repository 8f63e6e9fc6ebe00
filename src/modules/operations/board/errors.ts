import { defineErrors } from '#kernel';

/** What may go wrong on the board. */
export const boardErrors = defineErrors('operations', {
  claimed: { status: 409, en: 'Desk {seat} is handling this case until {until}', zh: '{seat} 号席正在处置该事项，至 {until}' },
  notClaimed: { status: 409, en: 'Your claim has ended; take the case again', zh: '您的认领已失效，请重新认领' },
  nothingToDo: { status: 409, en: 'Nobody needs to handle a case that is closed or merged', zh: '事项已办结或已并案，无需认领' },
  dayAhead: { status: 422, en: 'This day has not begun', zh: '该日期尚未开始' },
  tooMuchOfADay: { status: 422, en: 'More than {most} lines in one day cannot be played back', zh: '单日流水超过 {most} 条，无法回放' },
});
