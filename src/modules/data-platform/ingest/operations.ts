import { type Following, runTask } from './client.ts';
import type { SniffRequest, SniffResult } from './detect/sniff.ts';
import type { DiffRequest, DiffResult } from './diff.ts';
import type { LoadRequest, LoadResult } from './load/load.ts';
import type { VerifyRequest, VerifyResult } from './verify.ts';

/** Looks at a file: kind, encoding, dialect, and its columns with the types we infer. @throws ingest errors */
export function sniff(request: SniffRequest, following?: Following): Promise<SniffResult> {
  return runTask('sniff', request, following);
}

/** Loads files into an immutable version folder. @throws ingest errors; nothing is left behind but, after a crash, a temporary folder */
export function load(request: LoadRequest, following?: Following): Promise<LoadResult> {
  return runTask('load', request, following);
}

/** Compares two versions by key. @throws ingest errors */
export function diff(request: DiffRequest, following?: Following): Promise<DiffResult> {
  return runTask('diff', request, following);
}

/** Hashes a version's files anew. @throws ingest.corruptVersion */
export function verifyVersion(request: VerifyRequest, following?: Following): Promise<VerifyResult> {
  return runTask('verify', request, following);
}
