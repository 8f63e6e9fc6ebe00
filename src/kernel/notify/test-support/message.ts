import type { Message } from '../channels/channel.ts';

/** A message as delivery composes it. */
export function messageFor(change: Partial<Message> = {}): Message {
  return {
    id: '0193e4a8-0000-7000-8000-000000000001',
    language: 'zh',
    title: '任务已派给您：7K3M9QW2XAB',
    text: '请于今日 18:00 前办理。',
    link: 'https://city.example.gov.cn/console/operations/cases/7K3M9QW2XAB',
    short: '【枫桥区】事项 7K3M9QW2XAB：https://city.example.gov.cn/console/operations/cases/7K3M9QW2XAB',
    code: '7K3M9QW2XAB',
    urgent: false,
    district: '枫桥区',
    frame: { open: '打开', foot: '自动发送', settings: 'https://city.example.gov.cn/account/notifications' },
    ...change,
  };
}
