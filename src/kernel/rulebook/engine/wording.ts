import type { Bilingual } from '../../core/index.ts';

const say = (en: string, zh: string): Bilingual => ({ en, zh });

/** What the author of a rule set reads about each mistake. */
export const says = {
  unreadable: (rest: string) => say(`cannot be read from here: ${rest}`, `自此处起无法识别：${rest}`),
  backslash: () =>
    say('a text may not hold a backslash; other engines would read it differently', '文本中不得使用反斜杠，其他引擎的解释不同'),
  unexpected: (found: string) => say(`did not expect ${found || 'the end of the cell'} here`, `此处不应出现${found || '单元格结尾'}`),
  dash: () =>
    say(
      '"-" matches nothing in other engines; leave the cell empty to match everything',
      '“-”在其他引擎中不匹配任何值；如需匹配全部请留空',
    ),
  notParenthesis: () => say('"not (…)" misleads; write != or "not in […]"', '“not (…)”容易误解；请写 != 或“not in […]”'),
  outside: () =>
    say('"]a..b[" means outside the interval and misleads; write "< a, > b"', '“]a..b[”表示区间之外，容易误解；请写“< a, > b”'),
  call: (name: string) =>
    say(
      `${name}(…) is a function call; a cell may only compare with written values`,
      `${name}(…) 是函数调用；单元格只能与明确写出的值比较`,
    ),
  or: () => say('"or" is written as a comma', '“or”请用逗号表示'),
  word: (word: string) => say(`${word} is not known; texts stand in quotation marks`, `无法识别 ${word}；文本应加引号`),
  notInNullable: () =>
    say(
      '"not in" an interval says nothing about an empty value; write "< a, > b", or "null, < a, > b" if meant',
      '“not in 区间”未说明空值如何处理；请写“< a, > b”，如需包含空值则写“null, < a, > b”',
    ),
  type: (found: string, type: string) =>
    say(`${found} is not a ${type}, so it could never match`, `${found} 的类型不是 ${type}，永远无法匹配`),
  notDay: (found: string) => say(`"${found}" is not a day of the calendar (YYYY-MM-DD)`, `“${found}”不是有效日期（YYYY-MM-DD）`),
  unordered: (type: string) =>
    say(
      `a ${type} has no order; only numbers and dates can be compared with < and >`,
      `${type} 类型没有大小之分；只有数字和日期可用 < 与 > 比较`,
    ),
  neverNull: () => say('the column is compulsory, so null can never match', '该列为必填，null 永远无法匹配'),
  nullOrder: () => say('null has no order', 'null 不能比较大小'),
  precise: (found: string) => say(`${found} has more digits than can be kept exactly (15)`, `${found} 的位数超过可精确保存的 15 位`),
  emptyInterval: () => say('the interval is empty, so it could never match', '区间为空，永远无法匹配'),
  emptyList: () => say('the list is empty', '列表为空'),
  bareAnd: () => say('"and" joins comparisons, not single values', '“and”只能连接比较式，不能连接单个值'),
  lateAnd: () =>
    say(
      '"and" after a comma misleads; put that part first or in a row of its own',
      '逗号之后的“and”容易误解；请将该部分写在最前或另立一行',
    ),
  lateNull: () =>
    say(
      'null or != after a comparison or an interval is never reached by an empty value in other engines; put it first',
      'null 或 != 写在比较式或区间之后，其他引擎遇空值时不会再判断；请写在最前',
    ),
  noColumn: (field: string) => say(`there is no column ${field}`, `没有名为 ${field} 的列`),
  twice: (what: string) => say(`${what} appears twice`, `${what} 重复出现`),
  noOutput: (field: string) => say(`the row gives no value for ${field}`, `该行未给出 ${field} 的值`),
  notListed: (value: string) => say(`${value} is not among the declared values`, `${value} 不在已声明的取值之内`),
  notList: () => say('a union needs a list of texts in every row', '并集要求每一行给出文本列表'),
  needsReduction: (field: string) => say(`collect needs a reduction for ${field}`, `collect 命中策略需为 ${field} 指定归并方式`),
  noReduction: () => say('first takes the first hit; it has no reduction', 'first 命中策略取首个命中行，不使用归并'),
  mixedUnique: () => say('"unique" holds for the whole table: every output must say so', '“unique”针对整个表：所有输出都应如此声明'),
  period: () => say('validTo must come after validFrom', '失效日期必须晚于生效日期'),
  notJdm: (what: string) => say(`not a JDM file of one decision table: ${what}`, `不是仅含一个决策表的 JDM 文件：${what}`),
  cell: () => say('a cell must be text', '单元格必须是文本'),
  outputCell: (found: string) =>
    say(
      `${found} is not a written value (text in quotation marks, number, true, false or a list of texts)`,
      `${found} 不是明确写出的值（带引号的文本、数字、true、false 或文本列表）`,
    ),
  schema: (path: string, message: string) => say(`${path || 'the file'}: ${message}`, `${path || '文件'}：不符合格式要求（${message}）`),
  example: (title: string, expected: string, found: string) =>
    say(`example "${title}" expects ${expected} but the rules give ${found}`, `示例“${title}”应得 ${expected}，规则得出 ${found}`),
};
