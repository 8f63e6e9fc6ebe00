import { Pagination, ResponsiveTable, Status } from '../index.ts';
import { useBoth } from './both.ts';

const ROWS = [
  { id: 'SL-26-3391', town: ['Willow Bank', '柳堤镇'], lamps: 11, days: 7, late: false },
  { id: 'SL-26-3388', town: ['Old Bridge', '古桥镇'], lamps: 1, days: 3, late: false },
  { id: 'SL-26-3380', town: ['Millpond', '磨塘镇'], lamps: 6, days: 19, late: true },
] as const;

export default function TableExample() {
  const both = useBoth();
  return (
    <>
      <ResponsiveTable
        caption={both('Street lights, newest first', '路灯报修，按时间倒序')}
        captionShown
        rows={ROWS}
        rowKey={(row) => row.id}
        hit={(row) => (row.late ? both('(over the limit of 7 days)', '（超过 7 天时限）') : null)}
        columns={[
          { key: 'id', title: both('Report', '报修编号'), cell: (row) => row.id, mono: true, noWrap: true },
          { key: 'town', title: both('Town', '镇街'), cell: (row) => both(row.town[0], row.town[1]) },
          { key: 'lamps', title: both('Lamps', '灯数'), cell: (row) => row.lamps, numeric: true },
          { key: 'days', title: both('Working days', '工作日'), cell: (row) => row.days, numeric: true, sort: 'descending' },
          {
            key: 'state',
            title: both('State', '状态'),
            cell: (row) => <Status tone={row.late ? 'no' : 'ok'}>{row.late ? both('Overdue', '逾期') : both('Repaired', '已修复')}</Status>,
          },
        ]}
      />
      <Pagination previous="#21" next="#61" summary={both('41–60 of 1,208', '第 41–60 条，共 1,208 条')} />
    </>
  );
}
