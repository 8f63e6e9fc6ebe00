import type { Bilingual } from '#kernel';

import type { CountName, RateName, SpanName } from './figures.ts';

/** What a figure is called, and what it is. */
export interface Words {
  readonly title: Bilingual;
  readonly text: Bilingual;
}

const words = (en: string, zh: string, textEn: string, textZh: string): Words => ({ title: { en, zh }, text: { en: textEn, zh: textZh } });

/** Definitions of the rates; each sentence names the denominator. */
export const rateWords: Readonly<Record<RateName, Words>> = {
  answeredOnTime: words(
    'Answered on time',
    '按期答复率',
    'Of the answers given in the month: those within the deadline, halts not counted.',
    '当月作出的答复中，在时限内答复的比例（不计暂停时间）。',
  ),
  acceptedOnTime: words(
    'Accepted on time',
    '按期签收率',
    'Of the tasks accepted in the month: those accepted within the deadline.',
    '当月签收的任务中，在签收时限内签收的比例。',
  ),
  finishedOnTime: words(
    'Finished on time',
    '按期办结率',
    'Of the tasks done or refused in the month: those within the deadline, halts not counted.',
    '当月办结或不予办理的任务中，在时限内完成的比例（不计暂停时间）。',
  ),
  confirmed: words(
    'Confirmed by the reporter',
    '反映人确认率',
    'Of the answers that ended in the month: those the reporter said were so.',
    '当月收到反馈或期满的答复中，反映人确认已解决的比例。',
  ),
  unconfirmed: words(
    'Closed without a word',
    '逾期未回复率',
    'Of the answers that ended in the month: those the reporter said nothing about. They are not counted as confirmed.',
    '当月收到反馈或期满的答复中，反映人未回复而自动办结的比例，不计入确认。',
  ),
  disputed: words(
    'Disputed',
    '不认可率',
    'Of the answers that ended in the month: those the reporter said were not so.',
    '当月收到反馈或期满的答复中，反映人不认可的比例。',
  ),
  appealed: words('Appealed', '申诉率', 'Appeals of the month, over the closures of the month.', '当月申诉数与当月办结数之比。'),
  upheld: words(
    'Appeals upheld',
    '申诉成立率',
    'Of the appeals decided in the month: those decided for the reporter.',
    '当月裁定的申诉中，支持反映人的比例。',
  ),
  bounced: words(
    'Returned by the first receiver',
    '退单率',
    'Of the tasks accepted or returned in the month: those returned as another department’s.',
    '当月签收或退回的任务中，以不属本部门职责退回的比例。',
  ),
  refused: words(
    'Refused with a reason',
    '不予办理率',
    'Of the tasks done or refused in the month: those refused, with a coded reason.',
    '当月办结或不予办理的任务中，依法不予办理的比例。',
  ),
  ordersSignedOnTime: words(
    'Supervision orders signed on time',
    '督办按期签收率',
    'Of the supervision orders signed in the month: those signed within the deadline.',
    '当月签收的督办单中，在时限内签收的比例。',
  ),
  visitsReached: words(
    'Return visits: reached',
    '回访接通率',
    'Of the return visits made in the month: those that reached the reporter.',
    '当月完成的回访中，联系到反映人的比例。',
  ),
  visitsSatisfied: words(
    'Return visits: satisfied',
    '回访满意率',
    'Of the reporters reached who said whether they were satisfied: those who were.',
    '联系到并作出评价的反映人中，表示满意的比例。',
  ),
};

/** Definitions of the counts. */
export const countWords: Readonly<Record<CountName, Words>> = {
  opened: words('Cases opened', '立案', 'Cases that began in the month.', '当月立案的事项。'),
  accepted: words('Tasks accepted', '签收任务', 'Tasks that departments took on.', '部门签收的任务。'),
  acceptedTimed: words(
    'Tasks accepted against a deadline',
    '计时签收任务',
    'Accepted tasks whose time to accept was running.',
    '签收时限计时中的签收。',
  ),
  acceptedOnTime: words('Tasks accepted on time', '按期签收任务', 'Accepted within the deadline.', '在时限内签收。'),
  bounced: words('Tasks returned', '退回任务', 'Tasks that a department returned as another’s.', '部门以不属职责为由退回的任务。'),
  received: words('Tasks accepted or returned', '签收或退回任务', 'Tasks that a department said yes or no to.', '部门签收或退回的任务。'),
  finished: words('Tasks done or refused', '完成任务', 'Tasks that came to an end.', '办结或不予办理的任务。'),
  finishedTimed: words(
    'Tasks finished against a deadline',
    '计时完成任务',
    'Ended tasks whose time to finish was running.',
    '办结时限计时中的完成。',
  ),
  finishedOnTime: words('Tasks finished on time', '按期完成任务', 'Ended within the deadline.', '在时限内完成。'),
  refused: words('Tasks refused', '不予办理任务', 'Tasks refused with a coded reason.', '依编码理由不予办理的任务。'),
  answered: words('Answers', '答复', 'Answers to reporters.', '对反映人的答复。'),
  answeredTimed: words('Answers against a deadline', '计时答复', 'Answers whose time was running.', '答复时限计时中的答复。'),
  answeredOnTime: words('Answers on time', '按期答复', 'Answers within the deadline.', '在时限内的答复。'),
  confirmed: words('Confirmed', '反映人确认', 'Cases closed because the reporter said it was so.', '经反映人确认办结的事项。'),
  unconfirmed: words(
    'Closed unconfirmed',
    '逾期未回复办结',
    'Cases closed because nobody said anything.',
    '反映人逾期未回复而办结的事项。',
  ),
  disputed: words('Disputed', '反映人不认可', 'Answers that the reporter did not accept.', '反映人不认可的答复。'),
  reacted: words(
    'Answers that ended',
    '已反馈或期满答复',
    'Confirmed, disputed or left without a word.',
    '确认、不认可或期满未回复的答复。',
  ),
  closed: words('Closures', '办结', 'Cases closed, confirmed or not.', '办结的事项，含未确认。'),
  appealed: words('Appeals', '申诉', 'Appeals against closures.', '对办结结果的申诉。'),
  appealsDecided: words(
    'Appeals decided',
    '裁定申诉',
    'Appeals that somebody without a part in the closure decided.',
    '由未参与办结者裁定的申诉。',
  ),
  appealsUpheld: words('Appeals upheld', '申诉成立', 'Appeals decided for the reporter.', '支持反映人的申诉。'),
  merged: words('Cases merged', '并案', 'Cases joined with another about the same.', '与其他事项合并办理。'),
  pauses: words('Halts begun', '暂停', 'Times that a deadline was halted for a coded reason.', '依编码事由暂停时限的次数。'),
  pausesEnded: words('Halts ended', '结束暂停', 'Halts that ended in the month.', '当月结束的暂停。'),
  pauseSeconds: words('Seconds halted', '暂停时长（秒）', 'Open seconds of the halts that ended.', '已结束暂停的工作时间秒数。'),
  breaches: words('Deadlines passed', '超期', 'Deadlines that passed before what was due was done.', '到期未完成的时限。'),
  orders: words('Supervision orders', '督办单', 'Orders that supervisors issued.', '下达的督办单。'),
  ordersSigned: words('Supervision orders signed', '签收督办单', 'Orders that departments signed.', '部门签收的督办单。'),
  ordersSignedOnTime: words('Supervision orders signed on time', '按期签收督办单', 'Signed within the deadline.', '在时限内签收的督办单。'),
  visitsDrawn: words('Drawn for a return visit', '抽取回访', 'Closed cases drawn for a return visit.', '抽中回访的办结事项。'),
  visitsDone: words(
    'Return visits',
    '完成回访',
    'Return visits made, whether or not somebody was reached.',
    '已进行的回访，无论是否接通。',
  ),
  visitsReached: words('Return visits: reached', '回访接通', 'Visits that reached the reporter.', '联系到反映人的回访。'),
  visitsRated: words(
    'Return visits: rated',
    '回访作出评价',
    'Visits in which the reporter said whether they were satisfied.',
    '反映人作出评价的回访。',
  ),
  visitsSatisfied: words('Return visits: satisfied', '回访满意', 'Visits in which the reporter was satisfied.', '反映人表示满意的回访。'),
};

/** Definitions of the spans, in open seconds of the deadline's own calendar. */
export const spanWords: Readonly<Record<SpanName, Words>> = {
  accept: words('Time to accept', '签收用时', 'From the offer to the acceptance.', '从派单到签收。'),
  finish: words('Time to finish a task', '办结用时', 'From the acceptance to the end of the task.', '从签收到任务完成。'),
  answer: words('Time to answer', '答复用时', 'From the beginning to the answer.', '从受理到答复。'),
  decideAppeal: words('Time to decide an appeal', '申诉裁定用时', 'From the appeal to the decision.', '从申诉到裁定。'),
};
