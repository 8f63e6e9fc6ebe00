/** What somebody can be allowed to do with data. */
export const permissions = {
  'data:see-internal': { en: 'See datasets and rows that are not open', zh: '查看未开放的数据集及数据' },
  'data:steward': { en: 'Describe datasets, load and decide on loads', zh: '编目、入库并处理入库批次' },
  'data:publish': { en: 'Open datasets to the public', zh: '向社会开放数据集' },
} as const;
