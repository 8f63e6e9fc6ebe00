import { defineModule, job } from '#kernel';

import { hotlineFile } from './dcat/site.ts';
import { dataFacts } from './facts.ts';
import { loadJob, runLoad } from './loads.ts';
import { permissions } from './permissions.ts';
import { dataDoor, dataFigures } from './portal/home.ts';
import { dataScreens } from './portal/screens.ts';
import { recover } from './recovery.ts';
import { comparisonRoutes } from './routes/comparison.ts';
import { datasetRoutes } from './routes/datasets.ts';
import { dcatRoutes } from './routes/dcat.ts';
import { loadRoutes } from './routes/loads.ts';
import { rowRoutes } from './routes/rows.ts';
import { searchDatasets } from './search.ts';
import type { DataTables } from './tables.ts';

/** One governed home for the district's data: described, checked, versioned, and opened to the public. */
export const dataPlatform = defineModule<DataTables>({
  name: 'data-platform',
  api: 'data',
  title: { en: 'Open data', zh: '公共数据' },
  purpose: 'One governed home for the district’s data: loaded, checked, versioned, and opened without exposing anybody.',
  dependsOn: [],
  migrations: new URL('./migrations/', import.meta.url),
  tables: {
    data_platform_dataset: {
      purpose: { en: 'Described, stewarded tables', zh: '有说明、有管理员的数据集' },
      personal: ['steward_id'],
      retentionDays: 'forever',
    },
    data_platform_field: { purpose: 'What each column means and must be', personal: [], retentionDays: 'forever' },
    data_platform_upload: { purpose: { en: 'Files on their way in', zh: '正在上传的文件' }, personal: ['owner_id'], retentionDays: 7 },
    data_platform_load: {
      purpose: { en: 'Runs of the ingest engine', zh: '数据导入的运行记录' },
      personal: ['actor_id', 'decided_by'],
      retentionDays: 3650,
    },
    data_platform_version: { purpose: 'Immutable results of loads', personal: [], retentionDays: 'forever' },
    data_platform_currency: {
      purpose: { en: 'Which version was current when', zh: '各版本的生效时段' },
      personal: ['actor_id'],
      retentionDays: 'forever',
    },
    data_platform_history: {
      purpose: { en: 'What happened to a dataset', zh: '数据集的变更历史' },
      personal: ['actor_id'],
      retentionDays: 'forever',
    },
    data_platform_usage: { purpose: 'Uses by day, of nobody in particular', personal: [], retentionDays: 'forever' },
  },
  profiles: [dataFacts, hotlineFile],
  permissions,
  jobs: [
    job({
      type: loadJob,
      run: async (work, { loadId }) => {
        await runLoad(work, loadId, ({ rows, bytes, totalBytes }) =>
          work.progress(
            rows > 0
              ? {
                  done: rows,
                  total: totalBytes > 0 && bytes > 0 ? Math.max(rows, Math.round((rows * totalBytes) / bytes)) : null,
                  unit: ROWS,
                }
              : { done: bytes, total: totalBytes || null, unit: BYTES },
          ),
        );
      },
    }),
  ],
  onStart: async (work, { alone }) => void (await recover(work, alone)),
  routes: [...datasetRoutes, ...comparisonRoutes, ...loadRoutes, ...rowRoutes, ...dcatRoutes],
  portal: dataScreens,
  console: [
    {
      path: '/data',
      title: { en: 'Data', zh: '数据' },
      view: 'data-platform/catalogue',
      permission: 'data:see-internal',
      menu: { order: 20, icon: 'data' },
    },
    { path: '/data/new', title: { en: 'New dataset', zh: '新建数据集' }, view: 'data-platform/new-dataset', permission: 'data:steward' },
    { path: '/data/loads', title: { en: 'Loads', zh: '入库批次' }, view: 'data-platform/loads', permission: 'data:steward' },
    { path: '/data/:key', title: { en: 'Dataset', zh: '数据集' }, view: 'data-platform/dataset', permission: 'data:see-internal' },
    { path: '/data/:key/edit', title: { en: 'Describe', zh: '编目' }, view: 'data-platform/describe', permission: 'data:steward' },
    { path: '/data/:key/load', title: { en: 'Load files', zh: '导入文件' }, view: 'data-platform/new-load', permission: 'data:steward' },
    { path: '/data/:key/loads/:id', title: { en: 'Load', zh: '入库批次' }, view: 'data-platform/load', permission: 'data:steward' },
  ],
  contributes: {
    doors: [dataDoor],
    figures: dataFigures,
    search: searchDatasets,
  },
});

const ROWS = { en: 'rows', zh: '行' };
const BYTES = { en: 'bytes', zh: '字节' };
