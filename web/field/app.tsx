import { useEffect } from 'react';

import { useFormat } from '../ui/console/format.ts';
import { Icon } from './icons.tsx';
import { LanguageSwitch } from './parts.tsx';
import { Door } from './screens/door.tsx';
import { Me } from './screens/me.tsx';
import { Outbox } from './screens/outbox.tsx';
import { OutboxItemScreen } from './screens/outbox-item.tsx';
import { TaskScreen } from './screens/task.tsx';
import { Tasks } from './screens/tasks.tsx';
import { usePlace, useView, useWords } from './use.ts';

/** The app for work outside: a state of the connection above, four places below, one thing at a time between. */
export function App() {
  const t = useWords();
  const { ready, person } = useView();
  const place = usePlace();
  const here = place.join('/');
  useEffect(() => {
    document.title = t('app');
  }, [t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place begins at its top
  useEffect(() => {
    void scrollTo(0, 0); // newer browsers answer with a promise, which must not become the clean-up
  }, [here]);
  if (!ready) return <p className="opening">{t('loading')}</p>;
  if (!person) return <Door />;
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <Top />
      <main id="main">
        <Screen place={place} />
      </main>
      <Tabs place={place[0] ?? 'tasks'} />
    </>
  );
}

function Screen({ place: [name, id, act] }: { readonly place: readonly string[] }) {
  if (name === 'task' && id) return <TaskScreen key={`${id}/${act}`} id={id} act={act ?? null} />;
  if (name === 'outbox') return id ? <OutboxItemScreen key={id} seq={Number(id)} /> : <Outbox />;
  if (name === 'me') return <Me />;
  return <Tasks />;
}

/** How the connection is, how old the tasks are, and what waits. */
function Top() {
  const t = useWords();
  const { time } = useFormat();
  const { offlineSince, signedIn, items, snapshot } = useView();
  const age = snapshot ? t(offlineSince === null ? 'asOf' : 'asOfOffline', { time: time(new Date(snapshot.at)) }) : '';
  const waits = items.length > 0 ? t('waiting', { count: items.length }) : '';
  const out = signedIn === false && offlineSince === null;
  return (
    <header className="field-top" data-offline={offlineSince !== null || undefined}>
      <Icon name={offlineSince === null ? 'on' : 'off'} />
      <div className="field-state" role="status">
        <b>{out ? t('sessionEnded') : offlineSince === null ? t('online') : t('offlineSince', { time: time(new Date(offlineSince)) })}</b>
        {out ? (
          <span>{t('sessionText')}</span>
        ) : (
          <span>
            {[offlineSince === null ? '' : t('goOn'), waits || (offlineSince === null ? t('nothingWaits') : '')].filter(Boolean).join(' ')}{' '}
            <span className="age">{age}</span>
          </span>
        )}
      </div>
      {out ? (
        <a className="btn top-sign-in" href="/sign-in?back=/field/">
          {t('signIn')}
        </a>
      ) : (
        <LanguageSwitch />
      )}
    </header>
  );
}

function Tabs({ place }: { readonly place: string }) {
  const t = useWords();
  const { items } = useView();
  const at = place === 'task' ? 'tasks' : place;
  const tabs = [
    { key: 'tasks', icon: 'task', label: t('tasks'), href: '#/' },
    { key: 'outbox', icon: 'up', label: items.length > 0 ? `${t('outbox')} ${items.length}` : t('outbox'), href: '#/outbox' },
    { key: 'me', icon: 'user', label: t('me'), href: '#/me' },
  ] as const;
  return (
    <nav className="tabs" aria-label={t('main')}>
      {tabs.map(({ key, icon, label, href }) => (
        <a key={key} href={href} aria-current={at === key ? 'page' : undefined}>
          <Icon name={icon} />
          {label}
        </a>
      ))}
    </nav>
  );
}
