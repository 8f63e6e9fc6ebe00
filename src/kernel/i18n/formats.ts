import type { Language } from '../core/errors.ts';

/** The clock of every Chinese district. */
export const TIME_ZONE = 'Asia/Shanghai';

/** How one language writes numbers, money, days and ages. Times are Asia/Shanghai. */
export interface Formats {
  /** `12,640`; `digits` fixes the decimals. */
  number(value: number, digits?: number): string;
  /** A large number in short: `88.4M`, `8,840万`. */
  compact(value: number): string;
  /** A share from 0 to 1 as `97.8%`. */
  percent(share: number, digits?: number): string;
  /** A size in bytes as `412 kB`. */
  bytes(size: number): string;
  /** Integer fen as `¥4,180.50`. */
  money(fen: number): string;
  /** `19 November 2026`. Takes an instant or a calendar day `YYYY-MM-DD`. */
  day(day: Date | string): string;
  /** `Thursday 19 November 2026`. */
  weekday(day: Date | string): string;
  /** `10:42`, 24 hours. */
  time(instant: Date): string;
  /** `19 November 2026, 10:42`. */
  instant(instant: Date): string;
  /** How long ago, in the two largest units that matter: `2 min ago`, `5 h 42 min ago`, `3 days ago`. */
  age(instant: Date, now: Date): string;
}

/** The formats of a language; made once. */
export function formats(language: Language): Formats {
  kept[language] ??= makeFormats(language);
  return kept[language];
}

const kept: Partial<Record<Language, Formats>> = {};
const LOCALES = { en: 'en-GB', zh: 'zh-CN' } as const;
const ONE_DECIMAL_BELOW = 10;

function makeFormats(language: Language): Formats {
  const locale = LOCALES[language];
  const words = AGE_WORDS[language];
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const fixed = (value: number, digits?: number) =>
    value.toLocaleString(locale, digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const dates = (style: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, ...style });
    return (day: Date | string) => format.format(toDate(day)).replace(/^(\S+day),/, '$1');
  };
  const day = dates({ year: 'numeric', month: 'long', day: 'numeric' });
  const time = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return {
    number: fixed,
    compact: (value) => short.format(value),
    percent: (share, digits = 0) => `${fixed(withoutRoundingUp(share * 100, digits), digits)}%`,
    bytes: (size) => writeBytes(size, fixed),
    money: (fen) => `${fen < 0 ? '−' : ''}¥${fixed(Math.abs(fen) / 100, 2)}`,
    day,
    weekday: dates({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }),
    time,
    instant: (instant) => `${day(instant)}${language === 'zh' ? ' ' : ', '}${time(instant)}`,
    age: (instant, now) => writeAge(Math.floor((now.getTime() - instant.getTime()) / 60_000), words),
  };
}

/** Almost all is not all: what is below a hundred is never written as a hundred. */
function withoutRoundingUp(percent: number, digits: number): number {
  const step = 10 ** digits;
  return percent < 100 && Math.round(percent * step) >= 100 * step ? 100 - 1 / step : percent;
}

/** A bare day means that day in the district, not midnight in London. */
function toDate(day: Date | string): Date {
  return typeof day === 'string' ? new Date(`${day}T12:00:00+08:00`) : day;
}

function writeBytes(size: number, fixed: Formats['number']): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(size, 1)) / 3));
  const value = size / 1000 ** power;
  return `${fixed(value, power > 0 && value < ONE_DECIMAL_BELOW ? 1 : 0)} ${units[power]}`;
}

interface AgeWords {
  readonly now: string;
  readonly minutes: (minutes: number) => string;
  readonly hours: (hours: number, minutes: number) => string;
  readonly days: (days: number) => string;
}

const AGE_WORDS: Record<Language, AgeWords> = {
  en: {
    now: 'just now',
    minutes: (minutes) => `${minutes} min ago`,
    hours: (hours, minutes) => (minutes === 0 ? `${hours} h ago` : `${hours} h ${minutes} min ago`),
    days: (days) => (days === 1 ? '1 day ago' : `${days} days ago`),
  },
  zh: {
    now: '刚刚',
    minutes: (minutes) => `${minutes} 分钟前`,
    hours: (hours, minutes) => (minutes === 0 ? `${hours} 小时前` : `${hours} 小时 ${minutes} 分钟前`),
    days: (days) => `${days} 天前`,
  },
};

function writeAge(minutes: number, words: AgeWords): string {
  if (minutes < 1) return words.now;
  if (minutes < 60) return words.minutes(minutes);
  if (minutes < 24 * 60) return words.hours(Math.floor(minutes / 60), minutes % 60);
  return words.days(Math.floor(minutes / (24 * 60)));
}
