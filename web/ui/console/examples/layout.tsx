import { defineTexts } from '#kernel/i18n';
import { useTexts } from '../language.ts';
import { Columns, Facts, Note, Section } from '../layout.tsx';
import { Pill } from '../pill.tsx';
import { AgeOf, Money } from '../values.tsx';

const texts = defineTexts({
  register: { en: 'Enterprise register', zh: '企业登记数据' },
  held: { en: 'held', zh: '已暂缓' },
  heldTitle: { en: 'Held: the structure changed under us', zh: '已暂缓：数据结构发生变化' },
  heldText: {
    en: 'Version 30 stays current until you decide; nobody reads half a load.',
    zh: '在您决定之前，第 30 版仍为现行版本，不会有人读到不完整的数据。',
  },
  steward: { en: 'Steward', zh: '数据管理员' },
  stewardName: { en: 'Market Supervision Bureau', zh: '市场监督管理局' },
  loaded: { en: 'Loaded', zh: '加载时间' },
  cost: { en: 'Cost this year', zh: '本年费用' },
  licence: { en: 'Licence', zh: '许可' },
  versions: { en: 'Versions', zh: '版本' },
  all: { en: 'of 31', zh: '共 31 版' },
  text: { en: 'Version 27 was withdrawn: the source sent half a file.', zh: '第 27 版已撤回：数据源只发送了半个文件。' },
});

/** Cards, facts, notes, side by side. */
export default function LayoutExample() {
  const t = useTexts(texts);
  return (
    <Columns
      main={
        <>
          <Note tone="stop" title={t('heldTitle')}>
            <p>{t('heldText')}</p>
          </Note>
          <Section title={t('register')} aside={<Pill tone="paused">{t('held')}</Pill>}>
            <Facts
              facts={[
                [t('steward'), t('stewardName')],
                [t('loaded'), <AgeOf key="at" at="2026-11-22T18:30:00Z" oldAfterSeconds={172_800} />],
                [t('cost'), <Money key="fen" fen={1_248_050} />],
                [t('licence'), 'CC BY 4.0'],
              ]}
            />
          </Section>
        </>
      }
      side={
        <Section title={t('versions')} note={t('all')}>
          <p className="small ink2">{t('text')}</p>
        </Section>
      }
    />
  );
}
