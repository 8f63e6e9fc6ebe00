import { defineErrors } from '../core/index.ts';

/** What may go wrong when somebody asks the ledger. */
export const ledgerErrors = defineErrors('ledger', {
  noSuchEntry: { status: 404, en: 'The ledger has no such entry', zh: '存证账本中没有该条目' },
  nothingSigned: {
    status: 404,
    en: 'Nothing has been signed yet; the first checkpoint follows the first entry within seconds',
    zh: '尚无签名；首条记录写入后数秒内即生成首个签名检查点',
  },
  beyondEnd: {
    status: 404,
    en: 'The ledger has {size} entries; {asked} is beyond its end',
    zh: '账本现有 {size} 条记录，{asked} 已超出末尾',
  },
  indexOutsideTree: { status: 400, en: 'Index {index} is not in a tree of {size} entries', zh: '序号 {index} 不在 {size} 条记录的树中' },
  sizesReversed: {
    status: 400,
    en: 'The earlier size {from} must be at least 1 and at most the later size {to}',
    zh: '起始大小 {from} 须不小于 1 且不大于结束大小 {to}',
  },
  historyChanged: {
    status: 500,
    en: 'The ledger no longer matches its checkpoint of size {size}; nothing more is signed until an audit (verify-ledger)',
    zh: '账本与大小为 {size} 的签名检查点不一致；在完成审计（verify-ledger）之前不再签名',
  },
});
