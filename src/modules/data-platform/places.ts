import path from 'node:path';

import type { VersionRow } from './versions.ts';

/** Where the module keeps its files, below the district's folder. */
export const folders = {
  root: (storage: string) => path.join(storage, 'data-platform'),
  datasets: (storage: string) => path.join(storage, 'data-platform', 'datasets'),
  /** Versions of one dataset; each is a folder named by its content hash. */
  dataset: (storage: string, datasetId: string) => path.join(storage, 'data-platform', 'datasets', datasetId),
  version: (storage: string, datasetId: string, contentHash: string) =>
    path.join(storage, 'data-platform', 'datasets', datasetId, contentHash),
  /** Files made from a version on demand, such as CSV downloads; they can be made again. */
  exports: (storage: string, datasetId: string, contentHash: string) =>
    path.join(storage, 'data-platform', 'datasets', '.exports', datasetId, contentHash),
  upload: (storage: string, uploadId: string) => path.join(storage, 'data-platform', 'uploads', uploadId),
};

/** Absolute paths of a version's data files. */
export function filesOf(storage: string, { dataset_id, content_hash, manifest }: VersionRow): string[] {
  const folder = folders.version(storage, dataset_id, content_hash);
  return manifest.files.map(({ name }) => path.join(folder, name));
}
