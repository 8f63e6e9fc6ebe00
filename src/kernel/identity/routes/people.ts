import { Type } from 'typebox';

import { BilingualText, closed, Page, pageQuery, route, Uuid, workRoute } from '../../core/index.ts';
import { departmentsFile, rolesFile } from '../../policy/index.ts';
import { Invitation, InvitationLink, invite, inviteAgain } from '../invitations.ts';
import { ownContext } from '../own-context.ts';
import { changePerson, listPeople, PeopleFilter, Person, PersonChange, readPerson, setDisabled } from '../people.ts';
import { grantRole, NewGrant, revokeRole } from '../roles.ts';

const Id = closed({ id: Uuid });
const Titled = closed({ key: Type.String(), title: BilingualText });

/** Administration of people and roles. */
export const peopleRoutes = [
  route({
    method: 'GET',
    path: '/choices',
    summary: 'Roles and departments to choose from',
    permission: 'signed-in',
    reply: closed({ roles: Type.Array(Titled), departments: Type.Array(Titled) }),
    handle: async ({ profile }) => ({
      roles: profile(rolesFile).roles.map(({ key, title }) => ({ key, title })),
      departments: profile(departmentsFile).departments.map(({ key, zh, en }) => ({ key, title: { zh, en } })),
    }),
  }),
  route({
    method: 'GET',
    path: '/people',
    summary: 'List people',
    permission: 'identity:people-read',
    query: closed({ ...PeopleFilter, ...pageQuery }),
    reply: Page(Person),
    handle: (context, { query }) => listPeople(ownContext(context), query),
  }),
  route({
    method: 'GET',
    path: '/people/:id',
    summary: 'Read one person',
    permission: 'identity:people-read',
    params: Id,
    reply: Person,
    handle: (context, { params }) => readPerson(ownContext(context), params.id),
  }),
  // answers with secrets are never kept for repeated requests, as those of plain routes are
  workRoute({
    method: 'POST',
    path: '/people',
    summary: 'Invite a person',
    permission: 'identity:people-manage',
    body: Invitation,
    reply: InvitationLink,
    status: 201,
    work: (work, { body }) => work.transaction((context) => invite(ownContext(context), body)),
  }),
  route({
    method: 'PATCH',
    path: '/people/:id',
    summary: 'Correct a name, or move a person to another department',
    permission: 'identity:people-manage',
    params: Id,
    body: PersonChange,
    reply: Person,
    handle: (context, { params, body }) => changePerson(ownContext(context), params.id, body),
  }),
  route({
    method: 'PUT',
    path: '/people/:id/disabled',
    summary: 'Close or reopen an account',
    permission: 'identity:people-manage',
    params: Id,
    body: closed({ disabled: Type.Boolean() }),
    reply: Person,
    handle: (context, { params, body }) => setDisabled(ownContext(context), params.id, body.disabled),
  }),
  workRoute({
    method: 'POST',
    path: '/people/:id/invitations',
    summary: 'Make a new link to set a password',
    permission: 'identity:people-manage',
    params: Id,
    reply: InvitationLink,
    status: 201,
    work: (work, { params }) => work.transaction((context) => inviteAgain(ownContext(context), params.id)),
  }),
  route({
    method: 'POST',
    path: '/people/:id/roles',
    summary: 'Give a person a role',
    permission: 'identity:people-manage',
    params: Id,
    body: NewGrant,
    reply: Person,
    status: 201,
    handle: (context, { params, body }) => grantRole(ownContext(context), params.id, body),
  }),
  route({
    method: 'DELETE',
    path: '/people/:id/roles/:grant',
    summary: 'Take a role back',
    permission: 'identity:people-manage',
    params: closed({ id: Uuid, grant: Uuid }),
    reply: Person,
    handle: (context, { params }) => revokeRole(ownContext(context), params.id, params.grant),
  }),
];
