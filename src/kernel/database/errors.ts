import { defineErrors } from '../core/index.ts';

/** What may go wrong with the database, in words for the one who starts the platform. */
export const databaseErrors = defineErrors('database', {
  noBinaries: {
    status: 500,
    en: 'There is no bundled PostgreSQL for {platform}. Set DATABASE_URL to a PostgreSQL 15 or newer.',
    zh: '没有适用于 {platform} 的内置 PostgreSQL。请将 DATABASE_URL 设为 PostgreSQL 15 或更高版本的地址。',
  },
  folderInUse: {
    status: 500,
    en: 'The data folder {folder} is in use by process {pid}. Stop that one, or set MAPLEBRIDGE_DATA to another folder.',
    zh: '数据目录 {folder} 正被进程 {pid} 使用。请先停止该进程，或用 MAPLEBRIDGE_DATA 指定其他目录。',
  },
  newerPostgres: {
    status: 500,
    en: 'The data folder {folder} was made by PostgreSQL {found}; this installation brings {ours}. Use the newer Maplebridge.',
    zh: '数据目录 {folder} 由 PostgreSQL {found} 创建，而本安装自带 {ours}。请使用较新的 Maplebridge。',
  },
  newerSchema: {
    status: 500,
    en: 'The data was made by a newer version of Maplebridge ({migration}). Use that version, or restore an older backup.',
    zh: '数据由更新版本的 Maplebridge 创建（{migration}）。请使用该版本，或恢复较早的备份。',
  },
  changedMigration: {
    status: 500,
    en: 'The migration {migration} was changed after it was applied. Migrations are never edited; add a new one.',
    zh: '迁移 {migration} 在执行后被修改。迁移文件不得改动，请新增一个。',
  },
  diskFull: {
    status: 507,
    en: 'There is no space left on the disk of {folder}. Free some space and start again; nothing confirmed was lost.',
    zh: '{folder} 所在磁盘空间不足。请释放空间后重新启动；已确认的数据没有丢失。',
  },
  notStarted: {
    status: 500,
    en: 'PostgreSQL did not start. Its last words: {log}',
    zh: 'PostgreSQL 未能启动。其最后输出：{log}',
  },
  unreachable: {
    status: 503,
    en: 'The database at {address} cannot be reached ({reason}). Check DATABASE_URL and the server.',
    zh: '无法连接数据库 {address}（{reason}）。请检查 DATABASE_URL 与服务器。',
  },
  tooOld: {
    status: 500,
    en: 'The database server is version {found}; Maplebridge needs PostgreSQL 15 or newer.',
    zh: '数据库服务器版本为 {found}；Maplebridge 需要 PostgreSQL 15 或更高版本。',
  },
  noSuchDistrict: { status: 404, en: 'There is no district {district} here', zh: '此处没有名为 {district} 的区县' },
});
