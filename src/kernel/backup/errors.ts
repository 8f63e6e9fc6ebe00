import { defineErrors } from '../core/index.ts';

/** What may go wrong with backups, in words for the operator. */
export const backupErrors = defineErrors('backup', {
  exists: { status: 409, en: 'There is already a file {file}; backups never overwrite.', zh: '文件 {file} 已存在；备份不会覆盖已有文件。' },
  noFile: { status: 404, en: 'There is no file {file}', zh: '文件 {file} 不存在' },
  damaged: {
    status: 422,
    en: 'The backup {file} is damaged: {entry}: {reason}. Nothing was restored. Use another backup.',
    zh: '备份文件 {file} 已损坏：{entry}：{reason}。未恢复任何数据，请使用其他备份。',
  },
  notEmpty: {
    status: 409,
    en: '{place} already holds data. Restore only into an empty place: set MAPLEBRIDGE_DATA or DATABASE_URL to a new one.',
    zh: '{place} 中已有数据。只能恢复到空的位置：请将 MAPLEBRIDGE_DATA 或 DATABASE_URL 设为新的位置。',
  },
  otherDistrict: {
    status: 409,
    en: 'This is a backup of the district {found}; set MAPLEBRIDGE_DISTRICT={found}.',
    zh: '这是区县 {found} 的备份；请设置 MAPLEBRIDGE_DISTRICT={found}。',
  },
  differs: {
    status: 500,
    en: 'What was restored differs from the backup: {what}. It was removed again.',
    zh: '恢复结果与备份不一致：{what}。已撤销本次恢复。',
  },
  nameTooLong: { status: 500, en: 'This path is too long for a backup: {name}', zh: '该路径过长，无法备份：{name}' },
});
