import { type Static, Type } from 'typebox';

import { BilingualText, closed, profileFile } from '../core/index.ts';

const Count = Type.Integer({ minimum: 1 });

/** How people sign in: lengths of sessions, limits on attempts, rules for passwords. Read from the profile. */
export const signInFile = profileFile(
  'sign-in',
  closed({
    /** A session ends `hours` after signing in, or after `idleMinutes` without a request; delicate changes need one younger than `freshMinutes`. */
    session: closed({ hours: Count, idleMinutes: Count, freshMinutes: Count }),
    /** Failures within `windowMinutes` that lock for `lockMinutes`. */
    attempts: closed({
      windowMinutes: Count,
      lockMinutes: Count,
      perAccountAndAddress: Count,
      perAccount: Count,
      perAddress: Count,
    }),
    /** NIST SP 800-63B: length counts, composition rules do not; the commonest words may not make up the password. */
    password: closed({ minLength: Count, maxLength: Count, commonest: Type.Array(Type.String()) }),
    invitationHours: Count,
    /** What the province’s single sign-on is called. */
    singleSignOn: BilingualText,
  }),
);
export type SignInSettings = Static<(typeof signInFile)['schema']>;
