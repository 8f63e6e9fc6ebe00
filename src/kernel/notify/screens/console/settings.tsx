import { Button, Loaded, PageHeader, Section, useAct, useApi, useConfirm, useSession, useTexts } from '#ui';

import { settingsTexts } from '../texts.ts';
import { BASE, type MySettings, SETTINGS } from './api.ts';
import { Choices } from './choices.tsx';
import { Contact } from './contact.tsx';
import { Devices } from './devices.tsx';
import { Latest } from './latest.tsx';
import './notify.css';

/** How one is told, at the desk: the same as the portal’s page, kept as one chooses. */
export default function NotificationSettings() {
  const t = useTexts(settingsTexts);
  const { id } = useSession();
  const settings = useApi<MySettings>(SETTINGS, { topics: [`notifications:${id}`] });
  const tryOut = useAct<void, { queued: boolean }>({
    change: () => ({ path: `${BASE}/try-out` }),
    touches: [BASE],
    done: (_, { queued }) => t(queued ? 'saidTried' : 'saidUnreached'),
  });
  return (
    <div className="page stack">
      <PageHeader title={t('title')} facts={t('lead')}>
        <Button busy={tryOut.busy} onClick={() => void tryOut.run()}>
          {t('tryOut')}
        </Button>
      </PageHeader>
      <Loaded reading={settings}>
        {(mine) => (
          <>
            <div className="told-ways">
              <Devices settings={mine} />
              {mine.ways.map((way) => way.channel !== 'push' && <Contact key={way.channel} way={way} channel={way.channel} />)}
            </div>
            <Choices key={JSON.stringify(mine.kinds)} settings={mine} />
            <Latest sent={mine.sent} />
            <Erase />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Erase() {
  const t = useTexts(settingsTexts);
  const confirm = useConfirm();
  const erase = useAct<void>({ change: () => ({ method: 'DELETE', path: SETTINGS }), touches: [BASE], done: t('saidErased') });
  const ask = async () => {
    if (await confirm({ title: t('erase'), text: t('eraseText'), act: t('eraseAct'), danger: true })) await erase.run();
  };
  return (
    <Section title={t('erase')}>
      <div className="told-erase">
        <p className="ink2">{t('eraseText')}</p>
        <Button size="sm" busy={erase.busy} onClick={() => void ask()}>
          {t('eraseAct')}
        </Button>
      </div>
    </Section>
  );
}
