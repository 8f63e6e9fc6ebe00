/** The portal's own pages that the search finds and doors lead to. */
export const titles = {
  myData: {
    href: '/my-data',
    title: { en: 'Who read my data', zh: '谁查阅了我的数据' },
    text: {
      en: 'Every look at your personal data: which office, why, which fields, and when.',
      zh: '每一次对您个人数据的查阅：哪个部门、什么用途、哪些字段、什么时间。',
    },
  },
  about: {
    href: '/about',
    title: { en: 'How this district decides', zh: '本区如何作决定' },
    text: {
      en: 'Promises, published rules, reasons, appeals, and the public ledger that proves them.',
      zh: '承诺、公开规则、决定理由、申诉途径，以及可供验证的公共账本。',
    },
  },
  privacy: {
    href: '/privacy',
    title: { en: 'Personal data: the register', zh: '个人数据保护登记簿' },
    text: {
      en: 'Which personal data is kept, what for, for how long, and for which purposes it may be read.',
      zh: '保存哪些个人数据、用于何处、保存多久，以及允许查阅的用途。',
    },
  },
  accessibility: {
    href: '/accessibility',
    title: { en: 'Accessibility', zh: '无障碍声明' },
    text: {
      en: 'How this site works for everybody: keyboard, screen reader, larger text, without scripts.',
      zh: '人人可用：支持键盘、读屏软件、长辈版大字，无需脚本。',
    },
  },
} as const;
