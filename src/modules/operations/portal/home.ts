import { type Contributions, type Door, districtFile, type LiveFigure } from '#kernel';

import type { Statistics } from '../statistics/figures.ts';
import { recentStatistics } from '../statistics/store.ts';
import type { PortalContext, PortalTables } from './tables.ts';

/** The way in on the portal's home for whoever has seen something. */
export const reportDoor: Door = {
  title: { en: 'Report something', zh: '我要反映' },
  text: {
    en: 'A broken lamp, noise at night, a dispute: say what and where. With your name or without; you get a receipt.',
    zh: '路灯不亮、夜间噪声、矛盾纠纷……说明情况和地点即可，可匿名，提交后获得回执。',
  },
  href: '/report',
  icon: 'report',
  order: 5,
};

/** The way in for whoever has a receipt. */
export const trackDoor: Door = {
  title: { en: 'Where is my matter?', zh: '我的事项办到哪了' },
  text: {
    en: 'Type the code of your receipt: who has it, by when, what came of it, and whether you agree. No account.',
    zh: '输入回执码，即可查看由谁办理、何时办结、结果如何，并确认或申诉。无需注册。',
  },
  href: '/track',
  icon: 'code',
  order: 10,
};

const DAYS = 7;
const SOURCE = { en: 'Case log', zh: '事项流水' };

/** What the desk has in hand now, and the newest published month. */
export const caseFigures: NonNullable<Contributions<PortalTables>['figures']> = async (context) => [
  await openFigure(context as unknown as PortalContext),
  ...(await monthFigure(context as unknown as PortalContext)),
];

async function openFigure({ db, now, profile }: PortalContext): Promise<LiveFigure> {
  const count = async (state: 'open' | 'late') => {
    const { cases } = await db
      .selectFrom('operations_case')
      .where('state', 'not in', ['closed', 'merged'])
      .$if(state === 'late', (query) => query.where('due_at', '<', now))
      .select(({ fn }) => fn.countAll<string>().as('cases'))
      .executeTakeFirstOrThrow();
    return Number(cases);
  };
  const [open, late] = [await count('open'), await count('late')];
  const { timeZone } = profile(districtFile);
  const clock = now.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return {
    title: { en: 'Cases in hand', zh: '在办事项' },
    value: open.toLocaleString('en'),
    unit: { en: 'cases', zh: '件' },
    note:
      late === 0
        ? { en: `none past its deadline at ${clock}`, zh: `${clock} 无超期` }
        : { en: `${late} past their deadline`, zh: `其中 ${late} 件超期` },
    source: SOURCE,
    asOf: now,
    href: '/cases',
    series: await openedByDay({ db, now } as PortalContext),
  };
}

/** Cases opened on each of the last days, oldest first. */
async function openedByDay({ db, now }: PortalContext): Promise<number[]> {
  const from = new Date(now.getTime() - DAYS * 86_400_000);
  const rows = await db.selectFrom('operations_case').select('opened_at').where('opened_at', '>=', from).limit(20_000).execute();
  const days = Array.from({ length: DAYS }, () => 0);
  for (const { opened_at } of rows) {
    const at = Math.min(DAYS - 1, Math.floor((opened_at.getTime() - from.getTime()) / 86_400_000));
    days[at] = (days[at] ?? 0) + 1;
  }
  return days;
}

async function monthFigure(context: PortalContext): Promise<LiveFigure[]> {
  const months = await recentStatistics(context as never, 12);
  const [latest] = months;
  const value = latest?.all.rates.answeredOnTime.value;
  if (!latest || value === null || value === undefined) return [];
  const row = await context.db
    .selectFrom('operations_statistics')
    .select('closed_at')
    .where('period', '=', latest.period)
    .executeTakeFirstOrThrow();
  const percent = (one: Statistics) => Number(one.all.rates.answeredOnTime.value ?? 0) * 100;
  const { numerator, denominator } = latest.all.rates.answeredOnTime;
  return [
    {
      title: { en: 'Answered on time', zh: '按期答复率' },
      value: percent(latest).toFixed(1),
      unit: { en: '%', zh: '%' },
      note: {
        en: `${numerator} of ${denominator} answers in ${latest.period}`,
        zh: `${latest.period}：${denominator} 件答复中 ${numerator} 件按期`,
      },
      source: SOURCE,
      asOf: row.closed_at,
      freshForMinutes: 45 * 24 * 60,
      href: '/cases',
      series: months.map(percent).toReversed(),
    },
  ];
}
