import { useMemo, useState } from 'react';

import { Button, Note, useAct, useFormat, useKeys, useMay, useSay, useTexts } from '#ui';

import type { LoadView } from '../data.ts';
import { dataTexts } from '../texts.ts';
import { loadTexts } from './texts.ts';

/** What a load came to, and the next step. */
export function Outcome({ load }: { readonly load: LoadView }) {
  const t = useTexts(loadTexts);
  const say = useSay();
  const { number } = useFormat();
  const { state, version, read, accepted, rejected, seconds, problem } = load;
  switch (state) {
    case 'held':
      return <Decision load={load} />;
    case 'published': {
      const rate = number((read ?? 0) / Math.max(seconds ?? 1, 0.001), 0);
      return (
        <Note tone="ok" title={t('publishedTitle', { rows: number(accepted ?? 0) })}>
          <p>{t('publishedText', { number: version ?? '', rate, rejected: number(rejected ?? 0) })}</p>
          <NextSteps load={load} />
        </Note>
      );
    }
    case 'failed':
    case 'cancelled':
      return (
        <Note tone={state === 'failed' ? 'stop' : 'warn'} title={t(state === 'failed' ? 'failedTitle' : 'cancelledTitle')}>
          {problem && <p className="b">{say(problem.text)}</p>}
          <p>{t('failedText')}</p>
          <NextSteps load={load} again />
        </Note>
      );
    case 'unchanged':
    case 'refused':
      return (
        <Note tone="info" title={t(state === 'unchanged' ? 'unchangedTitle' : 'refusedTitle')}>
          <p>{t(state === 'unchanged' ? 'unchangedText' : 'refusedText')}</p>
          <NextSteps load={load} again />
        </Note>
      );
    case 'queued':
    case 'running':
      return null;
  }
}

function NextSteps({ load: { dataset }, again = false }: { readonly load: LoadView; readonly again?: boolean }) {
  const t = useTexts(loadTexts);
  return (
    <div className="row">
      <Button kind={again ? 'plain' : 'primary'} to={`/data/${dataset}`}>
        {t('toDataset')}
      </Button>
      {again && <Button to={`/data/${dataset}/load`}>{t('again')}</Button>}
      {again && <Button to={`/data/${dataset}/edit`}>{t('editFields')}</Button>}
    </div>
  );
}

/** A held load is accepted or refused, each with a reason. */
function Decision({ load }: { readonly load: LoadView }) {
  const t = useTexts(loadTexts);
  const d = useTexts(dataTexts);
  const say = useSay();
  const may = useMay('data:steward');
  const [reason, setReason] = useState('');
  const decide = useAct<'accept' | 'refuse'>({
    change: (act) => ({ path: `/api/data/loads/${load.id}/${act}`, body: { reason: reason.trim() } }),
    touches: ['/api/data'],
    done: (act) => (act === 'accept' ? t('accepted', { number: load.version ?? '' }) : t('refusedDone')),
  });
  const refusal = may ? (reason.trim() === '' ? d('giveReason') : null) : d('needsSteward');
  useDecisionKeys(refusal === null, (act) => void decide.run(act));
  return (
    <Note tone="stop" title={t('heldTitle')}>
      <ul className="bullets">
        {load.heldFor.map(({ code, text }) => (
          <li key={code}>{say(text)}</li>
        ))}
      </ul>
      <p className="small">{t('heldText')}</p>
      <label className="labelled">
        <span>
          {d('reason')} <span className="hint-text">{d('reasonHint')}</span>
        </span>
        <textarea className="input" rows={2} maxLength={1000} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      <div className="row">
        <Button kind="primary" shortcut="1" busy={decide.busy} refusal={refusal} onClick={() => void decide.run('accept')}>
          {t('accept', { number: load.version ?? '' })}
        </Button>
        <Button shortcut="2" busy={decide.busy} refusal={refusal} onClick={() => void decide.run('refuse')}>
          {t('refuse')}
        </Button>
      </div>
    </Note>
  );
}

function useDecisionKeys(ready: boolean, decide: (act: 'accept' | 'refuse') => void): void {
  const t = useTexts(loadTexts);
  const keys = useMemo(
    () =>
      ready
        ? [
            { keys: '1', title: t('accept', { number: '' }), run: () => decide('accept') },
            { keys: '2', title: t('refuse'), run: () => decide('refuse') },
          ]
        : [],
    [ready, t, decide],
  );
  useKeys(keys);
}
