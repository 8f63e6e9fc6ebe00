import { useSay } from '../language.ts';
import { Pill, type Tone } from '../pill.tsx';

const MARKS: readonly (readonly [Tone, { readonly en: string; readonly zh: string }])[] = [
  ['good', { en: 'met', zh: '已达标' }],
  ['working', { en: 'working', zh: '办理中' }],
  ['paused', { en: 'paused', zh: '已暂停' }],
  ['danger', { en: 'late', zh: '已逾期' }],
  ['soon', { en: 'due soon', zh: '即将到期' }],
  ['todo', { en: 'not begun', zh: '未开始' }],
];

/** Every mark: a word, a shape, a colour. */
export default function PillExample() {
  const say = useSay();
  return (
    <p className="row">
      {MARKS.map(([tone, words]) => (
        <Pill key={tone} tone={tone}>
          {say(words)}
        </Pill>
      ))}
    </p>
  );
}
