import { type FormEvent, useState } from 'react';
import { Link, useParams } from 'react-router';

import { AgeOf, Button, Dialog, Loaded, PageHeader, Pill, Section, StatePanel, useAct, useApi, useConfirm, useSay, useTexts } from '#ui';

import { caseHref, spoken } from './cases/data.ts';
import { type FindingView, type NewFinding, NO_FINDING, type ReviewView } from './review/data.ts';
import { FindingFields } from './review/finding-fields.tsx';
import { reviewTexts } from './review/texts.ts';

import './review/review.css';

/** One review: what happened, what was found, who sees to it and by when. */
export default function Review() {
  const { id } = useParams();
  const reading = useApi<ReviewView>(`/api/reviews/${id}`, { freshSeconds: 5 });
  return (
    <div className="page">
      <Loaded reading={reading}>{(review) => <Whole review={review} />}</Loaded>
    </div>
  );
}

interface Part {
  readonly review: ReviewView;
}

/** Every act names the revision on the screen; the list and the page are read again after it. */
function useReviewAct<Input>(review: ReviewView, change: (input: Input) => { path: string; body: unknown }, done: string) {
  return useAct<Input, ReviewView>({
    change: (input) => ({ ...change(input), ifMatch: `"${review.revision}"` }),
    touches: ['/api/reviews'],
    done,
  });
}

function Whole({ review }: Part) {
  const t = useTexts(reviewTexts);
  const [adding, setAdding] = useState(false);
  const { title, day, case: about, state, summary, findings, mayEdit, openedAt } = review;
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ title: t('title'), to: '/reviews' }, { title: day ?? spoken(about?.code ?? '') }]}
        facts={
          <>
            <Pill tone={state === 'open' ? 'soon' : 'good'}>{t(state)}</Pill> <AgeOf at={openedAt} />{' '}
            {day && <Link to={`/board?day=${day}`}>{t('replay')}</Link>}
            {about && (
              <Link to={caseHref(about.code)}>
                {t('aboutCase')} {spoken(about.code)} · {about.title}
              </Link>
            )}
          </>
        }
      >
        {mayEdit && <Button onClick={() => setAdding(true)}>{t('add')}</Button>}
        {mayEdit && <End review={review} />}
      </PageHeader>
      <div className="stack">
        <Section title={t('summary')}>
          <p className="review-summary">{summary}</p>
        </Section>
        <Section title={t('findings')} note={t('progress', { done: review.done, items: review.items })}>
          {findings.length === 0 && <StatePanel kind="empty" title={t('noFindings')} />}
          <ul className="findings">
            {findings.map((finding) => (
              <Finding key={finding.id} review={review} finding={finding} />
            ))}
          </ul>
        </Section>
      </div>
      {adding && <AddDialog review={review} onClose={() => setAdding(false)} />}
    </>
  );
}

function End({ review }: Part) {
  const t = useTexts(reviewTexts);
  const confirm = useConfirm();
  const end = useReviewAct<void>(review, () => ({ path: `/api/reviews/${review.id}/close`, body: {} }), t('ended'));
  const ask = async () => {
    if (await confirm({ title: t('end'), text: t('endText'), act: t('end') })) await end.run();
  };
  return (
    <Button kind="primary" busy={end.busy} onClick={() => void ask()}>
      {t('end')}
    </Button>
  );
}

function Finding({ review, finding: one }: Part & { readonly finding: FindingView }) {
  const t = useTexts(reviewTexts);
  const say = useSay();
  const [ending, setEnding] = useState(false);
  const item = `/api/reviews/${review.id}/items/${one.id}`;
  const reopen = useReviewAct<void>(review, () => ({ path: `${item}/reopen`, body: {} }), t('waits'));
  const tone = one.doneAt ? 'good' : one.overdue ? 'danger' : 'soon';
  return (
    <li>
      <b>{one.finding}</b>
      <span>{one.action}</span>
      <div className="meta small">
        <Pill tone={tone}>{t(one.doneAt ? 'isDone' : one.overdue ? 'late' : 'waits')}</Pill>
        <span>
          {t('owner')}: {say(one.owner.title)}
        </span>
        <span>
          {t('dueOn')}: {one.dueOn}
        </span>
        {one.mayEnd && !one.doneAt && (
          <Button size="sm" onClick={() => setEnding(true)}>
            {t('done')}
          </Button>
        )}
        {one.mayEnd && one.doneAt && (
          <Button size="sm" kind="quiet" busy={reopen.busy} onClick={() => void reopen.run()}>
            {t('reopen')}
          </Button>
        )}
      </div>
      {one.outcome && <p className="outcome">{one.outcome}</p>}
      {ending && <EndDialog review={review} path={`${item}/done`} onClose={() => setEnding(false)} />}
    </li>
  );
}

function EndDialog({ review, path, onClose }: Part & { readonly path: string; readonly onClose: () => void }) {
  const t = useTexts(reviewTexts);
  const [outcome, setOutcome] = useState('');
  const send = useReviewAct<string>(review, (words) => ({ path, body: { outcome: words } }), t('marked'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await send.run(outcome)) onClose();
  };
  return (
    <Dialog title={t('done')} open onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <label>
          {t('outcome')}
          <textarea
            className="input"
            rows={3}
            required
            maxLength={2_000}
            value={outcome}
            onChange={(event) => setOutcome(event.target.value)}
            data-autofocus
          />
        </label>
        <Buttons busy={send.busy} act={t('done')} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function AddDialog({ review, onClose }: Part & { readonly onClose: () => void }) {
  const t = useTexts(reviewTexts);
  const [finding, setFinding] = useState<NewFinding>(NO_FINDING);
  const send = useReviewAct<NewFinding>(review, (body) => ({ path: `/api/reviews/${review.id}/items`, body }), t('added'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await send.run(finding)) onClose();
  };
  return (
    <Dialog title={t('add')} open onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <FindingFields value={finding} onChange={(change) => setFinding((old) => ({ ...old, ...change }))} />
        <Buttons busy={send.busy} act={t('add')} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Buttons({ busy, act, onClose }: { readonly busy: boolean; readonly act: string; readonly onClose: () => void }) {
  const t = useTexts(reviewTexts);
  return (
    <div className="row end">
      <Button onClick={onClose}>{t('keep')}</Button>
      <Button type="submit" kind="primary" busy={busy}>
        {act}
      </Button>
    </div>
  );
}
