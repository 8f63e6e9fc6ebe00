import { defineTexts } from '#kernel/i18n';
import { useTexts } from '../language.ts';
import { Steps } from '../steps.tsx';

const texts = defineTexts({
  title: { en: 'Steps of the load', zh: '加载步骤' },
  source: { en: 'Source', zh: '来源' },
  file: { en: 'register-20260618.csv, 14.2 MB', zh: 'register-20260618.csv，14.2 MB' },
  fields: { en: 'Fields', zh: '字段' },
  known: { en: '23 of 24 recognised', zh: '识别 23 / 24 个字段' },
  decide: { en: 'Decide', zh: '确认' },
  yours: { en: 'yours, held since 02:31', zh: '待您确认，02:31 起暂缓' },
  publish: { en: 'Publish', zh: '发布' },
});

/** A way with several steps. */
export default function StepsExample() {
  const t = useTexts(texts);
  return (
    <Steps
      title={t('title')}
      steps={[
        { title: t('source'), note: t('file'), state: 'done' },
        { title: t('fields'), note: t('known'), state: 'done' },
        { title: t('decide'), note: t('yours'), state: 'held' },
        { title: t('publish'), state: 'next' },
      ]}
    />
  );
}
