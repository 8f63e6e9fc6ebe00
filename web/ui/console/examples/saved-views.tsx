import { defineTexts } from '#kernel/i18n';
import { useTexts } from '../language.ts';
import { SavedViews } from '../saved-views.tsx';

const texts = defineTexts({
  mine: { en: 'Needs me', zh: '待我处理' },
  late: { en: 'Past due', zh: '已逾期' },
  all: { en: 'All', zh: '全部' },
});

/** Ways to look at a list. */
export default function SavedViewsExample() {
  const t = useTexts(texts);
  return (
    <SavedViews
      name="example"
      views={[
        { title: t('mine'), search: 'mine=yes' },
        { title: t('late'), search: 'due=late&sort=due' },
        { title: t('all'), search: '' },
      ]}
    />
  );
}
