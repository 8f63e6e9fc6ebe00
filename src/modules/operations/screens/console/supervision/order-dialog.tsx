import { type FormEvent, useState } from 'react';

import { Button, Dialog, useAct, useTexts } from '#ui';

import { type SupervisedView, spoken } from '../cases/data.ts';
import { useDepartmentName } from '../cases/terms.ts';
import { supervisionTexts } from './texts.ts';

interface OrderDialogProps {
  readonly rows: SupervisedView['overdue'];
  readonly onClose: () => void;
}

interface Done {
  readonly items: readonly { readonly problem: unknown }[];
}

/** One demand to every department that is late with a chosen case. */
export function OrderDialog({ rows, onClose }: OrderDialogProps) {
  const t = useTexts(supervisionTexts);
  const department = useDepartmentName();
  const [demand, setDemand] = useState('');
  const send = useAct<string, Done>({
    change: (words) => ({
      path: '/api/cases/bulk',
      body: {
        act: 'order',
        items: rows.map(({ code, revision, department: key }) => ({ code, revision, input: { department: key, demand: words } })),
      },
    }),
    touches: ['/api/supervision', '/api/cases'],
    done: (_, { items }) => {
      const failed = items.filter(({ problem }) => problem).length;
      const count = items.length - failed;
      return failed > 0 ? t('refused', { count, failed }) : t('ordered', { count });
    },
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await send.run(demand)) onClose();
  };
  return (
    <Dialog title={t('order')} open onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <ul className="lines small">
          {rows.map((row) => (
            <li key={`${row.code} ${row.kind.key} ${row.since}`}>
              <code>{spoken(row.code)}</code> {row.title} · {department(row.department)}
            </li>
          ))}
        </ul>
        <label>
          {t('demandAsked')}
          <textarea
            className="input"
            rows={4}
            required
            maxLength={2_000}
            value={demand}
            onChange={(event) => setDemand(event.target.value)}
            data-autofocus
          />
        </label>
        <div className="row end">
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button type="submit" kind="primary" busy={send.busy}>
            {t('order')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
