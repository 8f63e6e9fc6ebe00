import type { Language } from '#kernel';

const MINUTE = 60;
const HOUR = 3600;

const WORDS = {
  en: { second: ' s', minute: ' min', hour: ' h', days: (count: number) => (count === 1 ? '1 day' : `${count} days`) },
  zh: { second: ' 秒', minute: ' 分钟', hour: ' 小时', days: (count: number) => `${count} 天` },
} as const;

/**
 * A length of time to act in, in its two largest units: `42 min`, `3 h 05`, `2 days 4 h`. Days are as long as the calendar makes them.
 * Seconds show only below ten minutes.
 */
export function spanOf(seconds: number, language: Language, daySeconds = 24 * HOUR): string {
  const words = WORDS[language];
  const whole = Math.abs(Math.trunc(seconds));
  if (whole < 10 * MINUTE) {
    return whole < MINUTE
      ? `${whole}${words.second}`
      : `${Math.floor(whole / MINUTE)}:${String(whole % MINUTE).padStart(2, '0')}${words.minute}`;
  }
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}${words.minute}`;
  if (whole < 2 * daySeconds) return hours(whole, language);
  const days = Math.floor(whole / daySeconds);
  const rest = Math.floor((whole % daySeconds) / HOUR);
  return rest > 0 ? `${words.days(days)} ${rest}${words.hour}` : words.days(days);
}

function hours(seconds: number, language: Language): string {
  const [hour, minutes] = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE)];
  if (minutes === 0) return `${hour}${WORDS[language].hour}`;
  return language === 'zh' ? `${hour} 小时 ${minutes} 分` : `${hour} h ${String(minutes).padStart(2, '0')}`;
}
