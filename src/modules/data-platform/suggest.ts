import { mkdir } from 'node:fs/promises';

import type { FieldDescription } from './description.ts';
import { type Dialect, type SniffResult, sniff } from './ingest/index.ts';
import { folders } from './places.ts';
import type { DataWork } from './tables.ts';
import { readUpload } from './uploads.ts';

/** What we understood of a file, and how we would describe its fields; the steward corrects both. */
export interface Suggestion {
  readonly sniff: SniffResult;
  readonly fields: readonly FieldDescription[];
}

/** Looks into an uploaded file; a dialect that the steward corrected is taken as it is. @throws ingest errors, in words for the person who sent it */
export async function suggestFields(work: DataWork, uploadId: string, dialect?: Dialect): Promise<Suggestion> {
  const upload = await work.transaction((context) => readUpload(context, uploadId));
  return suggestFrom(work.storage, folders.upload(work.storage, uploadId), upload.name, work.signal, dialect);
}

/** The same for a file on this machine. @param storage the district's folder */
export async function suggestFrom(
  storage: string,
  path: string,
  name: string,
  signal: AbortSignal,
  dialect?: Dialect,
): Promise<Suggestion> {
  const scratch = folders.root(storage);
  await mkdir(scratch, { recursive: true });
  const found = await sniff({ source: { path, name, ...(dialect && { dialect }) }, scratch }, { signal });
  return { sniff: found, fields: found.columns.map(describe) };
}

/** A field as inferred. It is not public until somebody says so, and has only the name its column has. */
function describe({ field }: SniffResult['columns'][number]): FieldDescription {
  const words = { en: field.name, zh: field.name };
  return { title: words, definition: words, class: 'restricted', personal: false, spec: field };
}
