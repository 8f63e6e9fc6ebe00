import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { defaultLimits, type Limits } from '../limits.ts';
import type { Dialect, SourceFile, SourceKind } from '../model.ts';
import type { EncodingGuess } from './encoding.ts';
import { examine } from './examine.ts';
import { type InferredColumn, inferColumns } from './infer.ts';

/** Which file to look at. A dialect the steward has corrected is taken as it is. */
export interface SniffRequest {
  readonly source: SourceFile;
  /** Folder for what has to be unpacked. */
  readonly scratch: string;
  readonly limits?: Partial<Limits>;
}

/** What we understood of a file, for the steward to correct. */
export interface SniffResult {
  readonly name: string;
  readonly kind: SourceKind;
  readonly packedAs: 'zip' | 'gzip' | null;
  readonly bytes: number;
  readonly encoding: EncodingGuess | null;
  readonly dialect: Dialect | null;
  readonly columns: readonly InferredColumn[];
  /** First rows of the sample, as texts. */
  readonly preview: readonly (readonly string[])[];
  readonly sampledRows: number;
  /** Columns that had to be named because they had no name, or one that was taken. */
  readonly renamedColumns: number;
  /** Sampled rows of another width than the header. */
  readonly raggedRows: number;
}

const PREVIEW_ROWS = 50;
const PREVIEW_CHARACTERS = 500;

/** Looks at the beginning of a file: what it is, how it is written, and which fields of which types it holds. @throws see `examine` */
export async function sniffFile({ source, scratch, limits }: SniffRequest): Promise<SniffResult> {
  const folder = await mkdtemp(join(scratch, 'sniff-'));
  try {
    const examined = await examine(source, folder, { ...defaultLimits, ...limits });
    const { name, kind, packedAs, bytes, encoding, dialect, columns, sample, renamed, ragged } = examined;
    return {
      name,
      kind,
      packedAs,
      bytes,
      encoding,
      dialect,
      columns: inferColumns(columns, sample),
      preview: sample.slice(0, PREVIEW_ROWS).map((row) => row.map((value) => value.slice(0, PREVIEW_CHARACTERS))),
      sampledRows: sample.length,
      renamedColumns: renamed,
      raggedRows: ragged,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
