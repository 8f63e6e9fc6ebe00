import type { Bilingual } from '../../core/index.ts';
import { isoDay } from './days.ts';
import type { InputColumn } from './rule-set.ts';
import type { Interval, Literal, Order, Test } from './unary.ts';

const ORDER: Readonly<Record<Order, Bilingual>> = {
  '<': { en: 'below', zh: '小于' },
  '<=': { en: 'at most', zh: '不超过' },
  '>': { en: 'above', zh: '大于' },
  '>=': { en: 'at least', zh: '不少于' },
};
const TRUTH = { true: { en: 'yes', zh: '是' }, false: { en: 'no', zh: '否' }, null: { en: 'nothing known', zh: '无记录' } } as const;

/** Says a test in words: `[0..30]` of days is "0 to 30 days". Null for a test that everything passes. */
export function phraseOf(test: Test, input: InputColumn): Bilingual | null {
  return test.kind === 'any' ? null : { en: phrase(test, input, 'en'), zh: phrase(test, input, 'zh') };
}

function phrase(test: Test, input: InputColumn, language: keyof Bilingual): string {
  const zh = language === 'zh';
  switch (test.kind) {
    case 'any':
      return '';
    case 'in':
      return `${test.negated ? (zh ? '不是' : 'not ') : ''}${test.values.map((value) => named(value, input, language)).join(zh ? '或' : ' or ')}`;
    case 'order':
      return `${ORDER[test.order][language]} ${named(test.bound, input, language)}`;
    case 'interval':
      return `${test.negated ? (zh ? '不在 ' : 'not ') : ''}${interval(test.interval, input, language)}${test.negated && zh ? ' 之内' : ''}`;
    case 'all':
      return test.tests.map((part) => phrase(part, input, language)).join(zh ? '，且' : ' and ');
    case 'some':
      return test.tests.map((part) => phrase(part, input, language)).join(zh ? '，或' : ', or ');
  }
}

function interval({ from, to, fromOpen, toOpen }: Interval, input: InputColumn, language: keyof Bilingual): string {
  const [low, high] = [plain(from, input, language), named(to, input, language)];
  if (!fromOpen && !toOpen) return language === 'zh' ? `${low} 至 ${high}` : `${low} to ${high}`;
  const [lower, upper] = [ORDER[fromOpen ? '>' : '>='][language], ORDER[toOpen ? '<' : '<='][language]];
  return language === 'zh' ? `${lower} ${low} 且${upper} ${high}` : `${lower} ${low} and ${upper} ${high}`;
}

/** With its unit, or by the words its column declares. */
function named(value: Literal, input: InputColumn, language: keyof Bilingual): string {
  const unit = typeof value === 'number' && input.type === 'number' ? input.unit?.[language] : undefined;
  return `${plain(value, input, language)}${unit ? ` ${unit}` : ''}`;
}

function plain(value: Literal, { type, values, perUnit = 1 }: InputColumn, language: keyof Bilingual): string {
  if (value === null || typeof value === 'boolean') return TRUTH[String(value) as keyof typeof TRUTH][language];
  if (typeof value === 'string') return values?.find((label) => label.value === value)?.title[language] ?? `“${value}”`;
  return type === 'date'
    ? isoDay(value)
    : (value / perUnit).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 15 });
}
