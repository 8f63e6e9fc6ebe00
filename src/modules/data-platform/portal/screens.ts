import { Type } from 'typebox';

import { type Contributions, closed, type Door, definePortal, type LiveFigure, portalScreen } from '#kernel';

import { freshness } from '../openness.ts';
import type { DataContext, DataTables } from '../tables.ts';
import { cataloguePage } from './catalogue.ts';
import { datasetPage } from './dataset.ts';

const Words = Type.Optional(Type.String({ maxLength: 200 }));

/** The module's public pages. */
export const dataScreens = definePortal<DataTables>([
  portalScreen({
    path: '/open-data',
    title: { en: 'Open data', zh: '开放数据' },
    view: 'data-platform/open-data',
    permission: 'public',
    menu: 20,
    query: closed({ q: Words, theme: Words, department: Words, cursor: Type.Optional(Type.String({ maxLength: 400 })) }),
    load: (context: DataContext, { query }) => cataloguePage(context, query),
  }),
  portalScreen({
    path: '/open-data/:key',
    title: { en: 'Dataset', zh: '数据集' },
    view: 'data-platform/dataset',
    permission: 'public',
    params: closed({ key: Type.String({ maxLength: 63 }) }),
    query: closed({
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      field: Words,
      operator: Words,
      value: Words,
      search: Words,
      sort: Words,
      cursor: Type.Optional(Type.String({ maxLength: 40 })),
    }),
    load: (context: DataContext, { params, query }) => datasetPage(context, params.key, query),
  }),
]);

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

const SOURCE = { en: 'Catalogue', zh: '数据目录' };

/** What the catalogue has to say on the portal's home: how much is open, and how much of it is late. */
export const dataFigures: NonNullable<Contributions<DataTables>['figures']> = async (context) => {
  const open = await context.db
    .selectFrom('data_platform_dataset as d')
    .innerJoin('data_platform_version as v', (join) => join.onRef('v.dataset_id', '=', 'd.id').on('v.state', '=', 'current'))
    .select(['d.update_frequency', 'v.rows', 'v.loaded_at', 'd.key'])
    .where('d.published_at', 'is not', null)
    .where('d.state', '=', 'active')
    .execute();
  if (open.length === 0) return [];
  const rows = open.reduce((sum, row) => sum + Number(row.rows), 0);
  const late = open.filter((row) => freshness(context, row.update_frequency, row.loaded_at).state === 'late').length;
  const newest = new Date(Math.max(...open.map(({ loaded_at }) => loaded_at.getTime())));
  const figures: LiveFigure[] = [
    {
      title: { en: 'Open datasets', zh: '开放数据集' },
      value: String(open.length),
      unit: { en: 'datasets', zh: '个' },
      note: late === 0 ? { en: 'all renewed as promised', zh: '全部按时更新' } : { en: `${late} late`, zh: `${late} 个更新逾期` },
      source: SOURCE,
      asOf: context.now,
      href: '/open-data',
    },
    {
      title: { en: 'Rows to download', zh: '可下载数据' },
      value: rows.toLocaleString('en'),
      unit: { en: 'rows', zh: '行' },
      note: { en: 'every version with its hash', zh: '每个版本均附哈希' },
      source: SOURCE,
      asOf: newest,
      href: '/open-data',
    },
  ];
  return figures;
};
