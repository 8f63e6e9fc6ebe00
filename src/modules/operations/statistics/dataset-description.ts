import type { ReadProfile } from '#kernel';
import type { DatasetDescription, FieldDescription } from '#module/data-platform';
import { statisticsFile } from './facts.ts';
import { RATES } from './figures.ts';
import { MONTH } from './month.ts';
import { countWords, type Words as Named, rateWords, spanWords } from './words.ts';

type Spec = FieldDescription['spec'];
type Words = FieldDescription['title'];

/** How the published figures stand in the catalogue. */
export function datasetDescription(profile: ReadProfile): DatasetDescription {
  const { dataset, department } = profile(statisticsFile);
  const { key, theme, licence, frequency: updateFrequency } = dataset;
  return {
    key,
    title: { en: 'How cases were handled', zh: '事项办理统计' },
    description: {
      en: 'Published monthly: what share of cases was answered, accepted and finished on time, what reporters said about it, appeals, return visits and halted deadlines, for the district and by category, department and town. Worked out of the published log of acts; groups of fewer than ten cases are joined beforehand.',
      zh: '按月发布：按期答复、签收、办结的比例，反映人评价，申诉、回访与时限暂停情况；分全区、类别、部门、镇街。由公开的办理流水计算得出，不足十件的分组已事先合并。',
    },
    theme,
    keywords: ['事项', '办结', '时限', '回访', 'cases', 'deadlines', 'return visits'],
    department,
    updateFrequency,
    licence,
    legalBasis: {
      en: 'Regulations on Open Government Information, article 20; Zhejiang Public Data Regulations, chapter 5',
      zh: '《中华人民共和国政府信息公开条例》第二十条；《浙江省公共数据条例》第五章',
    },
    shareClass: 'public',
    openClass: 'public',
    retentionDays: null,
    fields: FIELDS,
    rules: [],
    chart: null,
  };
}

const field = (spec: Spec, title: Words, definition: Words, codeTitles?: FieldDescription['codeTitles']): FieldDescription => ({
  title,
  definition,
  class: 'public',
  personal: false,
  spec,
  ...(codeTitles && { codeTitles }),
});

const GROUPINGS = {
  all: { en: 'Whole district', zh: '全区' },
  category: { en: 'Category', zh: '类别' },
  department: { en: 'Department', zh: '部门' },
  town: { en: 'Town', zh: '镇街' },
};
const MEASURES = { ...rateWords, ...prefixed('count', countWords), ...prefixed('median', spanWords) };

function prefixed(prefix: string, named: Readonly<Record<string, Named>>): Record<string, Named> {
  return Object.fromEntries(Object.entries(named).map(([name, one]) => [`${prefix}.${name}`, one]));
}

const FIELDS: FieldDescription[] = [
  field(
    { name: 'period', type: 'text', required: true, pattern: MONTH },
    { en: 'Month', zh: '月份' },
    { en: 'Month in which the acts happened', zh: '办理行为发生的月份' },
  ),
  field(
    { name: 'grouping', type: 'text', required: true, codes: Object.keys(GROUPINGS) },
    { en: 'Grouped by', zh: '分组方式' },
    { en: 'What the row is about', zh: '该行的统计口径' },
    GROUPINGS,
  ),
  field(
    { name: 'member', type: 'text', required: true },
    { en: 'Member', zh: '分组' },
    { en: 'Key of the category, department or town; “other” for joined small groups', zh: '类别、部门或镇街代码；“other”为合并的小分组' },
  ),
  field(
    { name: 'member_name', type: 'text', required: true },
    { en: 'Name', zh: '分组名称' },
    { en: 'Chinese name of the member', zh: '分组的中文名称' },
  ),
  field(
    { name: 'measure', type: 'text', required: true },
    { en: 'Measure', zh: '指标' },
    { en: 'What is measured; rates name their denominator beside', zh: '统计指标；比率另列分母' },
    Object.fromEntries(Object.entries(MEASURES).map(([name, { title }]) => [name, title])),
  ),
  field(
    { name: 'numerator', type: 'integer', min: '0' },
    { en: 'Numerator', zh: '分子' },
    { en: 'Of rates: how often it was so', zh: '比率的分子' },
  ),
  field(
    { name: 'denominator', type: 'integer', min: '0' },
    { en: 'Denominator', zh: '分母' },
    { en: 'Of rates: out of how many', zh: '比率的分母' },
  ),
  field(
    { name: 'denominator_measure', type: 'text' },
    { en: 'Denominator is', zh: '分母指标' },
    { en: 'The count that is the denominator', zh: '作为分母的计数' },
    Object.fromEntries([...new Set(Object.values(RATES).map(([, of]) => of))].map((of) => [of, countWords[of].title])),
  ),
  field(
    { name: 'value', type: 'decimal', precision: 18, scale: 4 },
    { en: 'Value', zh: '数值' },
    {
      en: 'A share to four places, a count, or open seconds; empty when there was nothing to divide by',
      zh: '保留四位小数的比率、计数或工作时间秒数；无分母时为空',
    },
  ),
];
