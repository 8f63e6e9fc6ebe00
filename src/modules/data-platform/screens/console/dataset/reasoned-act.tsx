import { type FormEvent, useState } from 'react';

import { Button, type Change, Dialog, useAct, useTexts } from '#ui';

import { dataTexts } from '../texts.ts';

interface ReasonedActProps {
  /** The act in words, on its button. */
  readonly act: string;
  readonly title: string;
  /** What will happen, and what will not. */
  readonly text: string;
  readonly danger?: boolean;
  readonly refusal: string | null;
  readonly size?: 'sm' | 'md';
  readonly change: (reason: string) => Change;
  readonly undo?: () => Change;
  readonly touches: readonly string[];
  readonly done: string;
}

/** An act that is written into history with its reason: a button, and a dialog that asks for it. */
export function ReasonedAct({ act, title, text, danger = false, refusal, size = 'md', change, undo, touches, done }: ReasonedActProps) {
  const d = useTexts(dataTexts);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const step = useAct<string>({ change, touches, done, ...(undo && { undo }) });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '' || (await step.run(reason.trim())) === undefined) return;
    setOpen(false);
    setReason('');
  };
  return (
    <>
      <Button size={size} refusal={refusal} onClick={() => setOpen(true)}>
        {act}
      </Button>
      <Dialog title={title} open={open} onClose={() => setOpen(false)}>
        <form className="form" onSubmit={(event) => void submit(event)}>
          <p className="ink2">{text}</p>
          <label>
            <span>
              {d('reason')} <span className="hint-text">{d('reasonHint')}</span>
            </span>
            <textarea
              className="input"
              rows={3}
              maxLength={1000}
              value={reason}
              data-autofocus
              onChange={({ target }) => setReason(target.value)}
            />
          </label>
          <div className="row end">
            <Button onClick={() => setOpen(false)}>{d('cancel')}</Button>
            <Button
              type="submit"
              kind={danger ? 'danger' : 'primary'}
              busy={step.busy}
              refusal={reason.trim() === '' ? d('giveReason') : null}
            >
              {act}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
