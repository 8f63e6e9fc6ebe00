import type { Language } from '#kernel';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

const WORDS = {
  en: { second: ' s', minute: ' min', hour: ' h', days: ['day', 'days'], workingDays: ['working day', 'working days'] },
  zh: { second: ' 秒', minute: ' 分钟', hour: ' 小时', days: ['天', '天'], workingDays: ['个工作日', '个工作日'] },
} as const;

/** How a length of time is written. */
export interface SpanStyle {
  /** Seconds of a day in its calendar; less than 86,400 makes working days. */
  readonly daySeconds?: number | undefined;
  /** Seconds show below ten minutes: for what runs before one's eyes. */
  readonly running?: boolean;
}

/** A length of time to act in, in its two largest units: `42 min`, `3 h 05`, `4 days 4 h`, `7 working days`. */
export function spanOf(seconds: number, language: Language, { daySeconds = DAY, running = false }: SpanStyle = {}): string {
  const words = WORDS[language];
  const whole = Math.abs(Math.trunc(seconds));
  if (running && whole < MINUTE) return `${whole}${words.second}`;
  if (running && whole < 10 * MINUTE) return `${Math.floor(whole / MINUTE)}:${String(whole % MINUTE).padStart(2, '0')}${words.minute}`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}${words.minute}`;
  if (whole < 3 * daySeconds) return hours(whole, language);
  const days = Math.floor(whole / daySeconds);
  const rest = Math.floor((whole % daySeconds) / HOUR);
  const named = `${days} ${(daySeconds < DAY ? words.workingDays : words.days)[days === 1 ? 0 : 1]}`;
  return rest > 0 ? `${named} ${rest}${words.hour}` : named;
}

function hours(seconds: number, language: Language): string {
  const [hour, minutes] = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE)];
  if (minutes === 0) return `${hour}${WORDS[language].hour}`;
  return language === 'zh' ? `${hour} 小时 ${minutes} 分` : `${hour} h ${String(minutes).padStart(2, '0')}`;
}
