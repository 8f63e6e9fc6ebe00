import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

import { closed, Instant } from '../core/index.ts';
import { backupErrors } from './errors.ts';

/** What this version writes and reads. */
export const FORMAT = 'maplebridge-backup/1';

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Count = Type.Integer({ minimum: 0 });
const Name = Type.String({ pattern: '^[a-z_][a-z0-9_]*$' });
/** A path inside the backup: no empty, dotted or absolute steps, so nothing can be written outside the place it is restored to. */
const InnerPath = Type.String({ pattern: '^(files|secrets)(/(?!\\.{1,2}(/|$))[^/\\\\\\u0000]+)+$' });

const StoredFile = closed({ name: InnerPath, size: Count, sha256: Sha256 });

/** The last entry of a backup: what is in it, and what it must be after a restore. */
const Manifest = closed({
  format: Type.Literal(FORMAT),
  /** Version of Maplebridge that made it. */
  product: Type.String(),
  postgres: Type.String(),
  district: Type.String(),
  madeAt: Instant,
  migrations: Type.Array(closed({ id: Type.String(), checksum: Sha256 })),
  tables: Type.Array(closed({ name: Name, columns: Type.Array(Name), rows: Count, bytes: Count, sha256: Sha256 })),
  /** Next values of identity columns, by `table.column`. */
  identities: Type.Array(closed({ table: Name, column: Name, next: Type.String({ pattern: '^[0-9]+$' }) })),
  /** The ledger as it was computed from the entries in the backup. `fault` names the first bad record. */
  ledger: closed({ size: Count, root: Sha256, fault: Type.Union([Type.String(), Type.Null()]) }),
  files: Type.Array(StoredFile),
  secrets: Type.Array(StoredFile),
});

export type BackupManifest = Omit<Static<typeof Manifest>, 'madeAt'> & { readonly madeAt: string };
export type StoredTable = BackupManifest['tables'][number];

/** One part of a backup by its name in the archive. */
export interface Stored {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** Reads a manifest. @throws backup.damaged when it is not one of this format */
export function readManifest(text: string, file: string): BackupManifest {
  const refuse = (reason: string) => backupErrors.damaged({ file, entry: 'manifest.json', reason });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw refuse('not JSON');
  }
  const [fault] = Value.Errors(Manifest, content);
  if (fault) throw refuse(`${fault.instancePath} ${fault.message}`);
  return content as BackupManifest;
}
