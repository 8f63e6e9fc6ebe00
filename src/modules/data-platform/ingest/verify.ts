import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { canonicalHash } from './canonical.ts';
import { IngestFault } from './fault.ts';
import { fileHash } from './load/folder.ts';
import type { Manifest } from './model.ts';

/** Which version to verify: its folder, and the content hash it must have. */
export interface VerifyRequest {
  readonly folder: string;
  readonly version: string;
}

/** What was verified. */
export interface VerifyResult {
  readonly files: number;
  readonly bytes: number;
}

/** Hashes every file of a version anew. @throws corruptVersion naming the file that is missing, cut or changed */
export async function verifyFiles({ folder, version }: VerifyRequest): Promise<VerifyResult> {
  const manifest = await readManifest(folder);
  if (canonicalHash(manifest) !== version) throw new IngestFault('corruptVersion', { file: 'manifest.json', fault: 'hash' });
  const files = [...manifest.files, ...(manifest.rejects ? [manifest.rejects] : [])];
  for (const { name, sha256 } of files) {
    const found = await fileHash(join(folder, name)).catch(() => null);
    if (found !== sha256) throw new IngestFault('corruptVersion', { file: name, fault: found === null ? 'missing' : 'hash' });
  }
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Reads a version's manifest without verifying it. @throws corruptVersion */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  } catch {
    throw new IngestFault('corruptVersion', { file: 'manifest.json', fault: 'missing' });
  }
}
