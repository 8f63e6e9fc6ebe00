import type { Bilingual } from '#kernel';

import { statisticsFile } from '../statistics/facts.ts';
import type { Figures, Statistics } from '../statistics/figures.ts';
import type { Month } from '../statistics/month.ts';
import type { Rate } from '../statistics/rates.ts';
import { closedMonths, publishedMonth, recentStatistics } from '../statistics/store.ts';
import { type Grouping, memberName } from '../statistics/titles.ts';
import { countWords, rateWords, spanWords } from '../statistics/words.ts';
import type { PortalContext } from './tables.ts';

/** One member of a grouping with what is compared. */
export interface GroupRow {
  readonly key: string;
  readonly title: Bilingual;
  readonly cases: number;
  readonly answeredOnTime: Rate;
  readonly confirmed: Rate;
  readonly medianAnswer: number | null;
}

/** One month of the chart. */
export interface MonthPoint {
  readonly period: Month;
  readonly answeredOnTime: number | null;
  readonly confirmed: number | null;
  readonly opened: number;
}

/** A rate with its definition. */
export interface DefinedRate {
  readonly name: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly rate: Rate;
  /** The count it is a share of. */
  readonly of: Bilingual;
}

/** A closed month as the page shows it. */
export interface ShownMonth {
  readonly period: Month;
  readonly closedAt: Date;
  readonly figures: Figures;
  readonly rates: readonly DefinedRate[];
  readonly spans: readonly {
    readonly title: Bilingual;
    readonly text: Bilingual;
    readonly count: number;
    readonly median: number | null;
    readonly p90: number | null;
  }[];
  readonly counts: readonly { readonly title: Bilingual; readonly text: Bilingual; readonly count: number }[];
  readonly groups: Readonly<Record<Grouping, readonly GroupRow[]>>;
  readonly log: { readonly sha256: string; readonly lines: number; readonly cases: number };
  readonly fileSha256: string;
  readonly sha256: string;
  readonly drawn: boolean;
}

/** What the public page of case figures shows. */
export interface CaseFiguresPage {
  readonly months: readonly Month[];
  readonly shown: ShownMonth | null;
  /** Recent months up to the shown one, oldest first. */
  readonly course: readonly MonthPoint[];
  readonly smallest: number;
  readonly closesOnDay: number;
  readonly dataset: string;
}

const COURSE_MONTHS = 12;
/** Counts that stand by themselves on the page; the others are parts of rates. */
const SHOWN_COUNTS = [
  'opened',
  'answered',
  'closed',
  'unconfirmed',
  'appealed',
  'breaches',
  'pauses',
  'orders',
  'visitsDone',
  'merged',
] as const;

/** The figures of a month, or of the newest. @throws operations-statistics.notClosed */
export async function figuresPage(context: PortalContext, period: Month | undefined): Promise<CaseFiguresPage> {
  const { closesOnDay, smallestGroup, dataset } = context.profile(statisticsFile);
  const months = (await closedMonths(context as never)).map((row) => row.period);
  const chosen = period ?? months[0];
  const recent = await recentStatistics(context as never, COURSE_MONTHS, chosen);
  return {
    months,
    shown: chosen === undefined ? null : await shownMonth(context, chosen),
    course: recent.toReversed().map(pointOf),
    smallest: smallestGroup,
    closesOnDay,
    dataset: dataset.key,
  };
}

function pointOf({ period, all }: Statistics): MonthPoint {
  const share = ({ value }: Rate) => (value === null ? null : Number(value) * 100);
  return { period, answeredOnTime: share(all.rates.answeredOnTime), confirmed: share(all.rates.confirmed), opened: all.counts.opened };
}

async function shownMonth(context: PortalContext, period: Month): Promise<ShownMonth> {
  const { document, closed_at, file_sha256, sha256 } = await publishedMonth(context as never, period);
  const { all, log, byCategory, byDepartment, byTown } = JSON.parse(document) as Statistics;
  const draw = await context.db.selectFrom('operations_draw').select('period').where('period', '=', period).executeTakeFirst();
  const rows = (grouping: Grouping, groups: Statistics['byTown']) => groupRows(context, grouping, groups);
  return {
    period,
    closedAt: closed_at,
    figures: all,
    rates: Object.entries(rateWords).map(([name, { title, text }]) => {
      const rate = all.rates[name as keyof typeof rateWords];
      return { name, title, text, rate, of: countWords[rate.of as keyof typeof countWords].title };
    }),
    spans: Object.entries(spanWords).map(([name, words]) => ({ ...words, ...all.seconds[name as keyof typeof spanWords] })),
    counts: SHOWN_COUNTS.map((name) => ({ ...countWords[name], count: all.counts[name] })),
    groups: { category: rows('category', byCategory), department: rows('department', byDepartment), town: rows('town', byTown) },
    log,
    fileSha256: file_sha256,
    sha256,
    drawn: draw !== undefined,
  };
}

function groupRows({ profile }: PortalContext, grouping: Grouping, groups: Statistics['byTown']): GroupRow[] {
  return Object.entries(groups)
    .map(([key, { cases, rates, seconds }]) => ({
      key,
      title: memberName(profile, grouping, key),
      cases,
      answeredOnTime: rates.answeredOnTime,
      confirmed: rates.confirmed,
      medianAnswer: seconds.answer.median,
    }))
    .toSorted((a, b) => b.cases - a.cases || a.key.localeCompare(b.key));
}
