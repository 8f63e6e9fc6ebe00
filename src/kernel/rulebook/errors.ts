import { DomainError, defineErrors } from '../core/index.ts';
import type { Fault } from './engine/rule-set.ts';

/** Failures of the rulebook that callers can expect. */
export const errors = defineErrors('rulebook', {
  notFound: { status: 404, en: 'There is no such rule set or version', zh: '没有该规则集或版本' },
  wrongInput: { status: 422, en: 'The value of {field} is not a {type}', zh: '{field} 的值不是 {type} 类型' },
  moreThanOneHit: { status: 422, en: 'At most one row may hit, but these do: {rows}', zh: '至多只能命中一行，但同时命中：{rows}' },
  noColumn: { status: 422, en: 'The data has no column {field} of type {type}', zh: '数据中没有类型为 {type} 的列 {field}' },
  noOutput: { status: 422, en: 'Both versions need the output {field}', zh: '两个版本都需有输出项 {field}' },
  noVersion: {
    status: 404,
    en: 'No published version held on that day, as far as was known then',
    zh: '就当时所知，该日没有生效的已发布版本',
  },
  ambiguousFact: { status: 409, en: 'Two facts for {field} hold at the same time', zh: '{field} 同时存在两条有效事实' },
  notDraft: {
    status: 409,
    en: 'A published or proposed version cannot be changed; make a new version',
    zh: '已提交或已发布的版本不可修改，请新建版本',
  },
  exists: { status: 409, en: 'This version exists already', zh: '该版本已存在' },
  notProposed: { status: 409, en: 'This version is not waiting for a second person', zh: '该版本并未等待第二人审批' },
  twoPersons: { status: 403, en: 'Somebody other than the author and proposer must approve', zh: '须由编写人和提交人以外的人员审批' },
  overlap: {
    status: 409,
    en: 'Another published version of this rule set holds on some of these days',
    zh: '该规则集另有已发布版本在此期间有效',
  },
  notPublished: { status: 409, en: 'Only a published version can be retired', zh: '只有已发布的版本可以停用' },
  pastEnd: {
    status: 422,
    en: 'A version can only end today or later, within the time it holds',
    zh: '版本只能在今日或之后、且在其有效期内停用',
  },
  noticeTooShort: {
    status: 422,
    en: 'With {days} working days of notice it can hold from {earliest} at the earliest',
    zh: '预告期为 {days} 个工作日，最早可自 {earliest} 起施行',
  },
  identifierDiffers: { status: 422, en: 'The file is for {identifier} {version}', zh: '该文件属于 {identifier} {version}' },
});

/** Refuses a rule set with every mistake in it; the sentence itself names the first. */
export function invalidRuleSet(faults: readonly Fault[]): DomainError {
  const [first] = faults;
  const where = { en: place(first, 'row', 'column'), zh: place(first, '行', '列') };
  const more = faults.length - 1;
  return new DomainError(
    'rulebook.invalid',
    {
      status: 422,
      en: `The rules cannot be used. ${where.en}${first?.text.en ?? ''}${more > 0 ? ` (and ${more} more)` : ''}`,
      zh: `规则无法使用。${where.zh}${first?.text.zh ?? ''}${more > 0 ? `（另有 ${more} 处）` : ''}`,
    },
    { faults },
  );
}

function place(fault: Fault | undefined, row: string, column: string): string {
  const parts = [fault?.row ? `${row} ${fault.row}` : '', fault?.column ? `${column} ${fault.column}` : ''].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}: ` : '';
}
