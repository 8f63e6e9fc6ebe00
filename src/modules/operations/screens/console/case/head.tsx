import { IconLink } from '@tabler/icons-react';

import { defineTexts } from '#kernel/i18n';
import { Button, PageHeader, toast, useFormat, useLanguage, useSay, useTexts } from '#ui';

import { spoken } from '../cases/data.ts';
import { LevelMark, StateMark } from '../cases/marks.tsx';
import { useDepartmentName, useTownName } from '../cases/terms.ts';
import { caseTexts } from '../cases/texts.ts';
import { useCaseActs } from './case-context.ts';

const texts = defineTexts({
  copy: { en: 'Copy the link to this case', zh: '复制事项链接' },
  copied: { en: 'The link is copied.', zh: '链接已复制。' },
  revision: { en: 'revision {revision}', zh: '第 {revision} 版' },
  lead: { en: 'Lead:', zh: '牵头：' },
  opened: { en: 'Opened {at}', zh: '{at} 立案' },
});

/** What a case is, where it stands and who leads it. */
export function CaseHead() {
  const t = useTexts(texts);
  const names = useTexts(caseTexts);
  const say = useSay();
  const format = useFormat();
  const language = useLanguage();
  const department = useDepartmentName();
  const townName = useTownName();
  const { view } = useCaseActs();
  const { code, state, outcome, level, paused, revision, title, town, place, category, lead, openedAt } = view;
  const copy = () => void navigator.clipboard.writeText(location.href.replace(/[?#].*$/, '')).then(() => toast.done(t('copied'), language));
  return (
    <PageHeader
      title={title}
      crumbs={[{ title: names('cases'), to: '/cases' }, { title: spoken(code) }]}
      facts={
        <>
          <span className="case-marks">
            <code className="b">{spoken(code)}</code>
            <Button kind="quiet" size="sm" aria-label={t('copy')} icon={<IconLink size={15} aria-hidden />} onClick={copy} />
            <StateMark state={state} outcome={outcome} />
            <LevelMark level={level} paused={paused} />
            <span className="tiny ink2">{t('revision', { revision: String(revision) })}</span>
          </span>
          {[townName(town), place].filter(Boolean).length > 0 && <span>{[townName(town), place].filter(Boolean).join(' · ')}</span>}
          <span>{say(category.title)}</span>
          <span>
            {t('lead')} <b className="b">{department(lead)}</b>
          </span>
          <span>{t('opened', { at: format.instant(new Date(openedAt)) })}</span>
        </>
      }
    />
  );
}
