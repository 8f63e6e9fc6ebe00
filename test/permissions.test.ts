import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openTestDistrict, person, type TestDistrict } from '#kernel/testing';
import { modules } from '../src/app.ts';
import { permissionsOf, rolesFile } from '../src/kernel/policy/index.ts';
import { doorsOf, verdictFor, verdictOf } from './permission-matrix.ts';

let test: TestDistrict;

before(async () => {
  test = await openTestDistrict({ modules });
});
after(() => test.close());

describe('permissions', () => {
  it('that roles name exist in some manifest, and purposes too', () => {
    const declared = new Set(test.modules.flatMap(({ permissions }) => Object.keys(permissions)));
    const purposes = new Set(test.modules.flatMap((module) => module.purposes.map(({ code }) => String(code))));
    const data = test.profile(rolesFile);
    const named = [
      ...data.signedIn,
      ...data.roles.flatMap(({ permissions }) => permissions.map((grant) => (typeof grant === 'string' ? grant : grant.permission))),
    ];
    assert.deepEqual(
      named.filter((permission) => !declared.has(permission)),
      [],
      'roles.json names permissions that no module declares',
    );
    const read = data.roles.flatMap((role) => role.purposes);
    assert.deepEqual(
      read.filter((purpose) => !purposes.has(purpose)),
      [],
      'roles.json names purposes that no module declares',
    );
  });

  it('that manifests declare are each held by some role, so that nothing is out of everybody’s reach', () => {
    const data = test.profile(rolesFile);
    const held = permissionsOf(
      data,
      data.roles.map(({ key }) => key),
    );
    const lost = test.modules.flatMap(({ permissions }) => Object.keys(permissions)).filter((permission) => !held.has(permission));
    assert.deepEqual(lost, []);
  });

  it('that routes and pages ask for are declared', () => {
    const declared = new Set(['public', 'signed-in', ...test.modules.flatMap(({ permissions }) => Object.keys(permissions))]);
    for (const { name, routes, portal, console } of test.modules) {
      for (const { permission } of [...routes, ...portal, ...console])
        assert.ok(declared.has(permission), `${name} asks for ${permission}`);
    }
  });

  it('are asked for at every route and for every role exactly as the manifest says', async () => {
    const data = test.profile(rolesFile);
    const people = [
      { name: 'nobody signed in', actor: undefined, signedIn: false, permissions: new Set<string>() },
      ...['', ...data.roles.map(({ key }) => key)].map((role) => {
        const permissions = role ? permissionsOf(data, [role]) : new Set<string>();
        const actor = person({ roles: role ? [role] : [], permissions: [...permissions] });
        return { name: role || 'somebody without a role', actor, signedIn: true, permissions };
      }),
    ];
    const doors = doorsOf(test.modules);
    assert.ok(doors.length > 30, `only ${doors.length} routes found`);
    const wrong: string[] = [];
    for (const who of people) {
      const send = test.as(who.actor);
      for (const door of doors) {
        const type = { 'content-type': 'application/json' };
        const answer = door.unreadable
          ? await send(door.method, door.url, Buffer.from('{not json'), type)
          : await send(door.method, door.url);
        const [wanted, found] = [verdictFor(door, who), verdictOf(door, answer)];
        if (wanted !== found) wrong.push(`${door.method} ${door.url} for ${who.name}: ${wanted} expected, ${found} (${answer.status})`);
        if (answer.status >= 500) wrong.push(`${door.method} ${door.url} for ${who.name}: ${answer.status}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
});
