import { useMemo } from 'react';

import type { Language } from '#kernel';
import { type Formats, formats, TIME_ZONE } from '#kernel/i18n';
import { useLanguage } from './language.ts';

/** How numbers, times and money are written in the reader's language; the district's clock, whatever the device says. */
export interface ConsoleFormats extends Formats {
  /** Time of day today; day and time otherwise. */
  moment(at: Date): string;
  /** Several words as one enumeration. */
  list(words: readonly string[]): string;
  /** A length of time in its largest fitting unit, such as `2 h`. */
  span(milliseconds: number): string;
}

/** Writes numbers and times for the reader. */
export function useFormat(): ConsoleFormats {
  const language = useLanguage();
  return useMemo(() => consoleFormats(language), [language]);
}

function consoleFormats(language: Language): ConsoleFormats {
  const base = formats(language);
  const dayTime = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: TIME_ZONE,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return {
    ...base,
    moment: (at) => (base.day(at) === base.day(new Date()) ? base.time(at) : dayTime.format(at)),
    list: (words) => words.join(language === 'zh' ? '、' : ', '),
    span: (milliseconds) => span(milliseconds, language),
  };
}

const UNITS = { en: ['s', 'min', 'h', 'days'], zh: ['秒', '分钟', '小时', '天'] } as const;

function span(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [second, minute, hour, day] = UNITS[language];
  if (milliseconds > 0 && milliseconds < 1000) return `< 1 ${second}`;
  if (seconds < 60) return `${seconds} ${second}`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} ${minute}`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} ${hour}`;
  return `${Math.round(seconds / 86_400)} ${day}`;
}
