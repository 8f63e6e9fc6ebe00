import type { Static } from 'typebox';

import { type Bilingual, type Contributions, DomainError, type Door, type LiveFigure } from '#kernel';

import { dataFacts } from '../facts.ts';
import { freshness } from '../openness.ts';
import { openReadable, queryRows } from '../rows.ts';
import { dataService } from '../service.ts';
import type { DataContext, DataTables } from '../tables.ts';

/** The way in on the portal's home. */
export const dataDoor: Door = {
  title: { en: 'Open data', zh: '开放数据' },
  text: {
    en: 'Download what the district knows about money, streets, water and firms, or ask it questions.',
    zh: '财政、道路、水情、企业等数据，可整份下载，也可在线查询。',
  },
  href: '/open-data',
  icon: 'data',
  order: 20,
};

const SOURCE: Bilingual = { en: 'Catalogue', zh: '数据目录' };

/** What the open data says on the portal's home: figures that the profile names, how much is open, and how much of it is late. */
export const dataFigures: NonNullable<Contributions<DataTables>['figures']> = async (context) => {
  const specs = context.profile(dataFacts).homeFigures;
  const read = await Promise.all(specs.map((spec) => figureOf(context, spec)));
  return [...read.filter((figure) => figure !== null), ...(await catalogueFigures(context))];
};

type Spec = Static<(typeof dataFacts)['schema']>['homeFigures'][number];

/** One figure from an open dataset; null while the dataset is not there or not open. */
async function figureOf(context: DataContext, spec: Spec): Promise<LiveFigure | null> {
  const { dataset, over, measure, filter, points, wholePeriods } = spec;
  try {
    const readable = await openReadable(context, dataset, {});
    if (readable.dataset.published_at === null) return null;
    const query = { groupBy: over, measure, sort: `-${over}`, limit: points + 1, ...(filter && { filter }) };
    const { rows } = await queryRows(dataService(context.storage).reader, readable, query);
    const column = measure.replace(':', '_');
    const isRunning = wholePeriods && context.now.toISOString().startsWith(String(rows[0]?.[over]));
    const from = isRunning ? 1 : 0;
    const series = rows.slice(from, from + points).map((row) => Number(row[column]) / spec.divideBy);
    const [latest] = series;
    if (latest === undefined || !Number.isFinite(latest)) return null;
    return {
      title: spec.title,
      value: latest.toLocaleString('en', { minimumFractionDigits: spec.digits, maximumFractionDigits: spec.digits }),
      unit: spec.unit,
      note: spec.note,
      source: readable.dataset.title,
      asOf: readable.version.loaded_at,
      href: `/open-data/${dataset}`,
      series: series.toReversed(),
    };
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

async function catalogueFigures(context: DataContext): Promise<LiveFigure[]> {
  const open = await context.db
    .selectFrom('data_platform_dataset as d')
    .innerJoin('data_platform_version as v', (join) => join.onRef('v.dataset_id', '=', 'd.id').on('v.state', '=', 'current'))
    .select(['d.update_frequency', 'v.rows', 'v.loaded_at'])
    .where('d.published_at', 'is not', null)
    .where('d.state', '=', 'active')
    .execute();
  if (open.length === 0) return [];
  const rows = open.reduce((sum, row) => sum + Number(row.rows), 0).toLocaleString('en');
  const late = open.filter((row) => freshness(context, row.update_frequency, row.loaded_at).state === 'late').length;
  return [
    {
      title: { en: 'Open datasets', zh: '开放数据集' },
      value: String(open.length),
      unit: { en: 'datasets', zh: '个' },
      note:
        late === 0
          ? { en: `${rows} rows, all renewed as promised`, zh: `共 ${rows} 行，全部按时更新` }
          : { en: `${rows} rows; ${late} late`, zh: `共 ${rows} 行，${late} 个更新逾期` },
      source: SOURCE,
      asOf: new Date(Math.max(...open.map(({ loaded_at }) => loaded_at.getTime()))),
      href: '/open-data',
    },
  ];
}
