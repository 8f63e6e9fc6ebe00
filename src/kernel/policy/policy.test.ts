import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import fc from 'fast-check';

import type { Actor, Context } from '../core/index.ts';
import { openTestDistrict, person, type TestDistrict } from '../testing/index.ts';
import { allow, isOwn, mayTouch, type Owned } from './allow.ts';
import { explainRefusal } from './explain.ts';
import { permissionMatrix } from './matrix.ts';
import { mayReadFor, requirePurpose } from './purpose.ts';
import { permissionsOf, type Reach, type Roles, reachOf, rolesFile } from './roles.ts';

let test: TestDistrict;

before(async () => {
  test = await openTestDistrict();
});
after(() => test.close());

const words = { en: 'x', zh: '某' };
const role = (key: string, reach: Reach): Roles['roles'][number] => ({
  key,
  title: words,
  text: words,
  face: 'console',
  permissions: [{ permission: 'thing:do', reach }],
  purposes: [],
});
const data: Roles = {
  help: words,
  signedIn: [],
  delegable: { enterprise: 'own' },
  roles: [role('any', 'any'), role('department', 'department'), role('own', 'own')],
};
const contextOf = (actor: Actor) => ({ actor, profile: () => data }) as unknown as Context<never>;
const holding = (roles: string[], more: Partial<Actor> = {}): Actor => ({
  ...person({ id: 'me', roles, permissions: ['thing:do'] }),
  department: 'health',
  ...more,
});

describe('what a permission reaches', () => {
  const record = fc.record({ department: fc.constantFrom('health', 'finance', null), ownerId: fc.constantFrom('me', 'other', null) });
  const someRoles = fc.uniqueArray(fc.constantFrom('any', 'department', 'own'), { minLength: 1 });

  it('is the widest of the roles: every record, the own department’s, or one’s own', () => {
    fc.assert(
      fc.property(someRoles, record, (roles, about) => {
        const expected = roles.includes('any') || about.ownerId === 'me' || (roles.includes('department') && about.department === 'health');
        assert.equal(mayTouch(contextOf(holding(roles)), 'thing:do', about), expected);
      }),
    );
  });

  it('while acting for somebody is theirs alone, never one’s own', () => {
    const principal = { kind: 'enterprise', id: '91330699MA2TEA019L' } as const;
    const actor = holding([], { onBehalfOf: principal, department: null });
    const cases: [Owned, boolean][] = [
      [{ principal }, true],
      [{ principal: { kind: 'enterprise', id: 'another' } }, false],
      [{ principal: { kind: 'person', id: principal.id } }, false],
      [{ ownerId: 'me' }, false],
      [{ department: 'health' }, false],
      [{ department: null }, false],
    ];
    for (const [about, expected] of cases) assert.equal(mayTouch(contextOf(actor), 'thing:do', about), expected, JSON.stringify(about));
    assert.equal(isOwn(actor, { principal }), true);
  });

  it('is nothing without the permission, and says which one is missing', () => {
    assert.throws(() => allow(contextOf(person({ roles: ['any'] })), 'thing:do', { ownerId: 'me' }), { code: 'kernel.forbidden' });
    assert.throws(() => allow(contextOf(holding(['own'])), 'thing:do', { ownerId: 'other' }), { code: 'policy.outOfReach' });
    allow(contextOf(holding(['own'])), 'thing:do', { ownerId: 'me' });
  });
});

describe('the purpose of reading personal data', () => {
  it('must be one that a role of the reader allows; people always read their own', () => {
    const profile = test.profile;
    const purpose = { code: 'identity:audit', text: words } as const;
    const asking = (actor: Actor) => ({ actor, profile }) as unknown as Context<never>;
    requirePurpose(asking(person({ roles: ['auditor'] })), purpose);
    assert.throws(() => requirePurpose(asking(person({ roles: ['window-clerk'] })), purpose), { code: 'policy.purposeNotAllowed' });
    const me = person();
    requirePurpose(asking(me), purpose, me.id);
    const acting = { ...me, onBehalfOf: { kind: 'person', id: 'other' } } as const;
    assert.throws(() => requirePurpose(asking(acting), purpose, me.id), { code: 'policy.purposeNotAllowed' });
    assert.equal(mayReadFor(profile(rolesFile), person({ roles: ['mayor'] }), 'identity:audit'), false, 'nobody is above it');
  });
});

describe('a refusal', () => {
  const explain = (actor: Actor, permission: string) => explainRefusal(test.modules, test.profile(rolesFile), actor, { permission });

  it('explains itself in both languages: what is missing, who has it, whom to ask', () => {
    const { allowed, title, reasons, rolesThatMay, askWhom } = explain(person({ roles: ['window-clerk'] }), 'identity:people-manage');
    assert.equal(allowed, false);
    assert.match(title.zh, /邀请人员/);
    assert.match(reasons[0]?.en ?? '', /Window clerk.*identity:people-manage/);
    assert.match(reasons[0]?.zh ?? '', /窗口工作人员.*identity:people-manage/);
    assert.deepEqual(rolesThatMay.map(({ key }) => key).sort(), ['people-admin', 'platform-engineer']);
    assert.match(askWhom.zh, /管理员/);
  });

  it('over HTTP is open to everybody, also who has not signed in', async () => {
    const { status, body } = await test.as()('GET', '/api/policy/explain?permission=policy:read');
    assert.equal(status, 200);
    assert.deepEqual(body.reasons, [{ en: 'You have not signed in', zh: '您尚未登录' }]);
    const auditor = person({ roles: ['auditor'], permissions: [...permissionsOf(test.profile(rolesFile), ['auditor'])] });
    const mine = await test.as(auditor)('GET', '/api/policy/explain?permission=policy:read');
    assert.equal(mine.body.allowed, true);
  });
});

describe('the permission matrix', () => {
  it('agrees with what each role is given, cell by cell', () => {
    const roles = test.profile(rolesFile);
    for (const { permission, roles: cells } of permissionMatrix(test.modules, roles)) {
      for (const { key } of roles.roles) {
        assert.equal(Object.hasOwn(cells, key), permissionsOf(roles, [key]).has(permission), `${key} ${permission}`);
        if (!roles.signedIn.includes(permission)) assert.equal(cells[key] ?? null, reachOf(roles, [key], permission));
      }
    }
  });

  it('is shown over HTTP to who may read it, with where each permission is asked for', async () => {
    const answer = await test.as(person({ permissions: ['policy:read'] }))('GET', '/api/policy/matrix');
    assert.equal(answer.status, 200, answer.text);
    const row = answer.body.rows.find(({ permission }: { permission: string }) => permission === 'policy:read');
    assert.ok(row.usedBy.includes('GET /api/policy/matrix'));
  });
});
