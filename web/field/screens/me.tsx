import { useEffect, useState } from 'react';

import { useFormat } from '../../ui/console/format.ts';
import { useSay } from '../../ui/console/language.ts';
import { usePreferences } from '../../ui/console/preferences.ts';
import { leave } from '../device/agent.ts';
import { useView, useWords } from '../use.ts';

/** Who works here, how the app looks, what it keeps on this device, and the way out. */
export function Me() {
  const t = useWords();
  const say = useSay();
  const { person, snapshot } = useView();
  return (
    <div className="page">
      <h1>{person?.name}</h1>
      {person?.department && <p className="ink2">{say(person.department.title)}</p>}
      <Settings />
      <Storage />
      {snapshot && (
        <a className="btn" href={`tel:${snapshot.facts.hotline}`}>
          {t('phone', { number: snapshot.facts.hotline })}
        </a>
      )}
      <Leave />
    </div>
  );
}

function Settings() {
  const t = useWords();
  const [{ large, theme }, change] = usePreferences();
  return (
    <section className="card pad" aria-labelledby="settings">
      <h2 id="settings">{t('settings')}</h2>
      <label className="check">
        <input type="checkbox" checked={large} onChange={(event) => change({ large: event.target.checked })} />
        {t('large')}
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={theme === 'dark'}
          onChange={(event) => change({ theme: event.target.checked ? 'dark' : 'light' })}
        />
        {t('dark')}
      </label>
    </section>
  );
}

interface Room {
  readonly used: number;
  readonly free: number;
  readonly lasting: boolean;
}

function Storage() {
  const t = useWords();
  const { bytes } = useFormat();
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => void measure().then(setRoom), []);
  const worker = 'serviceWorker' in navigator;
  return (
    <section className="card pad" aria-labelledby="storage">
      <h2 id="storage">{t('storage')}</h2>
      {room && <p>{t('storageText', { used: bytes(room.used), free: bytes(room.free) })}</p>}
      {room && <p className="ink2">{t(room.lasting ? 'lasting' : 'notLasting')}</p>}
      <p className="ink2">{t(worker ? 'ready' : 'noWorker')}</p>
    </section>
  );
}

async function measure(): Promise<Room | null> {
  if (!('storage' in navigator)) return null;
  const [{ usage = 0, quota = 0 }, lasting] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
  return { used: usage, free: quota - usage, lasting };
}

/** Signing out clears the device; what was not sent is named before. */
function Leave() {
  const t = useWords();
  const { items } = useView();
  const [asked, setAsked] = useState(false);
  const go = () => (items.length > 0 ? setAsked(true) : void leave());
  if (asked && items.length > 0)
    return (
      <div className="card ask" role="alertdialog" aria-label={t('unsentTitle', { count: items.length })}>
        <b>{t('unsentTitle', { count: items.length })}</b>
        <p className="ink2">{t('unsentText')}</p>
        <button type="button" className="btn primary" onClick={() => setAsked(false)}>
          {t('stay')}
        </button>
        <button type="button" className="btn stop" onClick={() => void leave()}>
          {t('loseAndLeave')}
        </button>
      </div>
    );
  return (
    <>
      <button type="button" className="btn" onClick={go}>
        {t('signOut')}
      </button>
      <p className="small ink2">{t('signOutText')}</p>
    </>
  );
}
