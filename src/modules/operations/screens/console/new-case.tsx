import { type FormEvent, useMemo } from 'react';
import { useNavigate } from 'react-router';

import { defineTexts } from '#kernel/i18n';
import { Button, CaseMap, Note, PageHeader, Section, useAct, useDraft, useSay, useTexts } from '#ui';

import { caseHref } from './cases/data.ts';
import { useCategoryMark, useTerms } from './cases/terms.ts';
import { caseTexts } from './cases/texts.ts';
import { Similar } from './new-case/similar.tsx';

const texts = defineTexts({
  title: { en: 'New case', zh: '新建事项' },
  facts: {
    en: 'For what the desk itself notices. A report of somebody goes through the inbox.',
    zh: '用于值班席自行发现的事项；群众诉求请在收件箱登记。',
  },
  what: { en: 'What it is', zh: '事项内容' },
  where: { en: 'Where it is', zh: '地点' },
  map: { en: 'Click the place, or move the map and press Enter', zh: '点击地图选择地点，或移动地图后按回车' },
  spot: { en: 'marked', zh: '已标记' },
  forget: { en: 'Take the mark away', zh: '清除标记' },
  usual: { en: 'usual for the category', zh: '按类别默认' },
  choose: { en: 'Choose one', zh: '请选择' },
  department: { en: 'First receiver', zh: '首接部门' },
  byRule: { en: 'by the published rule', zh: '按公开规则' },
  reason: { en: 'Why this department', zh: '指定该部门的理由' },
  reporter: { en: 'Somebody can be asked when it is done', zh: '办结后可回访反映人' },
  open: { en: 'Open the case', zh: '立案' },
  opened: { en: 'Opened.', zh: '已立案。' },
  kept: { en: 'What you write is kept in this tab until it is sent.', zh: '填写内容保存在本标签页，直至提交。' },
});

interface Draft {
  readonly title: string;
  readonly text: string;
  readonly category: string;
  readonly level: string;
  readonly place: string;
  readonly spot: { readonly lng: number; readonly lat: number } | null;
  readonly department: string;
  readonly reason: string;
  readonly reporter: boolean;
}

const FRESH: Draft = { title: '', text: '', category: '', level: '', place: '', spot: null, department: '', reason: '', reporter: false };

/** Opens a case at the desk: what, where, and who receives it first; cases that may be the same stand beside. */
export default function NewCase() {
  const t = useTexts(texts);
  const c = useTexts(caseTexts);
  const say = useSay();
  const go = useNavigate();
  const markOf = useCategoryMark();
  const { groups, levels, departments } = useTerms();
  const [draft, setDraft, clear] = useDraft<Draft>('operations.new-case', FRESH);
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const send = useAct<Draft, { readonly code: string }>({
    change: (input) => ({ path: '/api/cases', body: bodyOf(input) }),
    touches: ['/api/cases', '/api/tasks'],
    done: t('opened'),
    problems: 'inline',
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await send.run(draft);
    if (!made) return;
    clear();
    void go(caseHref(made.code));
  };
  const points = useMemo(
    () => (draft.spot ? [{ id: 'spot', ...draft.spot, label: draft.title || t('spot'), note: t('spot'), ...markOf(draft.category) }] : []),
    [draft.spot, draft.title, draft.category, markOf, t],
  );
  const leaf = groups.flatMap(({ leaves }) => leaves).find(({ key }) => key === draft.category);
  const usual = levels.find(({ key }) => key === leaf?.level);
  return (
    <form className="page form" onSubmit={(event) => void submit(event)}>
      <PageHeader title={t('title')} crumbs={[{ title: c('cases'), to: '/cases' }, { title: t('title') }]} facts={t('facts')} />
      {send.problem && <Note tone="stop" title={say(send.problem.text)} />}
      <div className="columns">
        <Section title={t('what')}>
          <div className="form">
            <label>
              {c('title')}
              <input
                className="input"
                required
                maxLength={200}
                value={draft.title}
                onChange={(event) => set({ title: event.target.value })}
              />
            </label>
            <label>
              {c('text')}
              <textarea
                className="input"
                rows={4}
                maxLength={10_000}
                value={draft.text}
                onChange={(event) => set({ text: event.target.value })}
              />
            </label>
            <label>
              {c('category')}
              <select className="input" required value={draft.category} onChange={(event) => set({ category: event.target.value })}>
                <option value="">{t('choose')}</option>
                {groups.map((group) => (
                  <optgroup key={group.key} label={say(group.title)}>
                    {group.leaves.map(({ key, title }) => (
                      <option key={key} value={key}>
                        {say(title)}
                      </option>
                    ))}
                  </optgroup>
                ))}
              </select>
            </label>
            <label>
              {c('level')}
              <select className="input" value={draft.level} onChange={(event) => set({ level: event.target.value })}>
                <option value="">{usual ? `${say(usual.title)} · ${t('usual')}` : t('usual')}</option>
                {levels.map(({ key, title }) => (
                  <option key={key} value={key}>
                    {say(title)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t('department')}
              <select className="input" value={draft.department} onChange={(event) => set({ department: event.target.value })}>
                <option value="">{t('byRule')}</option>
                {departments.map(({ key, title }) => (
                  <option key={key} value={key}>
                    {say(title)}
                  </option>
                ))}
              </select>
            </label>
            {draft.department && (
              <label>
                {t('reason')}
                <input
                  className="input"
                  required
                  maxLength={500}
                  value={draft.reason}
                  onChange={(event) => set({ reason: event.target.value })}
                />
              </label>
            )}
            <label className="row">
              <input type="checkbox" checked={draft.reporter} onChange={(event) => set({ reporter: event.target.checked })} />
              {t('reporter')}
            </label>
            <div className="row end">
              <span className="tiny ink2">{t('kept')}</span>
              <Button type="submit" kind="primary" busy={send.busy}>
                {t('open')}
              </Button>
            </div>
          </div>
        </Section>
        <div className="stack">
          <Section title={t('where')}>
            <div className="form">
              <label>
                {c('place')}
                <input className="input" maxLength={300} value={draft.place} onChange={(event) => set({ place: event.target.value })} />
              </label>
              <CaseMap title={t('map')} points={points} onPlace={(spot) => set({ spot })} height={300} />
              <p className="row between small ink2">
                <span role="status">{draft.spot ? `${draft.spot.lng.toFixed(5)}, ${draft.spot.lat.toFixed(5)}` : t('map')}</span>
                {draft.spot && (
                  <Button size="sm" kind="quiet" onClick={() => set({ spot: null })}>
                    {t('forget')}
                  </Button>
                )}
              </p>
            </div>
          </Section>
          <Similar text={`${draft.title} ${draft.text}`.trim()} category={draft.category} spot={draft.spot} />
        </div>
      </div>
    </form>
  );
}

function bodyOf({ title, text, category, level, place, spot, department, reason, reporter }: Draft) {
  return {
    title: title.trim(),
    text: text.trim(),
    category,
    reporter,
    ...(level && { level }),
    ...(place.trim() && { place: place.trim() }),
    ...(spot ?? {}),
    ...(department && { route: { department, reason: reason.trim() } }),
  };
}
