import { Type } from 'typebox';

import { type AnyModule, BilingualText, closed, defineModule, route } from '../core/index.ts';
import { departmentsFile } from './departments.ts';
import { explainRefusal } from './explain.ts';
import { permissionMatrix } from './matrix.ts';
import { dataProtectionRegister } from './register.ts';
import { Reach, rolesFile } from './roles.ts';

const Name = Type.String({ minLength: 1, maxLength: 100 });
const RoleTitle = closed({ key: Type.String(), title: BilingualText });

const Explanation = closed({
  allowed: Type.Boolean(),
  title: BilingualText,
  reasons: Type.Array(BilingualText),
  rolesThatMay: Type.Array(RoleTitle),
  askWhom: BilingualText,
});

const MatrixRow = closed({
  module: Type.String(),
  permission: Type.String(),
  title: BilingualText,
  usedBy: Type.Array(Type.String()),
  roles: Type.Record(Type.String(), Reach),
});

const RegisterEntry = closed({
  module: Type.String(),
  title: BilingualText,
  table: Type.String(),
  purpose: BilingualText,
  personal: Type.Array(Type.String()),
  retentionDays: Type.Union([Type.Integer(), Type.Literal('forever')]),
  purposes: Type.Array(closed({ code: Type.String(), text: BilingualText })),
});

/**
 * Answers who may do what, and why somebody was refused.
 * @param modules every module of the running platform; asked when a request comes, so the list may hold this module too
 */
export function policyManifest(modules: () => readonly AnyModule[]): AnyModule {
  return defineModule<Record<never, never>>({
    name: 'policy',
    title: { en: 'Policy', zh: '权限策略' },
    purpose: 'Says which role may do what and read personal data for which purpose, and explains every refusal.',
    dependsOn: [],
    migrations: null,
    tables: {},
    profiles: [rolesFile, departmentsFile],
    permissions: { 'policy:read': { en: 'Read the permission matrix', zh: '查看权限矩阵' } },
    routes: [explainRoute(modules), matrixRoute(modules), registerRoute(modules)],
    console: [
      {
        path: '/policy',
        title: { en: 'Permissions', zh: '权限矩阵' },
        view: 'policy/matrix',
        permission: 'policy:read',
        menu: { order: 920, icon: 'shield' },
      },
    ],
  });
}

function explainRoute(modules: () => readonly AnyModule[]) {
  return route({
    method: 'GET',
    path: '/explain',
    summary: 'Why may I not do this?',
    permission: 'public',
    query: closed({ permission: Type.Optional(Name), purpose: Type.Optional(Name), department: Type.Optional(Name) }),
    reply: Explanation,
    handle: async ({ actor, profile }, { query: { permission, purpose, department } }) => {
      const need = purpose === undefined ? { permission: permission ?? '' } : { purpose };
      const found = explainRefusal(modules(), profile(rolesFile), actor, need, department ? { department } : undefined);
      return { ...found, reasons: [...found.reasons], rolesThatMay: [...found.rolesThatMay] };
    },
  });
}

function matrixRoute(modules: () => readonly AnyModule[]) {
  return route({
    method: 'GET',
    path: '/matrix',
    summary: 'Which role holds which permission',
    permission: 'policy:read',
    reply: closed({ roles: Type.Array(RoleTitle), rows: Type.Array(MatrixRow) }),
    handle: async ({ profile }) => {
      const data = profile(rolesFile);
      const rows = permissionMatrix(modules(), data).map((row) => ({ ...row, usedBy: [...row.usedBy] }));
      return { roles: data.roles.map(({ key, title }) => ({ key, title })), rows };
    },
  });
}

function registerRoute(modules: () => readonly AnyModule[]) {
  return route({
    method: 'GET',
    path: '/register',
    summary: 'Which personal data the platform keeps, why and how long',
    permission: 'public',
    reply: closed({ items: Type.Array(RegisterEntry) }),
    handle: async () => {
      const items = dataProtectionRegister(modules());
      return { items: items.map((entry) => ({ ...entry, personal: [...entry.personal], purposes: [...entry.purposes] })) };
    },
  });
}
