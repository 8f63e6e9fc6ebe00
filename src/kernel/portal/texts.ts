import { defineTexts } from '../i18n/index.ts';

/** Words of the portal's own pages that the server and the views share. */
export const portalTexts = defineTexts({
  when: { en: 'When', zh: '时间' },
  office: { en: 'Office', zh: '部门' },
  purpose: { en: 'Purpose', zh: '用途' },
  fields: { en: 'Fields', zh: '字段' },
  record: { en: 'Record', zh: '记录' },
  ledgerEntry: { en: 'Ledger entry', zh: '账本条目' },
  yourself: { en: 'You yourself', zh: '您本人' },
  byPlatform: { en: 'The platform, automatically', zh: '平台自动处理' },
  someoneElse: { en: 'A person outside of any office', zh: '不属于任何部门的人员' },
});
