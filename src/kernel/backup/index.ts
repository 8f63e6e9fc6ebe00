export { verifyArchive } from './archive.ts';
export { type BackupOptions, type BackupOutcome, makeBackup } from './backup.ts';
export { backupErrors } from './errors.ts';
export { type RestoreOptions, restoreBackup } from './restore.ts';
