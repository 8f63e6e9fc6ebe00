import { createContext, type ReactNode, useContext, useEffect } from 'react';

import type { Bilingual } from '#kernel';
import { keepCsrf, onSignedOut } from './api.ts';
import { type Reading, useApi } from './use-api.ts';

/** Who sits at this desk, and what they may do. */
export interface Session {
  readonly signedIn: boolean;
  readonly id: string;
  readonly name: string;
  readonly roles: readonly { readonly key: string; readonly title: Bilingual }[];
  readonly permissions: readonly string[];
  readonly department: { readonly key: string; readonly title: Bilingual } | null;
  /** Whom the person acts for by a delegation, or null. */
  readonly actingFor: { readonly kind: string; readonly id: string; readonly name: string } | null;
  /** Whether this district has a single sign-on of its province. */
  readonly singleSignOn: boolean;
  /** True in demo mode: everything is made up, and the demo persons sign in with one click. */
  readonly demo: boolean;
  readonly csrf: string;
}

const SessionContext = createContext<Session | null>(null);

/** The session of this page; only below `SessionProvider`. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider above');
  return session;
}

/** Whether the person holds a permission. The server decides; this only spares a click that would be refused. */
export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission);
}

/** Reads who is signed in; reads again when the server says that nobody is, and when somebody comes back to this tab. */
export function useSessionReading(): Reading<Session> {
  const reading = useApi<Session>('/api/identity/session', { freshSeconds: 0 });
  const { refresh } = reading;
  useEffect(() => onSignedOut(refresh), [refresh]);
  if (reading.data) keepCsrf(reading.data.csrf);
  return reading;
}

/** Hands the session down. */
export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}
