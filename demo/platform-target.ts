import type { Work } from '#kernel';
import { type DatasetDescription as Description, dataPorts, runLoadIn } from '#module/data-platform';

import type { DemoTarget } from './load.ts';

const MOST_DATASETS = 200;

/**
 * The data platform of a running district, through its own use cases.
 * @param work as the steward who answers for the datasets
 */
export function platformTarget(work: Work<never>): DemoTarget {
  return {
    async loadedKeys() {
      const { items } = await work.transaction((context) => context.call(dataPorts.listDatasets, { limit: MOST_DATASETS }));
      return new Set(items.filter(({ version, open, openClass }) => version && (open || openClass !== 'public')).map(({ key }) => key));
    },
    async describe(description) {
      await work.transaction(async (context) => {
        if (await context.call(dataPorts.hasDataset, description.key)) return;
        await context.call(dataPorts.registerDataset, description as Description);
      });
    },
    async load(key, path) {
      const loadId = await work.transaction((context) =>
        context.call(dataPorts.createLoad, { key, sources: [{ name: `${key}.csv`, path }] }),
      );
      const state = await runLoadIn(work, loadId, () => {});
      const { accepted, rejected } = await work.transaction((context) => context.call(dataPorts.loadOutcome, loadId));
      return { unchanged: state === 'unchanged', accepted: accepted ?? 0, rejected: rejected ?? 0 };
    },
    async open(key) {
      await work.transaction((context) => context.call(dataPorts.openToPublic, key));
    },
  };
}
