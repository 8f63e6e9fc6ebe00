import type { Town } from '../district/places.ts';
import { type Name, readings, spell } from '../names.ts';
import type { Random } from '../random.ts';
import type { EnterpriseKind } from './enterprise.ts';
import type { Industry } from './industries.ts';

const FIRST = readings(
  '枫 feng,岚 lan,禾 he,竺 zhu,檐 yan,溪 xi,汀 ting,芷 zhi,榧 fei,樟 zhang,橹 lu,莼 chun,菱 ling,荻 di,砚 yan,筠 yun,篱 li,霁 ji,澄 cheng,漪 yi,朴 pu,桐 tong,栖 qi,渡 du,麓 lu,鹭 lu,隐 yin,越 yue,绫 ling,织 zhi,锦 jin,稽 ji,剡 shan,秧 yang',
);
const SECOND = readings(
  '禾 he,岸 an,舟 zhou,溪 xi,里 li,桥 qiao,帆 fan,和 he,川 chuan,野 ye,墨 mo,云 yun,亭 ting,雨 yu,石 shi,田 tian,声 sheng,轩 xuan,屿 yu,泽 ze,湾 wan,林 lin,源 yuan,谷 gu,丰 feng,信 xin,实 shi,匠 jiang,泉 quan,晓 xiao',
);
const FORMS: Record<Exclude<EnterpriseKind, 'sole-trader'>, Name> = {
  company: { zh: '有限公司', en: 'Co., Ltd.' },
  'joint-stock': { zh: '股份有限公司', en: 'Joint Stock Co., Ltd.' },
  'sole-proprietorship': { zh: '厂', en: 'Works' },
  partnership: { zh: '合伙企业（普通合伙）', en: 'Partnership' },
  cooperative: { zh: '专业合作社', en: 'Cooperative' },
};

/** Gives names that no two businesses share, from poetic trade words (字号), so that none is a known firm's. */
export function namer(random: Random): (kind: EnterpriseKind, industry: Industry, town: Town) => Name {
  const words = FIRST.flatMap((first) => SECOND.filter(([zh]) => zh !== first[0]).map((second) => spell(first, second)));
  const given = new Set<string>();
  return (kind, industry, town) => {
    for (;;) {
      const name = fullName(random.pick(words), kind, industry, town);
      if (!given.has(name.zh) && given.add(name.zh)) return name;
    }
  };
}

/** The full name of a business: place, trade word, trade, and legal form. A shop never bears its owner's name. */
export function fullName(word: Name, kind: EnterpriseKind, industry: Industry, town: Town): Name {
  if (kind === 'sole-trader') {
    return { zh: `枫桥区${town.word.zh}${word.zh}${industry.shop.zh}`, en: `${word.en} ${industry.shop.en}, ${town.word.en}` };
  }
  const { trade } = industry;
  const area = kind === 'joint-stock' ? { zh: '浙江', en: 'Zhejiang' } : { zh: '枫桥', en: 'Fengqiao' };
  const form = FORMS[kind];
  return { zh: `${area.zh}${word.zh}${trade.zh}${form.zh}`, en: `${area.en} ${word.en} ${trade.en} ${form.en}` };
}
