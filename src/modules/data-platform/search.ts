import type { SearchHit } from '#kernel';

import { listDatasets } from './catalogue.ts';
import type { DataContext } from './tables.ts';

const KIND = { en: 'Dataset', zh: '数据集' };

/** Datasets for the search of both faces. */
export async function searchDatasets(context: DataContext, query: string, face: 'portal' | 'console'): Promise<SearchHit[]> {
  const { items } = await listDatasets(context, { q: query, limit: 10 });
  return items.map(({ key, title, description }, place) => ({
    kind: KIND,
    title,
    text: description,
    href: face === 'portal' ? `/open-data/${key}` : `/console/data/${key}`,
    score: 0.8 - place / 100,
  }));
}
