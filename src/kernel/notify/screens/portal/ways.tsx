import { Form, Status, useFormats, useFrame } from '#ui/portal';

import type { Settings } from '../../settings.ts';
import type { ContactChannel } from '../../tables.ts';
import { settingsTexts } from '../texts.ts';

const HERE = '/account/notifications';

/** A button that posts one act. */
export function Act({ action, id, channel, label }: { action: string; id?: string; channel?: string; label: string }) {
  const { csrf } = useFrame();
  return (
    <form className="inline" method="post" action={HERE}>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="action" value={action} />
      {id && <input type="hidden" name="id" value={id} />}
      {channel && <input type="hidden" name="channel" value={channel} />}
      <button className="btn alt small-btn" type="submit">
        {label}
      </button>
    </form>
  );
}

/** Browsers that show news, and the button that adds this one; `web/portal/enhance.ts` brings it to life. */
export function Push({ settings: { devices, pushKey } }: { settings: Settings }) {
  const { language, csrf } = useFrame();
  const say = settingsTexts(language);
  const { day } = useFormats();
  return (
    <div className="way stack">
      <h3>{say('push')}</h3>
      <p className="sm dim">{say('pushText')}</p>
      {devices.length > 0 && (
        <ul className="plain devices">
          {devices.map(({ id, label, lastSentAt }) => (
            <li key={id}>
              <span>
                <b>{label}</b>
                <span className="sm dim">
                  {say('lastSent')} {lastSentAt ? day(lastSentAt) : say('never')}
                </span>
              </span>
              <Act action="remove-device" id={id} label={say('remove')} />
            </li>
          ))}
        </ul>
      )}
      {devices.length === 0 && <Status tone="neutral">{say('noDevices')}</Status>}
      {pushKey && (
        <p>
          <button
            className="btn"
            type="button"
            hidden
            data-push={pushKey}
            data-csrf={csrf}
            data-refused={say('pushRefused')}
            data-failed={say('pushFailed')}
            data-unsupported={say('unsupported')}
            data-insecure={say('insecure')}
            data-denied={say('denied')}
          >
            {say('pushOn')}
          </button>
          <span className="sm dim" role="status" id="push-said" />
        </p>
      )}
      <noscript>
        <p className="sm dim">{say('needsScript')}</p>
      </noscript>
    </div>
  );
}

/** One address: what is known, the form to name one, and the form for the code. */
export function Contact({ way, channel }: { way: Settings['ways'][number]; channel: ContactChannel }) {
  const say = settingsTexts(useFrame().language);
  const { ready, address, claimed } = way;
  return (
    <div className="way stack">
      <h3>{say(channel)}</h3>
      <p className="sm dim">{say(`${channel}Text`)}</p>
      {!ready && <Status tone="neutral">{say('notReady')}</Status>}
      {address && (
        <p className="known">
          <Status tone="ok">
            <span className="brk">{address}</span>
          </Status>
          <Act action="erase-contact" channel={channel} label={say('remove')} />
        </p>
      )}
      {ready && claimed && <ProofForm channel={channel} address={claimed} />}
      {ready && <ClaimForm channel={channel} again={address !== null || claimed !== null} />}
    </div>
  );
}

function ProofForm({ channel, address }: { channel: ContactChannel; address: string }) {
  const say = settingsTexts(useFrame().language);
  return (
    <Form action={HERE}>
      <input type="hidden" name="action" value="prove" />
      <input type="hidden" name="channel" value={channel} />
      <div className="field compact">
        <label htmlFor={`code-${channel}`}>{say('code', { address })}</label>
        <div className="one-line">
          <input id={`code-${channel}`} name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={10} required />
          <button className="btn" type="submit">
            {say('confirm')}
          </button>
        </div>
      </div>
    </Form>
  );
}

const KINDS = {
  email: { type: 'email', autoComplete: 'email' },
  sms: { type: 'tel', autoComplete: 'tel' },
} as const;

function ClaimForm({ channel, again }: { channel: ContactChannel; again: boolean }) {
  const say = settingsTexts(useFrame().language);
  const form = (
    <Form action={HERE}>
      <input type="hidden" name="action" value="claim" />
      <input type="hidden" name="channel" value={channel} />
      <div className="field compact">
        <label htmlFor={`address-${channel}`}>{say(`${channel}Label`)}</label>
        <div className="one-line">
          <input id={`address-${channel}`} name="address" {...KINDS[channel]} maxLength={254} required />
          <button className="btn alt" type="submit">
            {say('sendCode')}
          </button>
        </div>
      </div>
    </Form>
  );
  if (!again) return form;
  return (
    <details>
      <summary>{say('another')}</summary>
      {form}
    </details>
  );
}
