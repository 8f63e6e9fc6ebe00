import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { BrowserRouter } from 'react-router';

import { ConfirmProvider } from '../ui/console/dialog.tsx';
import { isDark, usePreferences } from '../ui/console/preferences.ts';
import { type Session, SessionProvider, useSessionReading } from '../ui/console/session.tsx';
import { Loaded } from '../ui/console/state-panel.tsx';
import { createAnswers } from '../ui/console/use-api.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { SessionEnded, startAfresh } from './session-ended.tsx';
import { Shell } from './shell.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { cssVariables, theme } from './theme.ts';

/** The staff console. `nonce` lets Mantine's style elements through the content security policy. */
export function App({ nonce }: { readonly nonce: string }) {
  const [preferences] = usePreferences();
  const [answers] = useState(createAnswers);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={isDark(preferences) ? 'dark' : 'light'}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={answers}>
        <ErrorBoundary>
          <BrowserRouter basename="/console">
            <ConfirmProvider>
              <Door />
            </ConfirmProvider>
          </BrowserRouter>
        </ErrorBoundary>
      </QueryClientProvider>
      <aside aria-label={preferences.language === 'zh' ? '消息' : 'Messages'}>
        <Notifications position="bottom-right" withinPortal={false} />
      </aside>
    </MantineProvider>
  );
}

/** Lets people in. Who was in already keeps the screen and what stands on it when the session ends. */
function Door() {
  const reading = useSessionReading();
  const [last, setLast] = useState<Session | null>(null);
  const session = reading.data;
  const another = last !== null && session?.signedIn === true && session.id !== last.id;
  useEffect(() => {
    // Somebody else signed in where a session had ended: what the first one read and wrote is not theirs to see.
    if (another) startAfresh();
  }, [another]);
  if (session?.signedIn && !another && session !== last) setLast(session);
  if (!last) {
    return <Loaded reading={reading}>{(found) => (found.signedIn ? null : <SignInPage door={found} />)}</Loaded>;
  }
  return (
    <SessionProvider session={last}>
      <Shell />
      {session && !session.signedIn && <SessionEnded door={session} name={last.name} />}
    </SessionProvider>
  );
}
