import { Type } from 'typebox';

import { closed, definePortal, portalScreen } from '#kernel';

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
    load: (context: DataContext, { params, query, language }) => datasetPage(context, params.key, query, language),
  }),
]);
