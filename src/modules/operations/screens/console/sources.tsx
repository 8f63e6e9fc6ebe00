import { type FormEvent, useMemo, useState } from 'react';

import { Button, type Column, DataTable, Dialog, Loaded, PageHeader, Pill, useAct, useApi, useSay, useTexts } from '#ui';

import type { SourceView } from './intake/data.ts';
import './intake/intake.css';
import { careTexts, intakeTexts } from './intake/texts.ts';

const words = careTexts.table;
const TOUCHES = ['/api/sources', '/api/intake/terms'];
const KINDS = ['machine', 'feed', 'person'] as const;

/** Where signals may come from, and who may send them. */
export default function Sources() {
  const t = useTexts(intakeTexts);
  const c = useTexts(careTexts);
  const reading = useApi<{ readonly items: readonly SourceView[] }>('/api/sources');
  const [adding, setAdding] = useState(false);
  const columns = useColumns();
  return (
    <div className="page">
      <PageHeader title={t('sources')} crumbs={[{ title: t('quarantine'), to: '/intake/quarantine' }]} facts={c('sourcesFacts')}>
        <Button kind="primary" onClick={() => setAdding(true)}>
          {c('newSource')}
        </Button>
      </PageHeader>
      <Loaded reading={reading}>
        {({ items }) => (
          <DataTable
            name="sources"
            title={t('sources')}
            columns={columns}
            rows={items}
            rowKey={({ key }) => key}
            empty={{ title: c('newSource') }}
          />
        )}
      </Loaded>
      <NewSource open={adding} onClose={() => setAdding(false)} />
    </div>
  );
}

function useColumns(): readonly Column<SourceView>[] {
  const c = useTexts(careTexts);
  const say = useSay();
  return useMemo(
    () => [
      { key: 'source', title: intakeTexts.table.source, cell: ({ title }) => say(title) },
      { key: 'key', title: words.key, cell: ({ key }) => <code>{key}</code> },
      { key: 'kind', title: words.kind, cell: ({ kind }) => c(kind) },
      { key: 'senders', title: words.senders, align: 'end', cell: ({ senders }) => senders.length || null },
      {
        key: 'active',
        title: intakeTexts.table.state,
        cell: ({ active }) => <Pill tone={active ? 'good' : 'paused'}>{c(active ? 'active' : 'off')}</Pill>,
      },
      { key: 'switch', title: words.turn, cell: (source) => <Switch source={source} /> },
    ],
    [c, say],
  );
}

function Switch({ source: { key, active } }: { readonly source: SourceView }) {
  const c = useTexts(careTexts);
  const change = (on: boolean) => ({ method: 'PATCH' as const, path: `/api/sources/${key}`, body: { active: on } });
  const act = useAct<boolean>({
    change,
    touches: TOUCHES,
    done: (on) => `${key} · ${c(on ? 'active' : 'off')}`,
    undo: (on) => change(!on),
  });
  return (
    <Button size="sm" busy={act.busy} onClick={() => void act.run(!active)}>
      {c(active ? 'switchOff' : 'switchOn')}
    </Button>
  );
}

const EMPTY = { key: '', zh: '', en: '', kind: 'machine' as SourceView['kind'], senders: '', elsewhere: false };

function NewSource({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const c = useTexts(careTexts);
  const t = useTexts(intakeTexts);
  const [draft, setDraft] = useState(EMPTY);
  const set = (change: Partial<typeof EMPTY>) => setDraft((old) => ({ ...old, ...change }));
  const register = useAct<object, SourceView>({
    change: (body) => ({ path: '/api/sources', body }),
    touches: TOUCHES,
    done: (_, { key }) => c('registered', { key }),
  });
  const missing = draft.key && draft.zh && draft.en ? null : c('fill');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { key, zh, en, kind, senders, elsewhere } = draft;
    const body = { key, title: { zh, en }, kind, senders: senders.split(/\s+/).filter(Boolean), elsewhere };
    if (missing || !(await register.run(body))) return;
    setDraft(EMPTY);
    onClose();
  };
  const field = (name: 'key' | 'zh' | 'en', title: string, hint?: string) => (
    <label>
      <span>
        {title} {hint && <span className="hint-text">{hint}</span>}
      </span>
      <input className="input" maxLength={80} value={draft[name]} onChange={({ target }) => set({ [name]: target.value })} />
    </label>
  );
  return (
    <Dialog title={c('newSource')} open={open} onClose={onClose} wide>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <div className="two">
          {field('key', c('key'), c('keyHint'))}
          <label>
            <span>{c('kind')}</span>
            <select className="input" value={draft.kind} onChange={({ target }) => set({ kind: target.value as SourceView['kind'] })}>
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {c(kind)}
                </option>
              ))}
            </select>
          </label>
          {field('zh', c('nameZh'))}
          {field('en', c('nameEn'))}
        </div>
        <label>
          <span>
            {c('senders')} <span className="hint-text">{c('sendersHint')}</span>
          </span>
          <textarea className="input message" rows={3} value={draft.senders} onChange={({ target }) => set({ senders: target.value })} />
        </label>
        <label className="choice-line">
          <input type="checkbox" checked={draft.elsewhere} onChange={({ target }) => set({ elsewhere: target.checked })} />
          <span>{c('elsewhere')}</span>
        </label>
        <div className="row end">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" kind="primary" busy={register.busy} refusal={missing}>
            {c('register')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
