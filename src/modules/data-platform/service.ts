import { createDownloads, type Downloads } from './downloads.ts';
import { createIntegrity, type Integrity } from './integrity.ts';
import { folders } from './places.ts';
import { createReader, type Reader } from './query/reader.ts';

/** What one district's data is read with in this process. */
export interface DataService {
  readonly reader: Reader;
  readonly downloads: Downloads;
  readonly integrity: Integrity;
}

const services = new Map<string, DataService>();

/** The engine that reads a district's versions; opened on first use and kept, because opening costs more than most queries. */
export function dataService(storage: string): DataService {
  const kept = services.get(storage);
  if (kept) return kept;
  const reader = createReader(folders.datasets(storage));
  const service = { reader, downloads: createDownloads(reader), integrity: createIntegrity() };
  services.set(storage, service);
  return service;
}
