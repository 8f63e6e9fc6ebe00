import { defineModule } from '../core/index.ts';
import { administration, audit } from './people.ts';
import { personasFile } from './personas.ts';
import { accountRoutes } from './routes/account.ts';
import { delegationRoutes } from './routes/delegations.ts';
import { peopleRoutes } from './routes/people.ts';
import { serviceTokenRoutes } from './routes/service-tokens.ts';
import { signInFile } from './settings.ts';
import type { IdentityTables } from './tables.ts';

const WHILE_EMPLOYED = 3650;

/** Who people are, how they prove it, and for whom they act. */
export const identityManifest = defineModule<IdentityTables>({
  name: 'identity',
  title: { en: 'People and sign-in', zh: '用户与登录' },
  purpose: 'Accounts, sign-in, sessions, roles, and acting on behalf of others.',
  dependsOn: ['policy'],
  migrations: new URL('./migrations/', import.meta.url),
  tables: {
    kernel_user: { purpose: { en: 'Accounts', zh: '账号' }, personal: ['name', 'email', 'username'], retentionDays: WHILE_EMPLOYED },
    kernel_credential: {
      purpose: { en: 'Password hashes and links to the single sign-on', zh: '密码散列及单点登录关联' },
      personal: ['account_id'],
      retentionDays: WHILE_EMPLOYED,
    },
    kernel_verification: { purpose: 'Challenges of sign-ins under way', personal: [], retentionDays: 1, agedBy: 'expires_at' },
    kernel_passkey: { purpose: { en: 'Public keys of passkeys', zh: '通行密钥的公钥' }, personal: ['name'], retentionDays: WHILE_EMPLOYED },
    kernel_two_factor: { purpose: 'Encrypted secrets of second factors', personal: [], retentionDays: WHILE_EMPLOYED },
    kernel_spent_code: { purpose: 'One-time codes that were used', personal: [], retentionDays: 1, agedBy: 'spent_at' },
    kernel_sign_in_attempt: { purpose: 'Failed sign-ins, counted by digest', personal: [], retentionDays: 1, agedBy: 'window_ends_at' },
    kernel_person: {
      purpose: { en: 'People under a pseudonym', zh: '以化名登记的人员' },
      personal: ['display_name'],
      retentionDays: WHILE_EMPLOYED,
    },
    kernel_role_grant: { purpose: 'Who holds which role', personal: [], retentionDays: WHILE_EMPLOYED },
    kernel_enterprise: {
      purpose: { en: 'Enterprises that act here and who represents them', zh: '在本平台办事的企业及其代表人' },
      personal: ['representative_id'],
      retentionDays: 'forever',
    },
    kernel_delegation: { purpose: 'Who may act for whom', personal: [], retentionDays: WHILE_EMPLOYED },
    kernel_session: {
      purpose: { en: 'Sessions, with where they come from', zh: '登录会话及其来源' },
      personal: ['ip_address', 'user_agent'],
      retentionDays: 1,
      agedBy: 'expires_at',
    },
    kernel_service_token: { purpose: 'Digests of machines’ keys', personal: [], retentionDays: 1096 },
    kernel_invitation: { purpose: 'Links to set a password', personal: [], retentionDays: 30, agedBy: 'expires_at' },
  },
  profiles: [signInFile, personasFile],
  permissions: {
    'identity:people-read': { en: 'See people and their roles', zh: '查看人员与角色' },
    'identity:people-manage': { en: 'Invite people, grant and revoke roles, close accounts', zh: '邀请人员、授予与收回角色、停用账号' },
    'identity:delegate': { en: 'Let somebody act for oneself', zh: '授权他人代办' },
    'identity:delegate-department': { en: 'Let somebody act for the own department', zh: '授权他人代表本部门' },
    'identity:service-tokens': { en: 'Issue and revoke keys of machines', zh: '签发与撤销服务令牌' },
  },
  purposes: [administration, audit],
  routes: [...accountRoutes, ...delegationRoutes, ...peopleRoutes, ...serviceTokenRoutes],
  console: [
    {
      path: '/people',
      title: { en: 'People and roles', zh: '人员与角色' },
      view: 'identity/people',
      permission: 'identity:people-read',
      menu: { order: 900, icon: 'people' },
    },
    { path: '/people/:id', title: { en: 'Person', zh: '人员' }, view: 'identity/person', permission: 'identity:people-read' },
    {
      path: '/service-tokens',
      title: { en: 'Machine keys', zh: '服务令牌' },
      view: 'identity/service-tokens',
      permission: 'identity:service-tokens',
      menu: { order: 910, icon: 'key' },
    },
    { path: '/account', title: { en: 'My account', zh: '我的账号' }, view: 'identity/account', permission: 'signed-in' },
  ],
});
