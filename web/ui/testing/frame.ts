import type { PortalFrame } from '../../../src/kernel/http/page.ts';

/** The frame of a portal page in tests: a quiet morning in a made-up district. */
export function testFrame(changes: Partial<PortalFrame> = {}): PortalFrame {
  const now = new Date('2026-11-19T10:42:00+08:00');
  return {
    language: 'en',
    elder: false,
    theme: 'light',
    district: { en: 'Fengqiao District', zh: '枫桥区' },
    demo: true,
    url: '/examples',
    csrf: 'csrf',
    once: 'once',
    person: null,
    menu: [
      { title: { en: 'Open data', zh: '开放数据' }, href: '/open-data' },
      { title: { en: 'Rules', zh: '公开规则' }, href: '/rules' },
    ],
    now,
    contact: { phone: '12345', hours: { en: 'day and night', zh: '24 小时人工接听' } },
    ledger: { size: 18_294, signedAt: new Date(now.getTime() - 120_000) },
    ...changes,
  };
}
