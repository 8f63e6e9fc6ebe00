import { type FormEvent, useId, useState } from 'react';

import { Button, Dialog, useSay, useTexts } from '#ui';

import { CategorySelect } from './category-select.tsx';
import { type EventRow, leafOf, useIntakeTerms, useTitles } from './data.ts';
import { intakeTexts } from './texts.ts';

interface Asked<Said> {
  readonly open: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onSay: (said: Said) => Promise<unknown>;
}

/** What somebody says when nothing is to be done. */
export interface Dismissal {
  readonly reason: string;
  readonly note?: string;
}

/** Asks why nothing is to be done. */
export function DismissDialog({ count, open, busy, onClose, onSay }: Asked<Dismissal> & { readonly count: number }) {
  const t = useTexts(intakeTexts);
  const say = useSay();
  const { dismissReasons } = useIntakeTerms();
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason) void onSay({ reason, ...(note.trim() && { note: note.trim() }) }).then(onClose);
  };
  return (
    <Dialog title={t('dismissTitle', { count })} open={open} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <p className="ink2">{t('dismissText')}</p>
        <fieldset className="choices">
          <legend>{t('reason')}</legend>
          {dismissReasons.map(({ key, title }, at) => (
            <label key={key} className="choice-line">
              <input
                type="radio"
                name="reason"
                value={key}
                checked={reason === key}
                data-autofocus={at === 0 || undefined}
                onChange={() => setReason(key)}
              />
              <span>{say(title)}</span>
            </label>
          ))}
        </fieldset>
        <label>
          <span>
            {t('note')} <span className="hint-text">{t('noteHint')}</span>
          </span>
          <textarea className="input" rows={2} maxLength={1000} value={note} onChange={({ target }) => setNote(target.value)} />
        </label>
        <div className="row end">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" kind="primary" busy={busy} refusal={reason ? null : t('giveReason')}>
            {t('dismiss')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What a case begins with. */
export interface CaseWish {
  readonly title: string;
  readonly category: string;
  readonly level: string;
  readonly department?: string;
  readonly reason?: string;
}

/** Asks what a case begins with; everything stands there already where the report said it. */
export function CaseDialog({ event, open, busy, onClose, onSay }: Asked<CaseWish> & { readonly event: EventRow }) {
  const t = useTexts(intakeTexts);
  const say = useSay();
  const categoryId = useId();
  const terms = useIntakeTerms();
  const titles = useTitles();
  const [wish, setWish] = useState({ title: event.title, category: event.category ?? '', level: event.level, department: '', reason: '' });
  const set = (change: Partial<typeof wish>) => setWish((old) => ({ ...old, ...change }));
  const leaf = leafOf(terms, wish.category);
  const missing = !wish.category ? t('classifyFirst') : wish.department && !wish.reason.trim() ? t('sayWhy') : null;
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    const { department, reason, ...rest } = wish;
    if (!missing) void onSay({ ...rest, ...(department && { department, reason: reason.trim() }) }).then(onClose);
  };
  return (
    <Dialog title={t('caseTitle')} open={open} onClose={onClose} wide>
      <form className="form" onSubmit={submit}>
        <p className="ink2">{t('caseText')}</p>
        <label>
          <span>{t('title')}</span>
          <input
            className="input"
            maxLength={200}
            value={wish.title}
            required
            data-autofocus
            onChange={({ target }) => set({ title: target.value })}
          />
        </label>
        <div className="two">
          <div className="labelled">
            <label htmlFor={categoryId}>{t('category')}</label>
            <CategorySelect
              id={categoryId}
              value={wish.category}
              onChange={(category) => set({ category, level: leafOf(terms, category)?.level ?? wish.level })}
            />
          </div>
          <label>
            <span>{t('level')}</span>
            <select className="input" value={wish.level} onChange={({ target }) => set({ level: target.value })}>
              {terms.levels.map(({ key, title }) => (
                <option key={key} value={key}>
                  {say(title)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <label>
          <span>{t('receiver')}</span>
          <select className="input" value={wish.department} onChange={({ target }) => set({ department: target.value })}>
            <option value="">{t('byRule', { department: titles.department(leaf?.department ?? null) || '—' })}</option>
            {terms.departments.map(({ key, title }) => (
              <option key={key} value={key}>
                {say(title)}
              </option>
            ))}
          </select>
        </label>
        {wish.department && (
          <label>
            <span>{t('whyReceiver')}</span>
            <input className="input" maxLength={500} value={wish.reason} onChange={({ target }) => set({ reason: target.value })} />
          </label>
        )}
        <div className="row end">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" kind="primary" busy={busy} refusal={missing}>
            {t('openCase')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks for the code of the case that an event belongs to. */
export function AttachDialog({ open, busy, onClose, onSay }: Asked<string>) {
  const t = useTexts(intakeTexts);
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim()) void onSay(code.trim()).then((done) => done !== undefined && onClose());
  };
  return (
    <Dialog title={t('attach')} open={open} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <p className="ink2">{t('attachText')}</p>
        <label>
          <span>{t('code')}</span>
          <input className="input mono" maxLength={40} value={code} data-autofocus onChange={({ target }) => setCode(target.value)} />
        </label>
        <div className="row end">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" kind="primary" busy={busy} refusal={code.trim() ? null : t('giveCode')}>
            {t('attach')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
