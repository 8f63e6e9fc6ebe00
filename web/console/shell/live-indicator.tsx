import { defineTexts } from '#kernel/i18n';
import { useFormat } from '../../ui/console/format.ts';
import { useTexts } from '../../ui/console/language.ts';
import { useLiveStatus } from '../../ui/console/live.ts';
import { useNow } from '../../ui/console/values.tsx';

const texts = defineTexts({
  fresh: { en: 'Live', zh: '实时' },
  late: { en: 'Late, last heard {span} ago', zh: '延迟，{span}前有更新' },
  cut: { en: 'Not live', zh: '未连接' },
  cutSince: { en: 'Cut, last heard {span} ago', zh: '已中断，{span}前有更新' },
});

/** Whether the page follows the district by itself, in a word, a shape and a colour. */
export function LiveIndicator() {
  const t = useTexts(texts);
  const format = useFormat();
  const now = useNow();
  const { liveness, heardAt } = useLiveStatus();
  const span = format.span(now - heardAt);
  const words = liveness === 'cut' && heardAt > 0 ? t('cutSince', { span }) : liveness === 'late' ? t('late', { span }) : t(liveness);
  return (
    <span className={`live ${liveness}`} role="status">
      <i aria-hidden />
      {words}
    </span>
  );
}
