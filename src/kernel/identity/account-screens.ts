import { type Static, Type } from 'typebox';

import { type Bilingual, type Context, closed, DomainError, type FormOutcome, portalScreen } from '../core/index.ts';
import { readAccount } from './account.ts';
import { changePassword, finishSecondFactor, removeSecondFactor, type SecondFactorStart, startSecondFactor } from './account-care.ts';
import { actFor, principalsFor } from './acting.ts';
import { listDelegations, revokeDelegation } from './delegations.ts';
import type { Identity } from './identity.ts';
import { ownContext } from './own-context.ts';
import { listSessions, revokeOtherSessions, revokeSession } from './sessions.ts';
import type { Visitor } from './visitor.ts';

const Words = Type.String({ maxLength: 1000 });
const AccountForm = closed({
  action: Type.Enum(['end-session', 'end-others', 'password', 'revoke-delegation', 'act-delegation', 'act-enterprise', 'act-self']),
  id: Type.Optional(Words),
  current: Type.Optional(Words),
  next: Type.Optional(Words),
});
const FactorForm = closed({
  action: Type.Enum(['start', 'finish', 'remove']),
  password: Type.Optional(Words),
  code: Type.Optional(Words),
});

/** A person's own account on the portal: where they are signed in, password, second factor, and acting for others. */
export function accountScreens(identity: Identity) {
  return [accountScreen(identity), factorScreen(identity)];
}

function accountScreen(identity: Identity) {
  const show = async (context: Context<never>, visitor: Visitor, problem: Bilingual | null) => {
    const own = ownContext(context);
    return {
      problem,
      account: await readAccount(own),
      sessions: await listSessions(own, visitor.headers),
      delegations: await listDelegations(own),
      principals: await principalsFor(own, context.actor.id),
      actingFor: context.actor.onBehalfOf,
      minLength: identity.settings.password.minLength,
      now: context.now,
    };
  };
  return portalScreen({
    path: '/account',
    title: { en: 'My account', zh: '我的账号' },
    view: 'identity/account',
    permission: 'signed-in',
    form: AccountForm,
    repeatable: true,
    load: (context, { headers, ip }) => show(context, { headers, ip }, null),
    act: async (context, { form, headers, ip }) => {
      const visitor = { headers, ip };
      try {
        return { redirect: '/account', setCookie: await changeAccount(identity, context, visitor, form) };
      } catch (error) {
        if (error instanceof DomainError) return { data: await show(context, visitor, error.text), status: error.status };
        throw error;
      }
    },
  });
}

async function changeAccount(
  identity: Identity,
  context: Context<never>,
  visitor: Visitor,
  { action, id = '', current = '', next = '' }: Static<typeof AccountForm>,
): Promise<readonly string[]> {
  const own = ownContext(context);
  const { district, actor } = context;
  switch (action) {
    case 'end-session':
      await revokeSession(own, id);
      return [];
    case 'end-others':
      await revokeOtherSessions(own, visitor.headers);
      return [];
    case 'revoke-delegation':
      await revokeDelegation(own, id);
      return [];
    case 'password':
      return changePassword(identity, district, visitor, { personId: actor.id, current, next });
    case 'act-delegation':
      return actFor(identity, district, visitor, { personId: actor.id, choice: { delegationId: id } });
    case 'act-enterprise':
      return actFor(identity, district, visitor, { personId: actor.id, choice: { enterpriseId: id } });
    case 'act-self':
      return actFor(identity, district, visitor, { personId: actor.id, choice: null });
  }
}

function factorScreen(identity: Identity) {
  const show = async (context: Context<never>, start: SecondFactorStart | null, problem: Bilingual | null, waiting = start !== null) => {
    const { twoFactor, hasPassword } = await readAccount(ownContext(context));
    return { on: twoFactor, hasPassword, start, waiting, problem };
  };
  return portalScreen({
    path: '/account/second-factor',
    title: { en: 'Second factor', zh: '二次验证设置' },
    view: 'identity/second-factor-setup',
    permission: 'signed-in',
    form: FactorForm,
    repeatable: true,
    load: (context) => show(context, null, null),
    act: async (context, { form, headers, ip }) => {
      try {
        return await changeFactor(identity, context, { headers, ip }, form, (start) => show(context, start, null));
      } catch (error) {
        if (error instanceof DomainError)
          return { data: await show(context, null, error.text, form.action === 'finish'), status: error.status };
        throw error;
      }
    },
  });
}

async function changeFactor(
  identity: Identity,
  { district, actor }: Context<never>,
  visitor: Visitor,
  { action, password, code = '' }: Static<typeof FactorForm>,
  showStart: (start: SecondFactorStart) => Promise<object>,
): Promise<FormOutcome> {
  const given = password || undefined;
  if (action === 'start') return { data: await showStart(await startSecondFactor(identity, district, visitor, given)), status: 200 };
  const setCookie =
    action === 'finish'
      ? await finishSecondFactor(identity, district, visitor, { personId: actor.id, code })
      : await removeSecondFactor(identity, district, visitor, given);
  return { redirect: '/account', setCookie };
}
