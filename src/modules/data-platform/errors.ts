import { defineErrors } from '#kernel';

/** What may go wrong with datasets, in words for the person. */
export const dataErrors = defineErrors('data-platform', {
  noDataset: { status: 404, en: 'There is no dataset {key}, or you may not see it', zh: '没有名为 {key} 的数据集，或您无权查看' },
  noVersion: { status: 404, en: 'There is no such version', zh: '没有该版本' },
  manifestWithheld: {
    status: 403,
    en: 'The manifest of this version also describes fields that are not open; its rows and files can be read',
    zh: '该版本的清单含未开放的数据项说明，不予提供；明细和文件可正常读取',
  },
  noLoad: { status: 404, en: 'There is no such load', zh: '没有该入库批次' },
  noUpload: { status: 404, en: 'There is no such upload', zh: '没有该上传文件' },
  noData: { status: 404, en: 'Nothing has been loaded into this dataset yet', zh: '该数据集尚无入库数据' },
  keyTaken: { status: 409, en: 'A dataset is already called {key}', zh: '已有名为 {key} 的数据集' },
  changedMeanwhile: { status: 412, en: 'Somebody else changed this description meanwhile', zh: '其他人已在此期间修改该数据集说明' },
  unknownName: { status: 422, en: '{kind} "{name}" is not in the profile', zh: '配置中没有名为“{name}”的{kind}' },
  sameName: { status: 422, en: 'Two fields are called {name}', zh: '有两个数据项同名：{name}' },
  personalIsNotPublic: {
    status: 422,
    en: 'The field {name} is personal data, so its class cannot be public',
    zh: '数据项 {name} 含个人信息，不能设为无条件开放',
  },
  incomplete: {
    status: 422,
    en: 'Before anything is loaded, say: {missing}',
    zh: '入库前须先填写：{missing}',
  },
  busy: {
    status: 409,
    en: 'Another load of this dataset is running or waits for a decision',
    zh: '该数据集已有入库批次正在进行或等待处理',
  },
  ruleBroken: {
    status: 422,
    en: 'Rules that must hold were broken: {rules}. The old version stays current.',
    zh: '违反必须满足的规则：{rules}。旧版本保持有效。',
  },
  loadCrashed: { status: 500, en: 'The load stopped unexpectedly; the old version is whole', zh: '入库意外停止，旧版本保持完整' },
  notHeld: { status: 409, en: 'This load does not wait for a decision', zh: '该批次不在等待处理' },
  notFinished: { status: 409, en: 'The file {name} has not arrived completely', zh: '文件 {name} 尚未上传完整' },
  wrongOffset: { status: 409, en: 'The next byte we need is {received}', zh: '下一个需要的字节位置为 {received}' },
  tooLarge: { status: 413, en: 'A file may have at most {limit} bytes', zh: '文件最大为 {limit} 字节' },
  notOpen: {
    status: 422,
    en: 'This cannot be published: {reasons}',
    zh: '暂不能开放：{reasonsZh}',
  },
  badFilter: { status: 400, en: 'The filter "{filter}" cannot be read: {reason}', zh: '无法识别筛选条件“{filter}”：{reason}' },
  noField: { status: 400, en: 'There is no field {name}, or you may not see it', zh: '没有数据项 {name}，或您无权查看' },
  noReference: {
    status: 422,
    en: 'Rule {rule} takes its values from the field {field} of the dataset {dataset}, which has none yet',
    zh: '规则 {rule} 需引用数据集 {dataset} 的数据项 {field}，目前尚无数据',
  },
  referenceTooLarge: {
    status: 422,
    en: 'Rule {rule} refers to more than {limit} different values',
    zh: '规则 {rule} 引用的不同取值超过 {limit} 个',
  },
  queryTooLong: { status: 503, en: 'The query took longer than {seconds} s; narrow it down', zh: '查询超过 {seconds} 秒，请缩小范围' },
  corrupt: {
    status: 503,
    en: 'A stored file of this version does not match its hash; it is not served. The steward has been told.',
    zh: '该版本的存储文件与其哈希不符，已停止提供并通知数据专员。',
  },
});
