import type { Bilingual } from '../core/index.ts';

/** What an audit may find; `{key}` is the record and `{detail}` says which entry or entries. */
const FAULTS = {
  placeMissing: {
    en: 'No entry has the place {key}: a record was removed or the end cut off',
    zh: '序号 {key} 处没有条目：记录被删除或末尾被截断',
  },
  entryMissing: { en: 'The entry {detail} at place {key} was removed', zh: '序号 {key} 处的条目 {detail} 已被删除' },
  entryChanged: {
    en: 'The entry {detail} at place {key} does not have the hash it was placed with: it was altered, or moved from another place',
    zh: '序号 {key} 处的条目 {detail} 与入账时的哈希不符：内容被篡改或位置被调换',
  },
  nodeMissing: { en: 'The stored subtree {key} over the places {detail} was removed', zh: '覆盖序号 {detail} 的子树哈希 {key} 已被删除' },
  nodeChanged: {
    en: 'The entries at the places {detail} do not lead to their stored subtree {key}: one of them, or the subtree, was altered',
    zh: '序号 {detail} 的条目与其子树哈希 {key} 不符：其中的条目或子树哈希被篡改',
  },
  nodeUnknown: { en: 'The stored subtree {key} lies beyond the end of the tree', zh: '子树哈希 {key} 超出账本末尾' },
  rootDiffers: { en: 'The entries do not lead to the root signed at size {key}', zh: '条目与大小为 {key} 时签名的根哈希不符' },
  checkpointChanged: {
    en: 'The checkpoint of size {key} says something else than its signed note',
    zh: '大小为 {key} 的检查点与其签名内容不符',
  },
  signatureWrong: { en: 'The checkpoint of size {key} is not signed by a known key', zh: '大小为 {key} 的检查点没有已知密钥的有效签名' },
  keyUnknown: { en: 'The key {key} did not sign when the ledger says it first did', zh: '密钥 {key} 的首次签名时间与账本不符' },
  entryUnplaced: {
    en: 'The entry {key} has no place and waits for none: it was inserted past the ledger',
    zh: '条目 {key} 既无序号也不在待排队列中：系绕过账本写入',
  },
  queueStray: {
    en: 'The entry {key} should wait for its place, but was removed or has one',
    zh: '条目 {key} 应在等待排序，但已被删除或已有序号',
  },
} as const;

/** Names the kinds of faults. */
export type FaultCode = keyof typeof FAULTS;

/** Says in both languages what is wrong with a record. */
export function faultText(code: FaultCode, key: string, detail: string): Bilingual {
  const fill = (sentence: string) => sentence.replace('{key}', key).replace('{detail}', detail);
  return { en: fill(FAULTS[code].en), zh: fill(FAULTS[code].zh) };
}
