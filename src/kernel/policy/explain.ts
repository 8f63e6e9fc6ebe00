import type { Actor, AnyModule, Bilingual } from '../core/index.ts';
import { isOwn, type Owned } from './allow.ts';
import { mayReadFor } from './purpose.ts';
import { type Roles, reachOf, rolesWith } from './roles.ts';

/** What was asked for: to do something, or to read personal data for a purpose. */
export type Need = { readonly permission: string } | { readonly purpose: string };

/** Why somebody may not, in words for that person; `allowed` says that nothing stands in the way. */
export interface Explanation {
  readonly allowed: boolean;
  /** The permission or purpose in words. */
  readonly title: Bilingual;
  readonly reasons: readonly Bilingual[];
  readonly rolesThatMay: readonly { readonly key: string; readonly title: Bilingual }[];
  readonly askWhom: Bilingual;
}

/** Explains a refusal: what is missing, which roles have it, and whom to ask. */
export function explainRefusal(modules: readonly AnyModule[], data: Roles, actor: Actor, need: Need, record?: Owned): Explanation {
  const reasons =
    'permission' in need ? permissionReasons(data, actor, need.permission, record) : purposeReasons(data, actor, need.purpose);
  const roles =
    'permission' in need ? rolesWith(data, need.permission) : data.roles.filter(({ purposes }) => purposes.includes(need.purpose));
  return {
    allowed: reasons.length === 0,
    title: titleOf(modules, need),
    reasons,
    rolesThatMay: roles.map(({ key, title }) => ({ key, title })),
    askWhom: data.help,
  };
}

function permissionReasons(data: Roles, actor: Actor, permission: string, record?: Owned): Bilingual[] {
  if (actor.kind === 'system') return [];
  if (actor.kind === 'anonymous') return [{ en: 'You have not signed in', zh: '您尚未登录' }];
  if (!actor.permissions.has(permission)) return [missing(data, actor, permission)];
  const reach = reachOf(data, actor.roles, permission) ?? 'any';
  if (!record || reach === 'any' || isOwn(actor, record)) return [];
  if (reach === 'own') return [{ en: 'Your role covers only your own records', zh: '您的角色仅限处理本人的记录' }];
  if (record.department === actor.department) return [];
  return [{ en: 'Your role covers only records of your own department', zh: '您的角色仅限处理本部门的记录' }];
}

function missing(data: Roles, actor: Actor, permission: string): Bilingual {
  if (actor.onBehalfOf) {
    return {
      en: `The delegation you use now does not include the permission ${permission}`,
      zh: `您当前使用的授权不包含权限 ${permission}`,
    };
  }
  const held = data.roles.filter(({ key }) => actor.roles.includes(key));
  if (held.length === 0)
    return { en: `You hold no role, and this needs the permission ${permission}`, zh: `您尚无角色，此操作需要权限 ${permission}` };
  return {
    en: `Your roles (${held.map(({ title }) => title.en).join(', ')}) do not include the permission ${permission}`,
    zh: `您的角色（${held.map(({ title }) => title.zh).join('、')}）不包含权限 ${permission}`,
  };
}

function purposeReasons(data: Roles, actor: Actor, purpose: string): Bilingual[] {
  if (mayReadFor(data, actor, purpose)) return [];
  return [
    { en: `None of your roles may read personal data for the purpose ${purpose}`, zh: `您的角色均不得以用途 ${purpose} 读取个人数据` },
  ];
}

function titleOf(modules: readonly AnyModule[], need: Need): Bilingual {
  const name = 'permission' in need ? need.permission : need.purpose;
  const permission = modules.map(({ permissions }) => permissions[name]).find(Boolean);
  const purpose = modules.flatMap(({ purposes }) => purposes).find(({ code }) => code === name)?.text;
  return ('permission' in need ? permission : purpose) ?? { en: name, zh: name };
}
