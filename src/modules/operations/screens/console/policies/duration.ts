import { defineTexts } from '#kernel/i18n';
import { useTexts } from '#ui';

const texts = defineTexts({
  minutes: { en: '{count} min', zh: '{count} 分钟' },
  hours: { en: '{count} h', zh: '{count} 小时' },
  workingDays: { en: { one: '{count} working day', other: '{count} working days' }, zh: '{count} 个工作日' },
});

/** A span as the profile writes it. */
export interface DurationView {
  readonly minutes?: number;
  readonly hours?: number;
  readonly workingDays?: number;
}

/** Writes a span of the profile in words. */
export function useDuration(): (duration: DurationView) => string {
  const t = useTexts(texts);
  return ({ minutes, hours, workingDays }) =>
    minutes !== undefined
      ? t('minutes', { count: minutes })
      : hours !== undefined
        ? t('hours', { count: hours })
        : t('workingDays', { count: workingDays ?? 0 });
}
