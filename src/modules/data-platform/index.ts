// The public face of the data platform: all that other modules, the command line and the demo may import.
import { port, type Work } from '#kernel';

import { type CatalogueQuery, datasetNamed, describeDataset } from './catalogue.ts';
import type { DatasetDescription } from './description.ts';
import type { LoadProgress } from './ingest/index.ts';
import { createLoad, runLoad, type Source } from './loads.ts';
import { openToPublic } from './openness.ts';
import { readLoadOutcome, summaries } from './read-model.ts';
import { type Suggestion, suggestFrom } from './suggest.ts';
import type { DataContext, DataWork, LoadState } from './tables.ts';

export type { DatasetDescription, FieldDescription } from './description.ts';
export type { LoadProgress } from './ingest/index.ts';
export { dataPlatform } from './module.ts';

/** Ports, to be reached with `context.call`. */
export const dataPorts = {
  hasDataset: port('data-platform.hasDataset', (context: DataContext, key: string) => datasetNamed(context, key)),
  listDatasets: port('data-platform.listDatasets', (context: DataContext, query: CatalogueQuery) => summaries(context, query)),
  registerDataset: port('data-platform.registerDataset', (context: DataContext, description: DatasetDescription) =>
    describeDataset(context, description),
  ),
  createLoad: port('data-platform.createLoad', (context: DataContext, { key, sources }: { key: string; sources: readonly Source[] }) =>
    createLoad(context, key, sources),
  ),
  openToPublic: port('data-platform.openToPublic', (context: DataContext, key: string) => openToPublic(context, key)),
  loadOutcome: port('data-platform.loadOutcome', (context: DataContext, loadId: string) => readLoadOutcome(context, loadId)),
};

/** Runs a created load to its end, in transactions of its own. @throws the expected failures of the ingest engine */
export function runLoadIn(work: Work<never>, loadId: string, onProgress: (progress: LoadProgress) => void): Promise<LoadState> {
  return runLoad(work as unknown as DataWork, loadId, onProgress);
}

/** Looks into a file on this machine: its kind and columns, and fields as we would describe them. @throws ingest errors */
export function suggestFields(work: Work<never>, path: string, name: string): Promise<Suggestion> {
  return suggestFrom(work.storage, path, name, work.signal);
}
