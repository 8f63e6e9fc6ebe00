import { DomainError } from '#kernel';
import {
  createLoad,
  type DatasetDescription as Description,
  describeDataset,
  listDatasets,
  openToPublic,
  readLoad,
  runLoad,
} from '#module/data-platform';

import type { DemoTarget } from './load.ts';

type DataWork = Parameters<typeof runLoad>[0];

/**
 * The data platform of a running district, through its own use cases.
 * @param work as somebody who may describe, load and open
 * @param stewardId the person who answers for the datasets
 */
export function platformTarget(work: DataWork, stewardId: string): DemoTarget {
  return {
    async loadedKeys() {
      const { items } = await work.transaction((context) => listDatasets(context, { state: 'active', limit: 200 }));
      return new Set(items.filter(({ open_class, published_at }) => open_class !== 'public' || published_at).map(({ key }) => key));
    },
    async describe(description) {
      try {
        await work.transaction((context) => describeDataset(context, description as unknown as Description, stewardId));
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'data-platform.keyTaken')) throw error;
      }
    },
    async load(key, path) {
      const loadId = await work.transaction((context) => createLoad(context, key, [{ name: `${key}.csv`, path }]));
      const state = await runLoad(work, loadId, () => {});
      const { accepted, rejected } = await work.transaction((context) => readLoad(context, loadId));
      return { unchanged: state === 'unchanged', accepted: Number(accepted), rejected: Number(rejected) };
    },
    async open(key) {
      await work.transaction((context) => openToPublic(context, key));
    },
  };
}
