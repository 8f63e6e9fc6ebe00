export { allow, isOwn, mayTouch, type Owned } from './allow.ts';
export { departmentName, departmentsFile } from './departments.ts';
export { policyErrors } from './errors.ts';
export { type Explanation, explainRefusal, type Need } from './explain.ts';
export { policyManifest } from './manifest.ts';
export { type MatrixRow, permissionMatrix, routeAddress } from './matrix.ts';
export { mayReadFor, requirePurpose } from './purpose.ts';
export { dataProtectionRegister, type RegisterEntry, registerMarkdown } from './register.ts';
export { permissionsOf, type Reach, type Role, type Roles, reachOf, rolesFile, rolesWith } from './roles.ts';
