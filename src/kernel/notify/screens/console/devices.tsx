import { useState } from 'react';

import { AgeOf, Button, Section, useAct, useTexts } from '#ui';

import { type NewDevice, obstacle, subscribe } from '../push-device.ts';
import { settingsTexts } from '../texts.ts';
import { BASE, type MySettings } from './api.ts';

/** Browsers that show one’s news, and the way to add this one. */
export function Devices({ settings: { devices, pushKey } }: { readonly settings: MySettings }) {
  const t = useTexts(settingsTexts);
  const remove = useAct<string>({ change: (id) => ({ method: 'DELETE', path: `${BASE}/devices/${id}` }), touches: [BASE] });
  return (
    <Section title={t('push')}>
      <p className="ink2 small">{t('pushText')}</p>
      {devices.length === 0 && <p className="ink2">{t('noDevices')}</p>}
      <ul className="plain-list">
        {devices.map(({ id, label, lastSentAt }) => (
          <li key={id} className="row">
            <b>{label}</b>
            <span className="ink2 small">
              {t('lastSent')} <AgeOf at={lastSentAt} />
            </span>
            <Button size="sm" kind="quiet" busy={remove.busy} onClick={() => void remove.run(id)}>
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      {pushKey && <AddThis pushKey={pushKey} />}
    </Section>
  );
}

function AddThis({ pushKey }: { readonly pushKey: string }) {
  const t = useTexts(settingsTexts);
  const [said, setSaid] = useState<'pushRefused' | 'pushFailed' | null>(null);
  const [asking, setAsking] = useState(false);
  const add = useAct<NewDevice>({ change: (body) => ({ path: `${BASE}/devices`, body }), touches: [BASE], done: t('pushAdded') });
  const stopped = obstacle();
  const turnOn = async () => {
    setAsking(true);
    try {
      const device = await subscribe(pushKey);
      if (device) await add.run(device);
      setSaid(device ? null : 'pushRefused');
    } catch {
      setSaid('pushFailed');
    }
    setAsking(false);
  };
  if (stopped) return <p className="ink2 small">{t(stopped)}</p>;
  return (
    <>
      <Button size="sm" busy={asking || add.busy} onClick={() => void turnOn()}>
        {t('pushOn')}
      </Button>
      <p className="small" role="status">
        {said && t(said)}
      </p>
    </>
  );
}
