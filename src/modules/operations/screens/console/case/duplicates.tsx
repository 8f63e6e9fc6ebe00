import { Link } from 'react-router';
import { defineTexts } from '#kernel/i18n';
import { Button, Section, useAct, useConfirm, useFormat, useTexts } from '#ui';
import { type CaseView, caseHref, type DuplicateView, spoken } from '../cases/data.ts';
import { StateMark } from '../cases/marks.tsx';
import { useCaseActs } from './case-context.ts';
import { ScoreTable } from './score.tsx';

const texts = defineTexts({
  title: { en: 'Possible duplicates', zh: '疑似重复' },
  promise: { en: 'Who reported is never part of the score.', zh: '反映人身份从不参与评分。' },
  merged: { en: 'Joined cases', zh: '已并入的事项' },
  same: { en: 'The same: join', zh: '同一事项，并案' },
  joined: { en: 'Joined. Both logs have a line.', zh: '已并案，双方流水均有记录。' },
  different: { en: 'Not the same', zh: '不是同一事项' },
  judged: { en: 'Written down as not the same.', zh: '已记录为不同事项。' },
  undo: { en: 'Undo the merge', zh: '撤销并案' },
  undone: { en: 'The merge is undone; the clocks of both are again their own.', zh: '已撤销并案，双方时限均恢复为各自原有计时。' },
  joinedAt: { en: 'joined {at}', zh: '{at} 并入' },
  byHand: { en: 'Joined by a person, without a score.', zh: '人工并案，无评分。' },
});

/** What may be about the same thing, with the score part by part. */
export function Duplicates({ duplicates }: { readonly duplicates: readonly DuplicateView[] }) {
  const t = useTexts(texts);
  if (duplicates.length === 0) return null;
  return (
    <Section title={t('title')}>
      <p className="tiny ink2">{t('promise')}</p>
      {duplicates.map((duplicate) => (
        <DuplicateCard key={duplicate.id} duplicate={duplicate} />
      ))}
    </Section>
  );
}

function DuplicateCard({ duplicate }: { readonly duplicate: DuplicateView }) {
  const t = useTexts(texts);
  const { view, may } = useCaseActs();
  const { id, score, components, event } = duplicate;
  const touches = ['/api/cases', '/api/events'];
  const join = useAct<void, { id?: string }>({
    change: () =>
      event.caseCode && event.caseCode !== view.code
        ? { path: '/api/merges', body: { survivor: view.code, merged: event.caseCode, explanation: { score, components } } }
        : { path: `/api/suggestions/${id}/decide`, body: { verdict: 'same' } },
    undo: (_, reply) =>
      reply.id
        ? { method: 'DELETE', path: `/api/merges/${reply.id}` }
        : { path: `/api/suggestions/${id}/decide`, body: { verdict: 'open' } },
    touches,
    done: t('joined'),
  });
  const reject = useAct<void>({
    change: () => ({ path: `/api/suggestions/${id}/decide`, body: { verdict: 'different' } }),
    undo: () => ({ path: `/api/suggestions/${id}/decide`, body: { verdict: 'open' } }),
    touches,
    done: t('judged'),
  });
  return (
    <div className="dup">
      <p className="b">{event.title}</p>
      {event.caseCode && (
        <p className="tiny">
          <Link to={caseHref(event.caseCode)}>
            <code>{spoken(event.caseCode)}</code>
          </Link>
        </p>
      )}
      <ScoreTable score={score} components={components} />
      {may('merge') && (
        <div className="row">
          <Button size="sm" busy={join.busy} onClick={() => void join.run()}>
            {t('same')}
          </Button>
          <Button size="sm" kind="quiet" busy={reject.busy} onClick={() => void reject.run()}>
            {t('different')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Cases that were joined to this one; each can be taken out again. */
export function Merges() {
  const t = useTexts(texts);
  const { view } = useCaseActs();
  if (view.merges.length === 0) return null;
  return (
    <Section title={t('merged')}>
      {view.merges.map((merge) => (
        <MergeCard key={merge.id} merge={merge} />
      ))}
    </Section>
  );
}

interface Explained {
  readonly score?: number;
  readonly components?: DuplicateView['components'];
}

function MergeCard({ merge }: { readonly merge: CaseView['merges'][number] }) {
  const t = useTexts(texts);
  const format = useFormat();
  const { may } = useCaseActs();
  const confirm = useConfirm();
  const undo = useAct<void>({
    change: () => ({ method: 'DELETE', path: `/api/merges/${merge.id}` }),
    touches: ['/api/cases', '/api/events'],
    done: t('undone'),
  });
  const { score, components } = (merge.explanation ?? {}) as Explained;
  const ask = async () => {
    if (await confirm({ title: t('undo'), text: merge.other.title, act: t('undo') })) await undo.run();
  };
  return (
    <div className="dup">
      <p className="row between">
        <Link to={caseHref(merge.other.code)}>
          <code>{spoken(merge.other.code)}</code>
        </Link>
        <StateMark state={merge.other.state} />
      </p>
      <p className="b">{merge.other.title}</p>
      <p className="tiny ink2">{t('joinedAt', { at: format.moment(new Date(merge.since)) })}</p>
      {score !== undefined && components ? (
        <ScoreTable score={score} components={components} />
      ) : (
        <p className="small ink2">{t('byHand')}</p>
      )}
      {may('merge') && (
        <Button size="sm" busy={undo.busy} onClick={() => void ask()}>
          {t('undo')}
        </Button>
      )}
    </div>
  );
}
