import { defineTexts } from '#kernel/i18n';
import { Loaded, Note, PageHeader, Section, useApi, useSay, useTexts } from '#ui';

import type { PoliciesView } from './cases/data.ts';
import { PolicyCard } from './policies/policy-card.tsx';
import { ReasonTables } from './policies/reason-tables.tsx';

const texts = defineTexts({
  title: { en: 'Deadline policies', zh: '时限规定' },
  facts: {
    en: 'Published data, version {version}. Anybody can read the same from /api/policies.',
    zh: '公开数据，版本 {version}。任何人均可通过 /api/policies 读取。',
  },
  first: {
    en: 'The first policy that fits counts. There is no silent fallback: a case that none fits is refused.',
    zh: '自上而下，首条匹配的规定生效；无匹配规定时不予立案，不作默认处理。',
  },
  call: { en: 'Telephone desk', zh: '电话接听' },
  callText: { en: '{share} of calls are answered within {seconds} s.', zh: '{share} 的来电在 {seconds} 秒内接听。' },
  visits: { en: 'Return visits', zh: '回访抽样' },
  visitsText: {
    en: '{share} of a month’s closed cases are drawn by a published seed.',
    zh: '每月按公布的随机种子抽取 {share} 的办结事项回访。',
  },
  undo: { en: 'Taking back', zh: '撤回' },
  undoText: {
    en: 'A slip can be taken back for {count} minutes, while nothing builds on it.',
    zh: '误操作可在 {count} 分钟内撤回，前提是后续操作未以其为基础。',
  },
});

/** The deadlines of the district as published data: which policy fits, its clocks, calendars, pauses, ladder and law. */
export default function PoliciesScreen() {
  const t = useTexts(texts);
  const say = useSay();
  const reading = useApi<PoliciesView>('/api/policies', { freshSeconds: 3600 });
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  return (
    <div className="page">
      <Loaded reading={reading}>
        {(file) => (
          <>
            <PageHeader title={t('title')} facts={t('facts', { version: file.version })} />
            <div className="stack">
              <Note title={t('first')}>
                <p className="small">{say(file.source)}</p>
              </Note>
              {file.policies.map((policy) => (
                <PolicyCard key={policy.key} policy={policy} file={file} />
              ))}
              <ReasonTables file={file} />
              <div className="states">
                <Section title={t('call')}>
                  <p>{t('callText', { share: percent(file.callAnswer.share), seconds: file.callAnswer.seconds })}</p>
                </Section>
                <Section title={t('visits')}>
                  <p>{t('visitsText', { share: percent(file.visitShare) })}</p>
                </Section>
                <Section title={t('undo')}>
                  <p>{t('undoText', { count: file.undoMinutes })}</p>
                </Section>
              </div>
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}
