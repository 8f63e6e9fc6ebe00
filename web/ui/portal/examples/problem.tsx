import { ProblemPage } from '../index.ts';

const EXAMPLES = [
  { status: 404, code: 'kernel.notFound', text: { en: 'There is nothing here', zh: '此处没有内容' } },
  { status: 403, code: 'kernel.forbidden', text: { en: 'You may not do this', zh: '您没有权限执行此操作' } },
  { status: 500, code: 'kernel.unexpected', text: { en: 'Something went wrong on our side', zh: '系统出现意外错误' } },
  { status: 503, code: 'kernel.unavailable', text: { en: 'We are starting or stopping', zh: '系统正在启动或停止' } },
] as const;

export default function ProblemExample() {
  return EXAMPLES.map((problem) => <ProblemPage key={problem.status} {...problem} reference="01jd-7f3a" heading="h3" />);
}
