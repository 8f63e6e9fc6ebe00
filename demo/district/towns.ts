import { type Name, readings, spell } from '../names.ts';

/** The ground a town lies on; it decides the names of its villages, its trades and how old its people are. */
export type Landscape = 'city' | 'plain' | 'hills';

/** A subdistrict (街道), town (镇) or township (乡), before its border is drawn. */
export interface TownSeed {
  readonly code: string;
  readonly kind: 'subdistrict' | 'town' | 'township';
  readonly word: Name;
  /** What the name means, for readers of English. */
  readonly meaning: string;
  readonly landscape: Landscape;
  /** Kilometres east and north of the middle of the district. */
  readonly at: readonly [east: number, north: number];
  readonly population: number;
  readonly communities: readonly Name[];
  readonly villages: number;
}

const KINDS = { subdistrict: ['街道', 'Subdistrict'], town: ['镇', 'Town'], township: ['乡', 'Township'] } as const;

/** A town's full name, such as 磨塘镇, Motang Town. */
export function townName({ kind, word }: Pick<TownSeed, 'kind' | 'word'>): Name {
  const [zh, en] = KINDS[kind];
  return { zh: word.zh + zh, en: `${word.en} ${en}` };
}

/** The fourteen towns. Codes follow the national pattern: subdistricts from 001, towns from 100, townships from 200. */
export const TOWNS: readonly TownSeed[] = [
  town(
    '001',
    'subdistrict',
    '古 gu,桥 qiao',
    'Old Bridge',
    'city',
    [1.2, 1.0],
    71_400,
    '桥东 Qiaodong,桥西 Qiaoxi,丝厂弄 Sichang Lane,钟楼 Zhonglou,文昌 Wenchang,米市 Mishi,书院 Shuyuan',
    0,
  ),
  town(
    '002',
    'subdistrict',
    '柳 liu,岸 an',
    'Willow Bank',
    'city',
    [-2.6, 2.6],
    63_800,
    '柳荫 Liuyin,金柳 Jinliu,长堤 Changdi,春晓 Chunxiao,水阁 Shuige,学前 Xueqian',
    2,
  ),
  town(
    '003',
    'subdistrict',
    '东 dong,渡 du',
    'East Ferry',
    'city',
    [5.2, -0.6],
    58_900,
    '渡口 Dukou,船坞 Chuanwu,渔汛 Yuxun,新渡 Xindu,江滨 Jiangbin',
    3,
  ),
  town(
    '004',
    'subdistrict',
    '西 xi,畈 fan',
    'West Fields',
    'city',
    [-2.2, -1.8],
    47_200,
    '麦畈 Maifan,稻香 Daoxiang,西苑 Xiyuan,晒场 Shaichang',
    4,
  ),
  town(
    '005',
    'subdistrict',
    '云 yun,墩 dun',
    'Cloud Mound',
    'city',
    [1.9, -4.1],
    39_600,
    '望江 Wangjiang,云栖里 Yunqili,酱园 Jiangyuan,盐仓 Yancang',
    4,
  ),
  town(
    '006',
    'subdistrict',
    '北 bei,埠 bu',
    'North Wharf',
    'plain',
    [2.4, 5.9],
    44_100,
    '埠头 Butou,北塘 Beitang,灯塔 Dengta,运河湾 Yunhewan',
    5,
  ),
  town('100', 'town', '磨 mo,塘 tang', 'Millpond', 'plain', [8.9, 4.4], 46_300, '水磨 Shuimo,荷花池 Hehuachi', 10),
  town('101', 'town', '湖 hu,沿 yan', 'Lakeside', 'plain', [-5.8, 6.7], 38_500, '湖心 Huxin,菱歌 Lingge', 9),
  town('102', 'town', '桑 sang,园 yuan', 'Mulberry Garden', 'plain', [9.8, -3.6], 35_200, '蚕丝 Cansi,桑榆 Sangyu', 9),
  town('103', 'town', '石 shi,门 men', 'Stone Gate', 'plain', [-8.3, 1.7], 29_700, '石库 Shiku', 9),
  town('104', 'town', '竹 zhu,溪 xi', 'Bamboo Stream', 'hills', [-6.6, -4.9], 24_800, '竹里馆 Zhuliguan', 9),
  town('105', 'town', '茶 cha,岭 ling', 'Tea Ridge', 'hills', [5.9, -8.1], 22_600, '明前 Mingqian', 9),
  town('200', 'township', '岭 ling,下 xia', 'Under the Ridge', 'hills', [-1.8, -8.3], 13_900, '', 9),
  town('201', 'township', '榧 fei,山 shan', 'Torreya Hill', 'hills', [-11.9, -2.6], 11_300, '', 8),
];

function town(
  ...[code, kind, word, meaning, landscape, at, population, communities, villages]: [
    code: string,
    kind: TownSeed['kind'],
    word: string,
    meaning: string,
    landscape: Landscape,
    at: [number, number],
    population: number,
    communities: string,
    villages: number,
  ]
): TownSeed {
  return { code, kind, word: spell(...readings(word)), meaning, landscape, at, population, communities: namesOf(communities), villages };
}

function namesOf(list: string): Name[] {
  if (!list) return [];
  return list.split(',').map((pair) => {
    const [zh = '', ...en] = pair.split(' ');
    return { zh, en: en.join(' ') };
  });
}
