import { defineTexts } from '#kernel/i18n';

/** Words of the pages that say something went wrong. */
export const problemTexts = defineTexts({
  lostTitle: { en: 'This way leads nowhere', zh: '此路不通' },
  lostNext: {
    en: 'The address may be mistyped, or the page has moved. Nothing of yours was lost. Try the search:',
    zh: '地址可能有误，或页面已迁移。您的内容没有丢失，请试试搜索：',
  },
  closedTitle: { en: 'This page is not open to you', zh: '您暂无权查看此页' },
  closedNext: {
    en: 'If it should be, ask the office that asked you to come here; it can see which permission is missing.',
    zh: '如您认为应当可以查看，请联系通知您办理的部门，该部门可查询您缺少哪项权限。',
  },
  oursTitle: { en: 'Something broke on our side', zh: '系统出现故障' },
  oursNext: {
    en: 'It was written down and somebody will look at it. Whatever was confirmed to you before is kept.',
    zh: '故障已记录，将由专人处理。此前已向您确认的内容均已保存。',
  },
  busyTitle: { en: 'One moment, please', zh: '请稍候' },
  busyNext: {
    en: 'Try again in a minute. Whatever was confirmed to you before is kept.',
    zh: '请一分钟后再试。此前已向您确认的内容均已保存。',
  },
  yoursTitle: { en: 'This could not be done', zh: '无法完成此操作' },
  yoursNext: { en: 'Go back with your browser: what you typed is still there.', zh: '请用浏览器返回上一页，您填写的内容仍会保留。' },
  searchLabel: { en: 'Search reports, enterprises, rules and data', zh: '搜索诉求、企业、规则和数据' },
  signIn: { en: 'Sign in', zh: '登录' },
  again: { en: 'Try again', zh: '重试' },
  home: { en: 'Back to the home page', zh: '返回首页' },
  reference: { en: 'reference {reference}', zh: '参考号 {reference}' },
});
