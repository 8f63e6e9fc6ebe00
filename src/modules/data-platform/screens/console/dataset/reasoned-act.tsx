import { type FormEvent, useState } from 'react';

import { Button, type Change, Dialog, useAct, useTexts } from '#ui';

import { dataTexts } from '../texts.ts';

interface Asked {
  /** The act in words, on its button. */
  readonly act: string;
  readonly title: string;
  /** What will happen, and what will not. */
  readonly text: string;
  readonly danger?: boolean;
}

interface ReasonDialogProps extends Asked {
  readonly open: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => Promise<unknown>;
}

/** Asks why, before an act that is written into history with its reason. */
export function ReasonDialog({ act, title, text, danger = false, open, busy, onClose, onReason }: ReasonDialogProps) {
  const d = useTexts(dataTexts);
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '' || (await onReason(reason.trim())) === undefined) return;
    setReason('');
    onClose();
  };
  return (
    <Dialog title={title} open={open} onClose={onClose}>
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
          <Button onClick={onClose}>{d('cancel')}</Button>
          <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy} refusal={reason.trim() === '' ? d('giveReason') : null}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ReasonedActProps extends Asked {
  readonly refusal: string | null;
  readonly size?: 'sm' | 'md';
  readonly change: (reason: string) => Change;
  readonly undo?: () => Change;
  readonly touches: readonly string[];
  readonly done: string;
}

/** A button for an act that needs a reason. */
export function ReasonedAct({ refusal, size = 'md', change, undo, touches, done, ...asked }: ReasonedActProps) {
  const [open, setOpen] = useState(false);
  const step = useAct<string>({ change, touches, done, ...(undo && { undo }) });
  return (
    <>
      <Button size={size} refusal={refusal} onClick={() => setOpen(true)}>
        {asked.act}
      </Button>
      <ReasonDialog {...asked} open={open} busy={step.busy} onClose={() => setOpen(false)} onReason={step.run} />
    </>
  );
}
