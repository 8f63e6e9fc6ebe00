import { Empty, Note, Status, type Tone } from '../index.ts';
import { useBoth } from './both.ts';

export default function StatusExample() {
  const both = useBoth();
  const states: readonly [Tone, string][] = [
    ['ok', both('Confirmed by the reporter', '反映人已确认')],
    ['att', both('Reopened', '已重办')],
    ['no', both('Overdue, 4 days', '逾期 4 天')],
    ['run', both('Being built', '施工中')],
    ['neutral', both('Not yet looked at', '尚未受理')],
  ];
  return (
    <div className="stack">
      <ul className="rows">
        {states.map(([tone, words]) => (
          <li key={tone}>
            <Status tone={tone}>{words}</Status>
          </li>
        ))}
      </ul>
      <Note tone="act" title={both('Your code ends in 3 days', '您的企业码 3 天后到期')}>
        <p>{both('Confirm your address to keep it.', '请确认地址以继续使用。')}</p>
      </Note>
      <Note>
        <p>{both('Working days follow the district calendar.', '工作日按本区日历计算。')}</p>
      </Note>
      <Empty
        title={both('No consultation is open', '当前没有公开征询')}
        action={{ text: both('See the closed ones', '查看已结束的征询'), href: '#closed' }}
      >
        {both('Open consultations stand here, with the day they end.', '进行中的征询及截止日期会显示在此。')}
      </Empty>
    </div>
  );
}
