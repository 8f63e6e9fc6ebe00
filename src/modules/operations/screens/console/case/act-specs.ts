import { defineTexts } from '#kernel/i18n';

/** Words of what can be done to a case. */
export const actTexts = defineTexts({
  route: { en: 'Route', zh: '派单' },
  'add-task': { en: 'Add a task', zh: '增派任务' },
  edit: { en: 'Put right', zh: '更正' },
  note: { en: 'Note', zh: '记录' },
  'set-parent': { en: 'Set parent case', zh: '关联上级事项' },
  answer: { en: 'Answer the reporter', zh: '答复反映人' },
  confirm: { en: 'Reporter confirms', zh: '反映人确认' },
  dispute: { en: 'Reporter disputes', zh: '反映人不认可' },
  rework: { en: 'Work on it again', zh: '重新办理' },
  appeal: { en: 'File an appeal', zh: '提出申诉' },
  'decide-appeal': { en: 'Decide the appeal', zh: '裁定申诉' },
  order: { en: 'Supervision order', zh: '督办' },
  'draw-visit': { en: 'Draw for a return visit', zh: '抽取回访' },
  accept: { en: 'Accept', zh: '签收' },
  bounce: { en: 'Return', zh: '退回' },
  object: { en: 'Object', zh: '提出异议' },
  settle: { en: 'Decide who does it', zh: '裁定承办单位' },
  assign: { en: 'Assign', zh: '指派' },
  unassign: { en: 'Take back', zh: '收回指派' },
  done: { en: 'Done', zh: '办结' },
  refuse: { en: 'Refuse', zh: '不予办理' },
  progress: { en: 'Progress', zh: '处置进展' },
  cannot: { en: 'Cannot be done', zh: '无法处置' },
  pause: { en: 'Pause', zh: '暂停' },
  resume: { en: 'Resume', zh: '恢复计时' },
  'sign-order': { en: 'Sign', zh: '签收' },
  'fulfil-order': { en: 'Report', zh: '反馈结果' },
  'lift-order': { en: 'Lift', zh: '撤销督办' },
  visit: { en: 'Write down the visit', zh: '登记回访' },
  merge: { en: 'Merge another case', zh: '并入其他事项' },
  undo: { en: 'Take back', zh: '撤回' },
});

export type ActName = keyof typeof actTexts.table;

/** What a form asks for. */
export type FieldKind = 'words' | 'line' | 'department' | 'choice' | 'yesno' | 'files' | 'team' | 'case';

/** Words of the fields of acts. */
export const fieldTexts = defineTexts({
  department: { en: 'Department', zh: '承办部门' },
  proposed: { en: 'Whose it is', zh: '建议承办部门' },
  title: { en: 'What is to be done', zh: '任务内容' },
  reason: { en: 'Reason', zh: '理由' },
  words: { en: 'In words', zh: '说明' },
  text: { en: 'Note', zh: '记录内容' },
  result: { en: 'What was done', zh: '办理结果' },
  channel: { en: 'How they said it', zh: '反馈渠道' },
  grounds: { en: 'Grounds', zh: '申诉理由' },
  decision: { en: 'Decision', zh: '裁定' },
  reasons: { en: 'Reasons', zh: '裁定理由' },
  demand: { en: 'What is demanded', zh: '督办要求' },
  draw: { en: 'Draw', zh: '抽取批次' },
  law: { en: 'Legal basis', zh: '法律依据' },
  code: { en: 'Reason', zh: '暂停事由' },
  evidence: { en: 'Evidence', zh: '佐证' },
  report: { en: 'Report', zh: '反馈内容' },
  reached: { en: 'Reached', zh: '是否联系上' },
  satisfied: { en: 'Satisfied', zh: '是否满意' },
  stage: { en: 'How far it is', zh: '处置阶段' },
  files: { en: 'Files', zh: '附件' },
  assignee: { en: 'Team', zh: '承办队伍' },
  merged: { en: 'Code of the other case', zh: '被并入事项的编号' },
  parentId: { en: 'Code of the parent case; empty takes it out', zh: '上级事项编号，留空则取消关联' },
  telephone: { en: 'By telephone', zh: '电话' },
  portal: { en: 'On the portal', zh: '门户' },
  visit: { en: 'In person', zh: '上门' },
  source: { en: 'Through the source', zh: '来源渠道' },
  upheld: { en: 'The appeal is right: work on it again', zh: '申诉成立，重新办理' },
  rejected: { en: 'The closure stands', zh: '维持原办结' },
  yes: { en: 'Yes', zh: '是' },
  no: { en: 'No', zh: '否' },
  choose: { en: 'Choose one', zh: '请选择' },
  optional: { en: '(optional)', zh: '（选填）' },
});

export type FieldName = keyof typeof fieldTexts.table;

/** One field of an act's form. */
export interface FieldSpec {
  readonly name: FieldName;
  readonly kind: FieldKind;
  readonly optional?: boolean;
  /** For a choice: its values, or what of the profile or the case they come from. */
  readonly from?: 'bounce' | 'refuse' | 'cannot' | 'stages' | 'pause' | readonly FieldName[];
}

/** How an act is asked for. */
export interface ActSpec {
  readonly name: ActName;
  /** The single key that begins it. */
  readonly key?: string;
  readonly fields: readonly FieldSpec[];
  /** True where the server lets a slip be taken back. */
  readonly undo?: boolean;
  /** True where it cannot be taken back by anybody and others hear of it. */
  readonly final?: boolean;
}

const words = (name: FieldName, optional = false): FieldSpec => ({ name, kind: 'words', optional });
const department = (name: FieldName = 'department'): FieldSpec => ({ name, kind: 'department' });
const CHANNEL: FieldSpec = { name: 'channel', kind: 'choice', from: ['telephone', 'visit', 'portal', 'source'] };
const TITLE: FieldSpec = { name: 'title', kind: 'line' };

/** Every act that people can do, in the order in which buttons stand. */
export const ACTS: readonly ActSpec[] = [
  { name: 'route', key: 'o', undo: true, fields: [department(), { ...TITLE, optional: true }, words('reason')] },
  { name: 'answer', key: 'r', final: true, fields: [words('result')] },
  { name: 'confirm', key: 'c', final: true, fields: [CHANNEL, words('words', true)] },
  { name: 'dispute', key: 'x', fields: [CHANNEL, words('words')] },
  { name: 'rework', key: 'w', fields: [department(), TITLE, words('words', true)] },
  {
    name: 'decide-appeal',
    key: 'y',
    final: true,
    fields: [{ name: 'decision', kind: 'choice', from: ['upheld', 'rejected'] }, words('reasons')],
  },
  { name: 'add-task', key: 't', undo: true, fields: [department(), TITLE, words('reason', true)] },
  { name: 'note', key: 'n', fields: [words('text'), { name: 'files', kind: 'files', optional: true }] },
  { name: 'order', key: 's', fields: [department(), words('demand')] },
  { name: 'merge', key: 'm', undo: true, fields: [{ name: 'merged', kind: 'line' }] },
  { name: 'set-parent', undo: true, fields: [{ name: 'parentId', kind: 'case', optional: true }] },
  { name: 'appeal', fields: [words('grounds')] },
  { name: 'draw-visit', fields: [{ name: 'draw', kind: 'line' }] },
  { name: 'accept', key: 'a', undo: true, fields: [] },
  { name: 'bounce', key: 'b', fields: [{ name: 'reason', kind: 'choice', from: 'bounce' }, department('proposed'), words('words')] },
  { name: 'object', undo: true, fields: [words('words')] },
  { name: 'settle', fields: [department(), words('words')] },
  { name: 'assign', key: 'i', undo: true, fields: [{ name: 'assignee', kind: 'team' }] },
  { name: 'unassign', undo: true, fields: [] },
  { name: 'done', key: 'd', undo: true, fields: [words('result'), { name: 'files', kind: 'files', optional: true }] },
  {
    name: 'refuse',
    final: true,
    fields: [{ name: 'reason', kind: 'choice', from: 'refuse' }, { name: 'law', kind: 'line', optional: true }, words('words')],
  },
  { name: 'pause', key: 'p', undo: true, fields: [{ name: 'code', kind: 'choice', from: 'pause' }, words('evidence', true)] },
  { name: 'resume', key: 'p', undo: true, fields: [] },
  {
    name: 'progress',
    key: 'u',
    fields: [{ name: 'stage', kind: 'choice', from: 'stages' }, words('text', true), { name: 'files', kind: 'files', optional: true }],
  },
  { name: 'cannot', undo: true, fields: [{ name: 'reason', kind: 'choice', from: 'cannot' }, words('text')] },
  { name: 'sign-order', fields: [] },
  { name: 'fulfil-order', fields: [words('report')] },
  { name: 'lift-order', undo: true, fields: [words('words')] },
  {
    name: 'visit',
    key: 'v',
    fields: [{ name: 'reached', kind: 'yesno' }, { name: 'satisfied', kind: 'yesno', optional: true }, words('words', true)],
  },
];

const BY_NAME = new Map<string, ActSpec>(ACTS.map((act) => [act.name, act]));

/** How an act is asked for; undefined for what the screen does not know yet. */
export function specOf(name: string): ActSpec | undefined {
  return BY_NAME.get(name);
}
