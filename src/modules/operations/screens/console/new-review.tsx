import type { FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

import { Button, Note, PageHeader, Section, Segments, useAct, useDraft, useSay, useTexts } from '#ui';

import { type NewFinding, NO_FINDING, type ReviewView } from './review/data.ts';
import { FindingFields } from './review/finding-fields.tsx';
import { reviewTexts } from './review/texts.ts';

import './review/review.css';

interface Draft {
  readonly about: 'case' | 'day';
  readonly code: string;
  readonly day: string;
  readonly title: string;
  readonly summary: string;
  readonly items: readonly NewFinding[];
}

/** Opens a review of a case or a day; `?case=` and `?day=` in the address fill it in. */
export default function NewReview() {
  const t = useTexts(reviewTexts);
  const say = useSay();
  const go = useNavigate();
  const [search] = useSearchParams();
  const fresh: Draft = {
    about: search.has('case') ? 'case' : 'day',
    code: search.get('case') ?? '',
    day: search.get('day') ?? '',
    title: '',
    summary: '',
    items: [NO_FINDING],
  };
  const [draft, setDraft, clear] = useDraft<Draft>('operations.new-review', fresh);
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const send = useAct<Draft, ReviewView>({
    change: (input) => ({ path: '/api/reviews', body: bodyOf(input) }),
    touches: ['/api/reviews'],
    problems: 'inline',
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await send.run(draft);
    if (!made) return;
    clear();
    void go(`/reviews/${made.id}`);
  };
  return (
    <form className="page form" onSubmit={(event) => void submit(event)}>
      <PageHeader title={t('create')} crumbs={[{ title: t('title'), to: '/reviews' }, { title: t('create') }]} facts={t('facts')} />
      {send.problem && <Note tone="stop" title={say(send.problem.text)} />}
      <Section title={t('about')}>
        <div className="form">
          <Segments
            title={t('about')}
            value={draft.about}
            segments={[
              { value: 'day', title: t('aboutDay') },
              { value: 'case', title: t('aboutCase') },
            ]}
            onChange={(about) => set({ about })}
          />
          {draft.about === 'day' ? (
            <label>
              {t('aboutDay')}
              <input className="input" type="date" required value={draft.day} onChange={(event) => set({ day: event.target.value })} />
            </label>
          ) : (
            <label>
              {t('caseCode')}
              <input className="input" required maxLength={40} value={draft.code} onChange={(event) => set({ code: event.target.value })} />
            </label>
          )}
          <label>
            {t('name')}
            <input
              className="input"
              required
              maxLength={200}
              value={draft.title}
              onChange={(event) => set({ title: event.target.value })}
            />
          </label>
          <label>
            {t('summary')}
            <textarea
              className="input"
              rows={5}
              required
              maxLength={8_000}
              value={draft.summary}
              onChange={(event) => set({ summary: event.target.value })}
            />
          </label>
        </div>
      </Section>
      {draft.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: findings are only added at the end
        <Section key={at} title={`${t('findings')} ${at + 1}`}>
          <div className="form">
            <FindingFields
              value={item}
              onChange={(change) => set({ items: draft.items.map((one, index) => (index === at ? { ...one, ...change } : one)) })}
            />
          </div>
        </Section>
      ))}
      <div className="row end">
        <Button onClick={() => set({ items: [...draft.items, NO_FINDING] })}>{t('add')}</Button>
        <Button type="submit" kind="primary" busy={send.busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

function bodyOf({ about, code, day, title, summary, items }: Draft) {
  return { ...(about === 'day' ? { day } : { case: code }), title, summary, items };
}
