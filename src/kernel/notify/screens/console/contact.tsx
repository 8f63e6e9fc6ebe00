import { type FormEvent, useState } from 'react';

import { Button, Dialog, Note, Pill, Section, useAct, useSay, useTexts } from '#ui';

import type { ContactChannel } from '../../tables.ts';
import { settingsTexts } from '../texts.ts';
import { BASE, type Way } from './api.ts';

/** One address: what is known of it, and the dialog to name and prove one. */
export function Contact({ way: { ready, address, claimed }, channel }: { readonly way: Way; readonly channel: ContactChannel }) {
  const t = useTexts(settingsTexts);
  const [open, setOpen] = useState(false);
  const erase = useAct<void>({ change: () => ({ method: 'DELETE', path: `${BASE}/contacts/${channel}` }), touches: [BASE] });
  return (
    <Section title={t(channel)}>
      <p className="ink2 small">{t(`${channel}Text`)}</p>
      <div className="row">
        {address && <code>{address}</code>}
        {address && <Pill tone="good">{t('proven')}</Pill>}
        {!ready && <Pill tone="paused">{t('notReady')}</Pill>}
        {claimed && <Pill tone="soon">{t('waiting')}</Pill>}
      </div>
      <div className="row">
        {ready && (
          <Button size="sm" onClick={() => setOpen(true)}>
            {claimed ? t('code', { address: claimed }) : t(address ? 'another' : `${channel}Label`)}
          </Button>
        )}
        {(address || claimed) && (
          <Button size="sm" kind="quiet" busy={erase.busy} onClick={() => void erase.run()}>
            {t('remove')}
          </Button>
        )}
      </div>
      <Dialog title={t(channel)} open={open} onClose={() => setOpen(false)}>
        <ClaimForm channel={channel} />
        {claimed && <ProofForm channel={channel} address={claimed} onProven={() => setOpen(false)} />}
      </Dialog>
    </Section>
  );
}

function ClaimForm({ channel }: { readonly channel: ContactChannel }) {
  const t = useTexts(settingsTexts);
  const say = useSay();
  const claim = useAct<string>({
    change: (address) => ({ path: `${BASE}/contacts`, body: { channel, address } }),
    touches: [BASE],
    done: t('saidSent'),
    problems: 'inline',
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void claim.run(String(new FormData(event.currentTarget).get('address')));
  };
  return (
    <form className="form" onSubmit={submit}>
      {claim.problem && <Note tone="stop" title={say(claim.problem.text)} />}
      <label>
        {t(`${channel}Label`)}
        <input
          className="input"
          name="address"
          type={channel === 'email' ? 'email' : 'tel'}
          autoComplete={channel === 'email' ? 'email' : 'tel'}
          required
          maxLength={254}
        />
      </label>
      <Button type="submit" busy={claim.busy}>
        {t('sendCode')}
      </Button>
    </form>
  );
}

type Outcome = { readonly state: 'proven' | 'wrong' | 'expired' };

function ProofForm({
  channel,
  address,
  onProven,
}: {
  readonly channel: ContactChannel;
  readonly address: string;
  readonly onProven: () => void;
}) {
  const t = useTexts(settingsTexts);
  const [wrong, setWrong] = useState<'wrong' | 'expired' | null>(null);
  const prove = useAct<string, Outcome>({
    change: (code) => ({ path: `${BASE}/contacts/${channel}/proof`, body: { code } }),
    touches: [BASE],
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const outcome = await prove.run(String(new FormData(event.currentTarget).get('code')));
    if (outcome?.state === 'proven') onProven();
    else setWrong(outcome?.state ?? null);
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {wrong && <Note tone="stop" title={t(wrong === 'wrong' ? 'saidWrong' : 'saidExpired')} />}
      <label>
        {t('code', { address })}
        <input className="input" name="code" inputMode="numeric" autoComplete="one-time-code" required maxLength={10} />
      </label>
      <Button kind="primary" type="submit" busy={prove.busy}>
        {t('confirm')}
      </Button>
    </form>
  );
}
