import { defineErrors } from '#kernel';

/** All that may go wrong with a file, a schema or a version, in words for the person who sent it. */
export const ingestErrors = defineErrors('ingest', {
  emptyFile: { status: 422, en: 'The file is empty', zh: '文件为空' },
  binaryFile: {
    status: 422,
    en: 'This is no table but a binary file ({found}), whatever its name says',
    zh: '该文件不是数据表，而是二进制文件（{found}），与文件名后缀无关',
  },
  fileTooLarge: {
    status: 413,
    en: 'The file has {bytes} bytes; the limit is {limit}',
    zh: '文件大小为 {bytes} 字节，超过上限 {limit} 字节',
  },
  tooManyFiles: {
    status: 422,
    en: 'A load takes 1 to {limit} files, not {files}',
    zh: '一次入库可接收 1 至 {limit} 个文件，当前为 {files} 个',
  },
  tooManyColumns: {
    status: 422,
    en: 'The file has {columns} columns or more; the limit is {limit}',
    zh: '文件至少有 {columns} 列，超过上限 {limit} 列',
  },
  zipBomb: {
    status: 422,
    en: 'The archive grows beyond what we accept when it is unpacked ({limit} bytes in all, or {ratio} times its packed size)',
    zh: '压缩文件解压后超出允许范围（总计 {limit} 字节，或压缩前后 {ratio} 倍）',
  },
  badArchive: { status: 422, en: 'The archive cannot be unpacked: {reason}', zh: '压缩文件无法解压：{reason}' },
  archiveOfMany: {
    status: 422,
    en: 'The archive must hold exactly one data file, not {files}',
    zh: '压缩文件应只包含一个数据文件，当前为 {files} 个',
  },
  headerOnly: { status: 422, en: '{file} has a header but no rows', zh: '{file} 只有表头，没有数据行' },
  badJson: { status: 422, en: 'The JSON cannot be read after record {after}', zh: 'JSON 在第 {after} 条记录之后无法读取' },
  badParquet: { status: 422, en: 'The Parquet file cannot be read: {reason}', zh: 'Parquet 文件无法读取：{reason}' },
  badWorkbook: { status: 422, en: 'The workbook cannot be read: {reason}', zh: '工作簿无法读取：{reason}' },
  missingColumns: {
    status: 422,
    en: '{file} lacks the columns for {missing}; found: {found}',
    zh: '{file} 缺少以下数据项对应的列：{missing}；文件中的列：{found}',
  },
  badSchema: { status: 422, en: 'Field {field}: {reason}', zh: '数据项 {field} 设置有误：{reason}' },
  badRule: { status: 422, en: 'Rule {rule} cannot be used: {reason}', zh: '规则 {rule} 无法使用：{reason}' },
  corruptVersion: {
    status: 500,
    en: 'The version is damaged and is not served: {file} ({fault})',
    zh: '该版本文件已损坏，停止提供：{file}（{fault}）',
  },
  unknownFile: { status: 404, en: 'There is no file {path}', zh: '文件 {path} 不存在' },
  diskFull: { status: 507, en: 'There is no space left on the disk', zh: '磁盘空间不足' },
  cancelled: { status: 409, en: 'The load was cancelled', zh: '入库已取消' },
  crashed: { status: 500, en: 'The loading process stopped unexpectedly ({signal})', zh: '入库进程意外停止（{signal}）' },
});
