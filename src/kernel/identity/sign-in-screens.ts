import { type Static, Type } from 'typebox';

import {
  type AnyModule,
  type Bilingual,
  type Context,
  closed,
  DomainError,
  defineModule,
  type FormOutcome,
  portalScreen,
} from '../core/index.ts';
import { safePath } from '../http/index.ts';
import { departmentName, departmentsFile, rolesFile } from '../policy/index.ts';
import { accountScreens } from './account-screens.ts';
import { currentRoles } from './actor-of-session.ts';
import { identityErrors } from './errors.ts';
import type { Identity } from './identity.ts';
import { acceptInvitation, invitationOpen } from './invitations.ts';
import { ownContext } from './own-context.ts';
import { personasOf, signInAsPersona } from './personas.ts';
import { confirmSecondFactor, type SignInStep, signInByPassword, signOut } from './sign-in.ts';
import type { Visitor } from './visitor.ts';

const Words = Type.String({ maxLength: 1000 });
const Back = closed({ back: Type.Optional(Words), problem: Type.Optional(Words) });
const SignInForm = closed({ account: Type.Optional(Words), password: Type.Optional(Words), persona: Type.Optional(Words) });
const Empty = closed({});

/** The portal's pages for signing in and for one's own account. They need no script. */
export function signInManifest(identity: Identity): AnyModule {
  return defineModule<Record<never, never>>({
    name: 'sign-in',
    title: { en: 'Sign-in', zh: '登录' },
    purpose: 'Pages to sign in and to look after one’s own account.',
    dependsOn: ['identity'],
    migrations: null,
    tables: {},
    portal: [
      signInScreen(identity),
      secondFactorScreen(identity),
      signOutScreen(identity),
      welcomeScreen(identity),
      ...accountScreens(identity),
    ],
  });
}

function signInScreen(identity: Identity) {
  const show = (given: { back?: string; problem?: Bilingual | null; account?: string }) => ({
    back: safePath(given.back),
    problem: given.problem ?? null,
    account: given.account ?? '',
    singleSignOn: identity.sso ? identity.settings.singleSignOn : null,
    personas: personasOf(identity).map(({ key, name, text, department, face }) => ({
      key,
      name,
      text,
      face,
      department: department && departmentName(identity.profile(departmentsFile), department),
    })),
  });
  return portalScreen({
    path: '/sign-in',
    title: { en: 'Sign in', zh: '登录' },
    view: 'identity/sign-in',
    permission: 'public',
    query: Back,
    form: SignInForm,
    repeatable: true,
    load: async (_context, { query }) => show({ back: query.back ?? '/', problem: problemNamed(query.problem) }),
    act: async (context, { query, form, headers, ip }) => {
      const visitor = { headers, ip };
      return outcome(
        () => enter(identity, context, visitor, { back: safePath(query.back), form }),
        (problem) => show({ back: query.back ?? '/', problem, account: form.account ?? '' }),
      );
    },
  });
}

async function enter(
  identity: Identity,
  { district }: Context<never>,
  visitor: Visitor,
  { back, form }: { back: string; form: Static<typeof SignInForm> },
): Promise<FormOutcome> {
  if (form.persona) return arrive(identity, district, await signInAsPersona(identity, district, visitor, form.persona), back);
  const given = { account: form.account ?? '', password: form.password ?? '' };
  const step = await signInByPassword(identity, district, visitor, given);
  if (step.personId === null) return { redirect: `/sign-in/second-factor?back=${encodeURIComponent(back)}`, setCookie: step.setCookie };
  return arrive(identity, district, step, back);
}

function secondFactorScreen(identity: Identity) {
  const Form = closed({ code: Words });
  return portalScreen({
    path: '/sign-in/second-factor',
    title: { en: 'Confirm that it is you', zh: '二次验证' },
    view: 'identity/second-factor',
    permission: 'public',
    query: Back,
    form: Form,
    repeatable: true,
    load: async (_context, { query }) => ({ back: safePath(query.back), problem: null }),
    act: async ({ district }, { query, form, headers, ip }) => {
      const back = safePath(query.back);
      return outcome(
        async () => arrive(identity, district, await confirmSecondFactor(identity, district, { headers, ip }, form.code), back),
        (problem) => ({ back, problem }),
      );
    },
  });
}

function signOutScreen(identity: Identity) {
  return portalScreen({
    path: '/sign-out',
    title: { en: 'Sign out', zh: '退出登录' },
    view: 'identity/sign-out',
    permission: 'public',
    form: Empty,
    repeatable: true,
    load: async () => ({}),
    act: async ({ district }, { headers, ip }) => ({ redirect: '/', setCookie: await signOut(identity, district, { headers, ip }) }),
  });
}

function welcomeScreen(identity: Identity) {
  const minLength = identity.settings.password.minLength;
  return portalScreen({
    path: '/welcome',
    title: { en: 'Set your password', zh: '设置密码' },
    view: 'identity/welcome',
    permission: 'public',
    query: closed({ token: Type.Optional(Words) }),
    form: closed({ password: Words }),
    repeatable: true,
    load: async (context, { query }) => {
      const open = await invitationOpen(ownContext(context).db, query.token ?? '', context.now);
      return { minLength, open, problem: open ? null : identityErrors.invitationEnded().text };
    },
    act: async ({ district, now }, { query, form }) => {
      const given = { token: query.token ?? '', password: form.password, now };
      return outcome(
        async () => {
          await acceptInvitation(identity.dbOf(district), identity.settings, given);
          return { redirect: '/sign-in' };
        },
        (problem) => ({ minLength, open: true, problem }),
      );
    },
  });
}

/** Goes where the visitor wanted to, or to where people with their roles work. */
async function arrive(identity: Identity, district: string, step: SignInStep, back: string): Promise<FormOutcome> {
  const { setCookie, personId } = step;
  if (back !== '/' || !personId) return { redirect: back, setCookie };
  const { roles } = await currentRoles(identity.dbOf(district), personId, identity.clock());
  const atDesk = identity.profile(rolesFile).roles.some(({ key, face }) => face === 'console' && roles.includes(key));
  return { redirect: atDesk ? '/console' : '/', setCookie };
}

/** Shows the page again with what was wrong, when it is something we expect. */
async function outcome(work: () => Promise<FormOutcome>, again: (problem: Bilingual) => object): Promise<FormOutcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) return { data: again(error.text), status: error.status };
    throw error;
  }
}

function problemNamed(name: string | undefined): Bilingual | null {
  return name === 'ssoFailed' ? identityErrors.ssoFailed().text : null;
}
