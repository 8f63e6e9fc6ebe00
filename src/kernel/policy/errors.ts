import { defineErrors } from '../core/index.ts';

export const policyErrors = defineErrors('policy', {
  outOfReach: {
    status: 403,
    en: 'You hold the permission {permission}, but not for this record',
    zh: '您拥有权限 {permission}，但不适用于该记录',
  },
  purposeNotAllowed: {
    status: 403,
    en: 'None of your roles may read personal data for the purpose {purpose}',
    zh: '您的角色均不得以用途 {purpose} 读取个人数据',
  },
});
